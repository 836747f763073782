package org.lossmith.learn.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lossmith.InputException;
import org.lossmith.learn.data.DenseMatrix;
import org.lossmith.loss.Loss;
import org.lossmith.loss.Losses;

class BestConstantTest {
    private static final double[] TARGET = {3, 1, 4, 1, 5, 9, 2, 6, 5, 300, 8};

    private static double best(String loss, double[] target, double[] weight) {
        return BestConstant.of(Losses.parse(loss), target, weight);
    }

    @Test
    void squaredError_isTheMean() {
        assertThat(best("squared-error", TARGET, null)).isCloseTo(344.0 / 11, within(1e-12));
        assertThat(best("squared-error", new double[] {1, 5, 7}, new double[] {2, 0, 1}))
                .isCloseTo(3, within(1e-14));
    }

    @Test
    void absoluteError_isTheMedian() {
        assertThat(best("absolute-error", TARGET, null)).isCloseTo(5, within(1e-12));
        assertThat(best("absolute-error", new double[] {1, 2, 10, 20}, null)).isBetween(2.0, 10.0);
        assertThat(best("absolute-error", new double[] {1, 2, 10}, new double[] {1, 1, 3}))
                .isCloseTo(10, within(1e-12));
        assertThat(best("absolute-error", new double[] {7}, null)).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource({"0.1, 1000", "0.5, 5000", "0.9, 9000", "0.99, 9900"})
    void quantile_ofTenThousand_isTheOrderStatistic(double q, double expected) {
        double[] target = new double[9999];
        for (int i = 0; i < target.length; i++) {
            target[i] = (i * 7919L) % 10_000 == 0 ? 5000 : 1 + (i * 7919L) % 9999;
        }
        double found = best("quantile:q=" + q, target, null);
        double value = mean(Losses.parse("quantile:q=" + q), target, found);
        for (double other : new double[] {expected - 1, expected, expected + 1}) {
            assertThat(value).isLessThanOrEqualTo(mean(Losses.parse("quantile:q=" + q), target, other) + 1e-9);
        }
    }

    @Test
    void logAndLogitLinks_areTheLinkOfTheMean() {
        double[] label = {1, 0, 0, 1, 0};
        assertThat(best("bce", label, null)).isCloseTo(Math.log(0.4 / 0.6), within(1e-12));
        assertThat(best("brier", label, null)).isCloseTo(Math.log(0.4 / 0.6), within(1e-6));
        assertThat(best("weighted-bce:positive_weight=3", label, null)).isCloseTo(Math.log(2), within(1e-12));
        double[] count = {0, 3, 5, 0, 2};
        assertThat(best("poisson", count, null)).isCloseTo(Math.log(2), within(1e-12));
        assertThat(best("gamma", new double[] {1, 2, 6}, null)).isCloseTo(Math.log(3), within(1e-12));
    }

    @Test
    void oneClass_isInfinite() {
        assertThat(best("bce", new double[] {1, 1}, null)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(best("bce", new double[] {0, 0, 0}, null)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(best("poisson", new double[] {0, 0}, null)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(best("hinge", new double[] {1, 1}, null))
                .isGreaterThanOrEqualTo(1)
                .isFinite();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tukey", "welsch", "cauchy:c=1", "student-t"})
    void lossesThatForgiveOutliers_findTheBulk(String loss) {
        double[] target = new double[300];
        Random random = new Random(1);
        for (int i = 0; i < 300; i++) {
            target[i] = i % 3 == 0 ? 1000 + i : 20 + random.nextGaussian();
        }
        assertThat(best(loss, target, null)).isCloseTo(20, within(0.5));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-12, 1, 1e12})
    void anyScale_isFound(double scale) {
        double[] target = Arrays.stream(TARGET).map(value -> value * scale).toArray();
        assertThat(best("absolute-error", target, null)).isCloseTo(5 * scale, within(1e-11 * scale));
        assertThat(best("squared-error", target, null)).isCloseTo(344.0 / 11 * scale, within(1e-11 * scale));
    }

    @Test
    void noRows_areRefused() {
        assertThatThrownBy(() -> best("bce", new double[0], null)).isInstanceOf(InputException.class);
    }

    static final java.util.List<Loss> LOSSES = Losses.all();

    @ParameterizedTest
    @FieldSource("LOSSES")
    void everyLoss_isNoWorseElsewhere(Loss loss) {
        DenseMatrix x = Examples.random(500, 2, 3);
        double[] target = Examples.targets(loss, x, 4);
        double found = BestConstant.of(loss, target, null);
        double value = mean(loss, target, found);
        for (int i = -400; i <= 400; i++) {
            assertThat(mean(loss, target, found + i * 0.025)).isGreaterThanOrEqualTo(value - 1e-9 * Math.abs(value));
        }
    }

    private static double mean(Loss loss, double[] target, double score) {
        double sum = 0;
        for (double y : target) {
            sum += loss.value(score, y);
        }
        return sum / target.length;
    }
}
