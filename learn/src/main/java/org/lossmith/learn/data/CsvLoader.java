package org.lossmith.learn.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;

/**
 * Loads a CSV file into the database in one pass. The header, the separator and the quote are settled here rather than
 * guessed by DuckDB, so that a broken line is an error with its number and never a reason to guess another dialect.
 */
final class CsvLoader {
    private static final int REJECTS_KEPT = 1000;

    private final Database database;
    private final InputFile file;
    private final List<String> nulls;
    private final CsvHeader header;
    private final Expected expected;

    private CsvLoader(Database database, InputFile file, List<String> nulls, CsvHeader header, Expected expected) {
        this.database = database;
        this.file = file;
        this.nulls = nulls;
        this.header = header;
        this.expected = expected;
    }

    static Table load(Database database, InputFile file, List<String> nulls, Expected expected)
            throws SQLException, IOException {
        CsvLoader loader = new CsvLoader(database, file, nulls, CsvHeader.read(file), expected);
        loader.checkIfNotStrict();
        Types types = loader.sniff().asText(loader.wantedAsText());
        CompletableFuture<LineCount> counting = types.texts() ? CompletableFuture.supplyAsync(loader::count) : null;
        List<CsvTrouble.Reject> rejects = loader.fill(types);
        for (int attempt = 0; !rejects.isEmpty(); attempt++) {
            loader.requireOnlyCasts(rejects);
            types = attempt == 0
                    ? types.asText(
                            rejects.stream().map(CsvTrouble.Reject::column).toList())
                    : Types.allText(loader.header.names().size());
            rejects = loader.fill(types);
        }
        CsvReconciliation reconciliation = new CsvReconciliation(database, file, loader.header, expected);
        // Only a text can swallow lines: as a number they are a reject.
        return types.texts()
                ? reconciliation.table(loader.columns(types), counting == null ? loader.count() : await(counting))
                : reconciliation.table(loader.columns(types));
    }

    /** Where DuckDB cannot be strict, the file is held to the same rules here. */
    private void checkIfNotStrict() throws IOException {
        InputException trouble = header.mixed() ? CsvTrouble.diagnose(file, header) : null;
        if (trouble != null) {
            throw trouble;
        }
    }

