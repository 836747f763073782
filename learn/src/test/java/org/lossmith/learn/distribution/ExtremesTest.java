package org.lossmith.learn.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever scores a row may get: an answer, within two standard deviations where that can be said of every shape. */
class ExtremesTest {
    @ParameterizedTest
    @ValueSource(doubles = {0, 1e-300, 1e-12, 0.01, 1, 1e4, 9e7, 1e8, 1e12, 1e15, 1e100, 1e300})
    void quantiles_ofExtremeMeans(double mean) {
        for (double dispersion : new double[] {1e-15, 1e-9, 1e-6, 0.01, 1, 100, 1e6}) {
            NegativeBinomial counts = new NegativeBinomial(mean, dispersion);
            double last = -1;
            for (double p : new double[] {1e-10, 0.1, 0.5, 0.9, 0.999999}) {
                double found = counts.quantile(p);
                assertThat(found).as(mean + " " + dispersion + " " + p).isGreaterThanOrEqualTo(Math.max(0, last));
                last = found;
            }
            assertThat(counts.quantile(0.5)).isLessThanOrEqualTo(Math.ceil(mean + 2 * counts.deviation()));
        }
    }
}
