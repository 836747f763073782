package org.lossmith.learn.compare;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/** The example files, read as plainly as possible: no quotes, no missing numbers in the columns asked for. */
public final class Trips {
    private Trips() {}

    static Path example(String name) {
        Path fromModule = Path.of("..", "examples", "data", name);
        return Files.exists(fromModule) ? fromModule : Path.of("examples", "data", name);
    }

    public static double[] column(String name) {
        return column("taxi-trips.csv.gz", name);
    }

    public static double[] column(String file, String name) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(example(file))), StandardCharsets.UTF_8))) {
            int at = Arrays.asList(reader.readLine().split(",")).indexOf(name);
            return reader.lines()
                    .map(line -> line.split(",", -1)[at])
                    .mapToDouble(text -> text.isEmpty() ? 0 : Double.parseDouble(text))
                    .toArray();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