    private LineCount count() {
        try {
            return LineCount.of(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static LineCount await(CompletableFuture<LineCount> counting) throws IOException {
        try {
            return counting.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof UncheckedIOException io) {
                throw io.getCause();
            }
            throw e;
        }
    }

    /** What to read each column as, and the formats of dates found. */
    private record Types(
            List<String> names,
            @Nullable String dateFormat,
            @Nullable String timestampFormat) {
        static Types allText(int columns) {
            return new Types(java.util.Collections.nCopies(columns, "VARCHAR"), null, null);
        }

        boolean texts() {
            return names.contains("VARCHAR");
        }

        Types asText(List<Integer> columns) {
            List<String> changed = new ArrayList<>(names);
            columns.forEach(column -> changed.set(column, "VARCHAR"));
            return new Types(List.copyOf(changed), dateFormat, timestampFormat);
        }
    }

    private List<Integer> wantedAsText() {
        return IntStream.range(0, header.names().size())
                .filter(i -> expected.texts().contains(header.names().get(i)))
                .boxed()
                .toList();
    }

    private String dialect() {
        return Database.pathLiteral(file.path()) + ", compression = '" + (file.gzip() ? "gzip" : "none")
                + "', delim = " + Database.literal(String.valueOf(header.delimiter()))
                + ", quote = '\"', escape = '\"', header = true, skip = 0, null_padding = false, strict_mode = "
                // Being strict, DuckDB takes the line end in the first name for that of all lines and finds no row.
                + !header.mixed()
                + ", hive_partitioning = false, nullstr = " + Database.literals(nullTexts());
    }

    private List<String> nullTexts() {
        List<String> texts = new ArrayList<>(List.of(""));
        nulls.stream().filter(text -> !text.isEmpty()).distinct().forEach(texts::add);
        return texts;
    }

    private Types sniff() throws IOException {
        List<String> internal =
                IntStream.range(0, header.names().size()).mapToObj(i -> "c" + i).toList();
        String sql = "SELECT unnest(list_transform(columns, lambda x: x.type::VARCHAR)), dateformat, timestampformat"
                + " FROM sniff_csv(" + dialect() + ", ignore_errors = true, names = " + Database.literals(internal)
                + ")";
        try {
            List<@Nullable String[]> rows = database.rows(sql);
            List<String> names = rows.stream()
                    .map(row -> lossless(String.valueOf(row[0]), row[1] != null))
                    .toList();
            return names.size() == header.names().size()
                    ? new Types(names, rows.get(0)[1], rows.get(0)[2])
                    : Types.allText(header.names().size());
        } catch (SQLException e) {
            InputException explained = CsvTrouble.diagnose(file, header);
            if (explained != null) {
                throw explained;
            }
            return Types.allText(header.names().size());
        }
    }

    /**
     * A type that keeps what the rows beyond the sample may hold: as a BIGINT 2.6 would silently become 3, as a DATE a time of
     * day would silently be cut off, and as a BOOLEAN "yes" would become "true".
     */
    private static String lossless(String type, boolean dateFormat) {
        return switch (type) {
            case "BIGINT" -> "DOUBLE";
            case "BOOLEAN" -> "VARCHAR";
            case "DATE" -> dateFormat ? type : "TIMESTAMP";
            default -> type;
        };
    }

    /** Loads the file and returns the lines that could not be loaded so. */
    private List<CsvTrouble.Reject> fill(Types types) throws SQLException {
        StringBuilder columns = new StringBuilder();
        for (int i = 0; i < types.names().size(); i++) {
            columns.append(i == 0 ? "" : ", ")
                    .append("'c")
                    .append(i)
                    .append("': '")
                    .append(types.names().get(i))
                    .append('\'');
        }
        String formats = (types.dateFormat() == null ? "" : ", dateformat = " + Database.literal(types.dateFormat()))
                + (types.timestampFormat() == null
                        ? ""
                        : ", timestampformat = " + Database.literal(types.timestampFormat()));
        database.run("DROP TABLE IF EXISTS reject_errors");
        database.run("DROP TABLE IF EXISTS reject_scans");
        database.keep(
                "data",
                "SELECT * FROM read_csv(" + dialect()
                        + ", auto_detect = false, store_rejects = true, rejects_limit = " + REJECTS_KEPT + formats
                        + ", columns = {" + columns + "})");
        List<CsvTrouble.Reject> rejects = new ArrayList<>();
        for (@Nullable
        String[] row : database.rows("SELECT line, column_name, error_type, error_message, csv_line"
                + " FROM reject_errors ORDER BY line, column_idx")) {
            String column = row[1];
            rejects.add(new CsvTrouble.Reject(
                    Long.parseLong(String.valueOf(row[0])),
                    column == null || !column.startsWith("c") ? -1 : Integer.parseInt(column.substring(1)),
                    String.valueOf(row[2]),
                    String.valueOf(row[3]),
                    String.valueOf(row[4])));
        }
        return rejects;
    }

    /** A value of an unforeseen type makes the column a text; anything else is an error. */
    private void requireOnlyCasts(List<CsvTrouble.Reject> rejects) throws SQLException, IOException {
        List<CsvTrouble.Reject> broken =
                rejects.stream().filter(reject -> !reject.cast()).toList();
        if (!broken.isEmpty()) {
            long read = database.count("SELECT count(*) FROM data");
            LineCount counted = count();
            // DuckDB counts a record of several lines as one line.
            InputException placed =
                    counted.quoted() && broken.get(0).ragged() ? CsvTrouble.diagnose(file, header) : null;
            throw placed != null
                    ? placed
                    : CsvTrouble.rejected(file, header, broken, counted.lines() - header.lines() - read);
        }
    }

    private List<Column> columns(Types types) {
        return IntStream.range(0, types.names().size())
                .mapToObj(i -> Column.of(header.names().get(i), i, types.names().get(i)))
                .toList();
    }
}
