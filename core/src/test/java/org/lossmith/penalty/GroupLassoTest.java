package org.lossmith.penalty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class GroupLassoTest {
    private static final GroupLasso PENALTY = new GroupLasso(0.5);

    private static double cost(double[] u, double[] group, double step) {
        double sum = PENALTY.value(u);
        for (int j = 0; j < u.length; j++) {
            sum += (u[j] - group[j]) * (u[j] - group[j]) / (2 * step);
        }
        return sum;
    }

    @Test
    void value_isTheNormTimesTheRootOfTheSize() {
        assertThat(PENALTY.value(new double[] {3, 0, 0, -4})).isEqualTo(0.5 * 2 * 5);
        assertThat(PENALTY.value(new double[] {-3})).isEqualTo(new L1(0.5).value(-3));
        assertThat(PENALTY.value(new double[] {3e200, 4e200})).isCloseTo(0.5 * Math.sqrt(2) * 5e200, within(1e186));
        assertThat(PENALTY.value(new double[] {0, Double.NaN, 0})).isNaN();
    }

    /** Nothing near or far in random directions is lower. */
    @Test
    void prox_againstRandomPoints_isTheMinimiser() {
        Random random = new Random(1);
        for (int trial = 0; trial < 200; trial++) {
            double[] group = random.doubles(1 + trial % 4, -2, 2).toArray();
            double step = 0.1 + 2 * random.nextDouble();
            double[] found = PENALTY.prox(group, step);
            double lowest = cost(found, group, step);
            for (int i = 0; i < 300; i++) {
                double[] other = found.clone();
                double size = Math.pow(10, -4 * random.nextDouble());
                for (int j = 0; j < other.length; j++) {
                    other[j] += size * random.nextGaussian();
                }
                assertThat(cost(other, group, step)).isGreaterThan(lowest - 1e-15);
            }
            double[] gradient = new double[group.length];
            for (int j = 0; j < group.length; j++) {
                gradient[j] = (found[j] - group[j]) / step;
            }
            assertThat(PENALTY.subgradientDistance(found, gradient)).isLessThan(1e-14);
        }
    }

    @Test
    void prox_withinTheThreshold_isExactlyZeroAsAWhole() {
        assertThat(PENALTY.prox(new double[] {-0.5, 0.4999}, 1)).containsExactly(0.0, 0.0);
        assertThat(PENALTY.prox(new double[] {-0.5, 0.51}, 1)).doesNotContain(0.0);
        assertThat(1 / PENALTY.prox(new double[] {-0.1}, 1)[0]).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(PENALTY.prox(new double[] {Double.NaN, 1}, 1)[0]).isNaN();
    }

    @Test
    void subgradientDistance_atZero_isWhatTheWeightDoesNotHold() {
        assertThat(PENALTY.subgradientDistance(new double[4], new double[] {0, 3, 4, 0}))
                .isEqualTo(4);
        assertThat(PENALTY.subgradientDistance(new double[4], new double[] {0, 0.6, 0.8, 0}))
                .isEqualTo(0);
        assertThat(PENALTY.subgradientDistance(new double[] {0, 2, 0, 0}, new double[] {3, -1, 4, 0}))
                .isEqualTo(5);
    }
}
