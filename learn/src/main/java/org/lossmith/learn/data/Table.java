package org.lossmith.learn.data;

import java.sql.SQLException;
import java.util.List;
import org.lossmith.InputException;
import org.lossmith.Suggestion;
import org.lossmith.learn.text.Texts;

/**
 * A file loaded into the database, every row of it, in the file's order.
 *
 * @param name the table that holds it; {@code source} is the SQL for a row's 0-based number in the file
 * @param rows data rows in the file
 * @param lines finds a row's line in a text file
 */
record Table(
        Database database, InputFile file, String name, String source, List<Column> columns, long rows, Lines lines) {

    /** Maps data rows to lines of the file. */
    @FunctionalInterface
    interface Lines {
        /** The 1-based line on which a 0-based data row begins. */
        long lineOf(long row);
    }

    List<String> columnNames() {
        return columns.stream().map(Column::name).toList();
    }

    Column column(String wanted, String role) {
        return columns.stream()
                .filter(column -> column.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> absent(wanted, role));
    }

    private InputException absent(String wanted, String role) {
        String hint = Suggestion.hint(wanted, columnNames());
        return new InputException(file.name() + " has no column \"" + wanted + "\" (" + role + ")"
                + (hint.isEmpty() ? "; its columns: " : hint + " Its columns: ") + Texts.list(columnNames()));
    }

    /** {@code taxi.csv line 4012} or, where a file has no lines, {@code taxi.parquet row 4011}. */
    String place(long row) {
        return file.name() + " " + lineOrRow(row);
    }

    String lineOrRow(long row) {
        return file.format() == InputFile.Format.CSV || file.format() == InputFile.Format.LIBSVM
                ? "line " + lines.lineOf(row)
                : "row " + (row + 1);
    }

    /** The same table with other rows or columns. */
    Table with(String otherName, String otherSource, List<Column> otherColumns) {
        return new Table(database, file, otherName, otherSource, otherColumns, rows, lines);
    }

    /** Whether it holds all rows of the file, so that a row's place in it is its place in the file. */
    boolean whole() {
        return source.equals(database.position());
    }

    /** Rows that the table holds now. */
    long size() throws SQLException {
        return database.count("SELECT count(*) FROM " + name);
    }
}
