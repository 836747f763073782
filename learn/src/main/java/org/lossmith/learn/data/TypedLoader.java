package org.lossmith.learn.data;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;

/** Loads a Parquet or JSON file, whose columns come with types, into the database. */
final class TypedLoader {
    private TypedLoader() {}

    static Table load(Database database, InputFile file, List<String> nulls, Expected expected) throws SQLException {
        try {
            return load(database, file, nulls, expected, reader(file));
        } catch (SQLException e) {
            throw unreadable(file, e);
        }
    }

    // A JSON file has all its rows looked at for types first (sample_size = -1): with types from the first rows DuckDB
    // would
    // silently round 2.6 to 3 after many whole numbers, and leave out a column that only later rows have.
    private static String reader(InputFile file) {
        String path = Database.pathLiteral(file.path());
        return file.format() == InputFile.Format.PARQUET
                ? "read_parquet(" + path + ", hive_partitioning = false)"
                : "read_json(" + path + ", hive_partitioning = false, compression = '" + (file.gzip() ? "gzip" : "none")
                        + "', sample_size = -1)";
    }

    private static Table load(Database database, InputFile file, List<String> nulls, Expected expected, String reader)
            throws SQLException {
        List<Column> columns = new ArrayList<>();
        List<String> selected = new ArrayList<>();
        List<@Nullable String[]> described = database.rows("DESCRIBE SELECT * FROM " + reader);
        for (int i = 0; i < described.size(); i++) {
            Column column = Column.of(
                    String.valueOf(described.get(i)[0]),
                    i,
                    String.valueOf(described.get(i)[1]));
            columns.add(column);
            selected.add(selection(column, i, nulls));
        }
        String names = String.join(
                ", ", IntStream.range(0, columns.size()).mapToObj(i -> "f" + i).toList());
        String from = reader + " AS file(" + names + ")";
        if (database.usesScratch() && file.format() == InputFile.Format.PARQUET) {
            database.look("data", String.join(", ", selected), from);
        } else {
            database.keep("data", "SELECT " + String.join(", ", selected) + " FROM " + from);
        }
        long rows = database.count("SELECT count(*) FROM data");
        if (rows == 0 && !expected.maybeEmpty()) {
            throw new InputException(file.name() + " has no data rows");
        }
        return new Table(database, file, "data", database.position(), columns, rows, row -> row + 1);
    }

    /** What to keep of a column: its own type where it can be used, texts for the --null words it may hold. */
    private static String selection(Column column, int index, List<String> nulls) {
        String value = "f" + index;
        if (column.type() == ColumnType.UNUSABLE) {
            return "NULL::VARCHAR AS c" + index;
        }
        if (column.type() == ColumnType.TEXT) {
            // Enumerations, identifiers, and true and false become their words.
            value = column.duckdbType().equals("JSON") ? "(" + value + "->>'$')" : value + "::VARCHAR";
        }
        List<String> missing = new ArrayList<>(nulls);
        if (column.type() == ColumnType.TEXT) {
            missing.add("");
        }
        if (missing.isEmpty()) {
            return value + " AS c" + index;
        }
        String list = Database.literals(missing);
        String isMissing = column.type() == ColumnType.NUMBER
                ? "list_contains(list_transform(" + list + ", lambda x: TRY_CAST(x AS DOUBLE)), " + value + "::DOUBLE)"
                : "list_contains(" + list + ", " + value + "::VARCHAR)";
        return "CASE WHEN " + isMissing + " THEN NULL ELSE " + value + " END AS c" + index;
    }

    private static InputException unreadable(InputFile file, SQLException e) {
        String message = CsvTrouble.firstLine(String.valueOf(e.getMessage()))
                .replaceFirst("^[A-Za-z ]+ Error: ", "")
                .replace(file.path().toString(), file.name())
                .replaceFirst("[. ]+$", "");
        return new InputException(
                file.name() + " cannot be read as " + (file.format() == InputFile.Format.PARQUET ? "Parquet" : "JSON")
                        + ": " + message,
                e);
    }
}
