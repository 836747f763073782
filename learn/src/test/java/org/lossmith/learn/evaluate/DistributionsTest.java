package org.lossmith.learn.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lossmith.learn.distribution.StandardNormal;
import org.lossmith.learn.distribution.StudentT;

/** Expected values are scipy's. */
class DistributionsTest {
    @ParameterizedTest
    @CsvSource({
        "1, 12.706204736174694, 1e-10",
        "2, 4.302652729749462, 1e-10",
        "3, 3.1824463052837078, 1e-12",
        "4, 2.7764451051977934, 1e-12",
        "9, 2.262157162798205, 1e-12",
        "30, 2.0422724563012378, 1e-10",
        "1000, 1.9623390808264083, 1e-10"
    })
    void studentT_quantile(int freedom, double expected, double error) {
        assertThat(StudentT.standard(freedom).quantile(0.975)).isCloseTo(expected, within(error));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.5",
        "1, 0.158655253931457",
        "2, 0.0227501319481792",
        "3, 0.00134989803163009",
        "5, 2.866515718791e-7"
    })
    void normal_above(double x, double expected) {
        assertThat(StandardNormal.above(x)).isCloseTo(expected, within(2e-7 * expected));
        assertThat(StandardNormal.above(-x)).isCloseTo(1 - expected, within(2e-7));
    }

    @Test
    void normal_quantile_invertsAbove() {
        assertThat(StandardNormal.quantile(0.975)).isCloseTo(1.959963984540054, within(1e-6));
        assertThat(StandardNormal.quantile(0.5)).isCloseTo(0, within(1e-6));
    }

    @Test
    void wilson_asStatsmodels() {
        Estimate none = Sampling.ofRows(1_000_000).proportion(0, 5);
        assertThat(none.low()).isZero();
        assertThat(none.high()).isCloseTo(0.43448246478317487, within(1e-5));
        Estimate all = Sampling.ofRows(1_000_000).proportion(1, 5);
        assertThat(all.low()).isCloseTo(0.5655175352168252, within(1e-5));
        assertThat(all.high()).isEqualTo(1);
    }
}
