package org.lossmith.learn.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lossmith.learn.compare.Comparison.Bin;
import org.lossmith.learn.evaluate.SeededRandom;

class HistogramTest {
    @ParameterizedTest
    @ValueSource(doubles = {1, 3, 8})
    void everyRow_isInOneBin_andDeltaIsAnEdge(double power) {
        SeededRandom random = new SeededRandom(5);
        double[] sizes = IntStream.range(0, 2000)
                .mapToDouble(i -> Math.pow(Math.abs(random.normal()), power))
                .toArray();
        List<Bin> bins = Histogram.of(sizes, 1.5);
        assertThat(bins).hasSizeLessThanOrEqualTo(60);
        assertThat(bins.stream().mapToLong(Bin::count).sum()).isEqualTo(2000);
        assertThat(bins.get(0).low()).isZero();
        assertThat(bins).anyMatch(bin -> Math.abs(bin.low() - 1.5) < 1e-12);
        for (int i = 1; i < bins.size(); i++) {
            assertThat(bins.get(i).low()).isEqualTo(bins.get(i - 1).high());
            assertThat(bins.get(i).high()).isGreaterThan(bins.get(i).low());
        }
        for (Bin bin : bins) {
            long inside = IntStream.range(0, 2000)
                    .filter(i -> sizes[i] >= bin.low() && sizes[i] < bin.high())
                    .count();
            assertThat(Math.abs(inside - bin.count())).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void noErrors_areOneBin() {
        assertThat(Histogram.of(new double[7], null)).containsExactly(new Bin(0, 1, 7));
    }

    @Test
    void oneError_isCounted() {
        assertThat(Histogram.of(new double[] {3}, 99.0).stream()
                        .mapToLong(Bin::count)
                        .sum())
                .isEqualTo(1);
    }

    @Test
    void mostlyExactRows_areCounted() {
        double[] sizes = new double[100];
        sizes[4] = 1e-9;
        sizes[5] = 1e6;
        assertThat(Histogram.of(sizes, 0.5).stream().mapToLong(Bin::count).sum())
                .isEqualTo(100);
    }
}
