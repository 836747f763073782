package org.lossmith.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Files with many rows of ten inputs and a binary target, for {@code bench/larger}; the same rows on every machine. */
public final class LargerFiles {
    private static final int COLUMNS = 10;

    private LargerFiles() {}

    /** @param arguments the number of rows and the file, which ends with .parquet or .csv; a file that is there is kept */
    public static void main(String[] arguments) throws SQLException, IOException {
        long rows = Long.parseLong(arguments[0]);
        Path file = Path.of(arguments[1]);
        if (Files.exists(file)) {
            return;
        }
        Path part = file.resolveSibling("part-" + file.getFileName());
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("COPY (" + table(rows) + ") TO '" + part + "'");
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Inputs between -1 and 1 from a hash of row and column; the target is 1 with the probability of a logistic model. */
    private static String table(long rows) {
        String inputs = IntStream.range(0, COLUMNS)
                .mapToObj(j -> "round(" + uniform(j) + " * 2 - 1, 6) AS x" + j)
                .collect(Collectors.joining(", "));
        String score = IntStream.range(0, COLUMNS)
                .mapToObj(j -> "x" + j + " * " + (j % 2 == 0 ? 1 : -1) * (j + 1) / 10.0)
                .collect(Collectors.joining(" + ", "0.25 + ", ""));
        return "SELECT x.* EXCLUDE (i), CAST(" + uniform(COLUMNS) + " < 1 / (1 + exp(-(" + score
                + "))) AS INTEGER) AS y FROM (SELECT i, "
                + inputs + " FROM range(" + rows + ") rows(i)) x(i, "
                + IntStream.range(0, COLUMNS).mapToObj(j -> "x" + j).collect(Collectors.joining(", ")) + ")";
    }

    private static String uniform(int column) {
        return "(hash(i * " + (COLUMNS + 1) + " + " + column + ") / 18446744073709551616.0)";
    }
}
