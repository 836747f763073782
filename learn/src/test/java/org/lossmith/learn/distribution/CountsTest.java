package org.lossmith.learn.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected quantiles are scipy's; those of the zero-inflated Poisson are found count by count. */
class CountsTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            0.001, 0.001, 0
            0.001, 0.1, 0
            0.001, 0.5, 0
            0.001, 0.9, 0
            0.001, 0.999, 0
            0.5, 0.001, 0
            0.5, 0.1, 0
            0.5, 0.5, 0
            0.5, 0.9, 1
            0.5, 0.999, 4
            3, 0.001, 0
            3, 0.1, 1
            3, 0.5, 3
            3, 0.9, 5
            3, 0.999, 10
            47.3, 0.001, 28
            47.3, 0.1, 39
            47.3, 0.5, 47
            47.3, 0.9, 56
            47.3, 0.999, 70
            10000.0, 0.001, 9692
            10000.0, 0.1, 9872
            10000.0, 0.5, 10000
            10000.0, 0.9, 10128
            10000.0, 0.999, 10310
            1000000000.0, 0.001, 999902280
            1000000000.0, 0.1, 999959474
            1000000000.0, 0.5, 1000000000
            1000000000.0, 0.9, 1000040526
            1000000000.0, 0.999, 1000097723
            """)
    void poisson_quantile(double mean, double p, double expected) {
        assertThat(new Poisson(mean).quantile(p)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            0.5, 2.0, 0.001, 0
            0.5, 2.0, 0.1, 0
            0.5, 2.0, 0.5, 0
            0.5, 2.0, 0.9, 2
            0.5, 2.0, 0.999, 8
            3, 0.5, 0.001, 0
            3, 0.5, 0.1, 0
            3, 0.5, 0.5, 2
            3, 0.5, 0.9, 7
            3, 0.5, 0.999, 17
            100, 1.0, 0.001, 0
            100, 1.0, 0.1, 10
            100, 1.0, 0.5, 69
            100, 1.0, 0.9, 231
            100, 1.0, 0.999, 694
            1000000.0, 0.1, 0.001, 296049
            1000000.0, 0.1, 0.1, 622129
            1000000.0, 0.1, 0.5, 966871
            1000000.0, 0.1, 0.9, 1420601
            1000000.0, 0.1, 0.999, 2265744
            20, 1e-06, 0.001, 8
            20, 1e-06, 0.1, 14
            20, 1e-06, 0.5, 20
            20, 1e-06, 0.9, 26
            20, 1e-06, 0.999, 35
            """)
    void negativeBinomial_quantile(double mean, double dispersion, double p, double expected) {
        assertThat(new NegativeBinomial(mean, dispersion).quantile(p)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            3, 0.3, 0.01, 0
            3, 0.3, 0.1, 0
            3, 0.3, 0.4, 1
            3, 0.3, 0.5, 2
            3, 0.3, 0.9, 5
            3, 0.3, 0.999, 9
            0.2, 0.9, 0.01, 0
            0.2, 0.9, 0.1, 0
            0.2, 0.9, 0.4, 0
            0.2, 0.9, 0.5, 0
            0.2, 0.9, 0.9, 0
            0.2, 0.9, 0.999, 2
            50, 0.05, 0.01, 0
            50, 0.05, 0.1, 39
            50, 0.05, 0.4, 47
            50, 0.05, 0.5, 49
            50, 0.05, 0.9, 59
            50, 0.05, 0.999, 73
            """)
    void zeroInflated_quantile(double rate, double extra, double p, double expected) {
        ZeroInflatedPoisson counts = ZeroInflatedPoisson.of(rate, Math.log(extra / (1 - extra)));
        assertThat(counts.quantile(p)).isEqualTo(expected);
        assertThat(counts.get(Quantity.ZERO)).isCloseTo(extra + (1 - extra) * Math.exp(-rate), within(1e-15));
        assertThat(counts.mean()).isCloseTo((1 - extra) * rate, within(1e-13 * rate));
    }

    /** Counts of a mean so large are normal; between whole numbers nothing is added. */
    @Test
    void poisson_edges() {
        assertThat(new Poisson(1e15).quantile(0.9)).isCloseTo(1e15 + 1.2815515655446 * Math.sqrt(1e15), within(2.0));
        assertThat(new Poisson(1e300).quantile(0.9)).isCloseTo(1e300, within(1e290));
        assertThat(new Poisson(0).quantile(0.999)).isZero();
        assertThat(new Poisson(Double.POSITIVE_INFINITY).quantile(0.1)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(new Poisson(2).below(-0.5)).isZero();
        assertThat(new Poisson(2).below(1.9)).isCloseTo(3 * Math.exp(-2), within(1e-15));
        assertThat(new Poisson(2).strictlyBelow(2)).isCloseTo(3 * Math.exp(-2), within(1e-15));
        assertThat(new Poisson(2).strictlyBelow(0)).isZero();
    }

    /** The chance of 1 - 1e-12 is told from above, where nothing is rounded to 1. */
    @Test
    void quantiles_farOut() {
        assertThat(new Poisson(1).quantile(1 - 0x1p-50)).isEqualTo(17);
    }
}
