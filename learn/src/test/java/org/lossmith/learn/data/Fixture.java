package org.lossmith.learn.data;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.duckdb.DuckDBDriver;
import org.lossmith.InputException;

/** Small files for the tests, and what reading them says. */
final class Fixture {
    private Fixture() {}

    static Path text(Path folder, String name, String content) {
        return bytes(folder, name, content.getBytes(StandardCharsets.UTF_8));
    }

    static Path bytes(Path folder, String name, byte[] content) {
        try {
            return Files.write(folder.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path lines(Path folder, String name, String... lines) {
        return text(folder, name, String.join("\n", lines) + "\n");
    }

    /** A header and a number of rows. */
    static Path rows(Path folder, String name, String header, int rows, IntFunction<String> row) {
        List<String> lines = new ArrayList<>(List.of(header));
        for (int i = 0; i < rows; i++) {
            lines.add(row.apply(i));
        }
        return text(folder, name, String.join("\n", lines) + "\n");
    }

    static Path example(String name) {
        return Path.of("..", "examples", "data", name);
    }

    static Dataset read(Path file, String target) {
        return TableSource.read(ReadRequest.of(file, target));
    }

    /** The message of the error that reading ends with. */
    static String error(ReadRequest request) {
        InputException thrown = catchThrowableOfType(
                InputException.class, () -> TableSource.read(request).close());
        if (thrown == null) {
            throw new AssertionError("no error");
        }
        return String.valueOf(thrown.getMessage());
    }

    static String error(Path file, String target) {
        return error(ReadRequest.of(file, target));
    }

    static String treatment(Dataset data, String column) {
        return data.columns().stream()
                .filter(note -> note.column().equals(column))
                .findFirst()
                .orElseThrow()
                .treatment();
    }

    /** One input over all rows. */
    static double[] input(Dataset data, String name) {
        int column = data.features().indexOf(name);
        if (column < 0) {
            throw new AssertionError(name + " is not among " + data.features());
        }
        double[] values = new double[data.used()];
        for (int row = 0; row < values.length; row++) {
            values[row] = data.x().get(row, column);
        }
        return values;
    }

    /** Runs SQL on a DuckDB of its own: the oracle, and the maker of Parquet and JSON files. */
    static void duckdb(String... statements) {
        try (Connection connection = new DuckDBDriver().connect("jdbc:duckdb:", new java.util.Properties());
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
