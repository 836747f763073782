package org.lossmith.learn.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;
import org.lossmith.learn.text.Texts;

/**
 * Holds the rows that DuckDB read against the lines that the file has. An unterminated quote can swallow thousands of lines as
 * one value without any error; the two figures then differ by exactly those lines.
 */
record CsvReconciliation(Database database, InputFile file, CsvHeader header, Expected expected) {
    private static final int VALUES_CHECKED = 50;

    /** A table of numbers and dates only, in which no value can hold a line end. */
    Table table(List<Column> columns) throws SQLException {
        long rows = database.count("SELECT count(*) FROM data");
        requireRows(rows);
        return new Table(database, file, "data", database.position(), columns, rows, this::scanForLine);
    }

    /** A table with texts in it, held against the lines counted. */
    Table table(List<Column> columns, LineCount count) throws SQLException, IOException {
        Table table = table(columns);
        if (count.lines() - header.lines() != table.rows()) {
            long records = records();
            if (records != table.rows()) {
                throw new InputException(file.name() + " holds " + Texts.count(records, "record") + " but "
                        + Texts.count(table.rows(), "row")
                        + " could be read; look for a stray quote (\") or an odd line end in"
                        + " it");
            }
            if (count.quoted()) {
                requireNoSwallowedRows(table);
            }
        }
        return table;
    }

    private void requireRows(long rows) {
        if (rows == 0 && !expected.maybeEmpty()) {
            throw new InputException(
                    file.name() + " has a header (" + Texts.list(header.names()) + ") but no data rows under it");
        }
    }

    private static List<Column> texts(List<Column> columns) {
        return columns.stream()
                .filter(column -> column.type() == ColumnType.TEXT)
                .toList();
    }

    /** A value whose inner lines each look like a row of this file is a row range that a stray quote swallowed. */
    private void requireNoSwallowedRows(Table table) throws SQLException {
        for (Column column : texts(table.columns())) {
            for (@Nullable
            String[] found : database.rows(
                    "SELECT " + database.position() + ", " + column.sql() + " FROM data WHERE contains(" + column.sql()
                            + ", chr(10)) ORDER BY length(" + column.sql() + ") DESC, 1 LIMIT " + VALUES_CHECKED)) {
                String value = String.valueOf(found[1]);
                if (looksLikeRows(value)) {
                    long row = Long.parseLong(String.valueOf(found[0]));
                    long swallowed = value.chars().filter(c -> c == '\n').count();
                    throw CsvTrouble.quote(file, table.lines().lineOf(row), "column " + column.name(), swallowed);
                }
            }
        }
    }

    private boolean looksLikeRows(String value) {
        String[] lines = value.split("\r?\n", -1);
        int alike = 0;
        for (int i = 1; i < lines.length - 1; i++) {
            if (lines[i].chars().filter(c -> c == header.delimiter()).count()
                    == header.names().size() - 1) {
                alike++;
            }
        }
        int inner = lines.length - 2;
        // With two columns a single separator in a line of prose is no evidence: ask for several lines, all alike.
        return header.names().size() > 2 ? alike >= 1 && 2 * alike >= inner : alike >= 3 && alike == inner;
    }

    private long records() throws IOException {
        long records = 0;
        try (CsvScan scan = new CsvScan(file.stream(), header.delimiter())) {
            while (scan.next()) {
                records += scan.blank() ? 0 : 1;
            }
        }
        return records - 1;
    }

    private long scanForLine(long row) {
        try (CsvScan scan = new CsvScan(file.stream(), header.delimiter())) {
            long record = -1;
            while (scan.next()) {
                if (!scan.blank() && record++ == row) {
                    return scan.recordLine();
                }
            }
            return row + 1 + header.lines();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
