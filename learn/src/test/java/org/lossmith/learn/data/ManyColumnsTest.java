package org.lossmith.learn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lossmith.learn.data.Fixture.input;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lossmith.learn.text.Numbers;

/** More columns than are asked about at once, each with gaps of its own. */
class ManyColumnsTest {
    private static final int COLUMNS = 130;
    private static final int ROWS = 60;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private static boolean missing(int row, int column) {
        return (row * 31 + column * 17) % 5 == column % 4;
    }

    /** Every third column holds a few whole numbers, some of them negative; the others fractions. */
    private static double value(int row, int column) {
        int mixed = (row * 37 + column * 11) % 61;
        return column % 3 == 0 ? mixed % 7 - 3 : mixed + 0.25;
    }

    @Test
    void everyColumn_getsItsOwnMedianAndIndicator() {
        String header = "y,"
                + IntStream.range(0, COLUMNS).mapToObj(column -> "c" + column).collect(Collectors.joining(","));
        Path file = Fixture.rows(
                folder,
                "m.csv",
                header,
                ROWS,
                row -> row + 0.5 + ","
                        + IntStream.range(0, COLUMNS)
                                .mapToObj(column -> missing(row, column) ? "" : Numbers.plain(value(row, column)))
                                .collect(Collectors.joining(",")));
        try (Dataset data = Fixture.read(file, "y")) {
            for (int column = 0; column < COLUMNS; column++) {
                assertThat(input(data, "c" + column)).as("c" + column).containsExactly(expected(column));
                String said = Fixture.treatment(data, "c" + column);
                assertThat(said).contains("12 missing values");
                assertThat(said.contains("its 7 whole values are kept as numbers"))
                        .isEqualTo(column % 3 == 0);
            }
            // The rows that lack a value repeat with period 5, so that there are five patterns and five indicators.
            assertThat(data.features().stream().filter(name -> name.endsWith("_missing")))
                    .hasSize(5);
        }
    }

    private static double[] expected(int column) {
        double[] present = IntStream.range(0, ROWS)
                .filter(row -> !missing(row, column))
                .mapToDouble(row -> value(row, column))
                .sorted()
                .toArray();
        double median = (present[present.length / 2] + present[(present.length - 1) / 2]) / 2;
        return IntStream.range(0, ROWS)
                .mapToDouble(row -> missing(row, column) ? median : value(row, column))
                .toArray();
    }
}
