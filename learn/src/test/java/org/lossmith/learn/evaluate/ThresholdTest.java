package org.lossmith.learn.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ThresholdTest {
    @Test
    void cheapest_liesHalfwayBetweenTheScoresAroundIt() {
        Threshold found = Threshold.cheapest(new double[] {-2, -1, 1, 3}, new double[] {0, 0, 1, 1}, null, 1, 1);
        assertThat(found).isEqualTo(new Threshold(0, 0));
        assertThat(found.probability()).isEqualTo(0.5);
        assertThat(found.calls(0)).isTrue();
    }

    @Test
    void cheapest_agreesWithTryingEveryCut() {
        SeededRandom random = new SeededRandom(9);
        double[] logit = new double[60];
        double[] target = new double[60];
        double[] weight = new double[60];
        for (int row = 0; row < 60; row++) {
            logit[row] = Math.rint(6 * random.next());
            target[row] = random.next() < logit[row] / 8 ? 1 : 0;
            weight[row] = Math.rint(3 * random.next());
        }
        double total = 0;
        for (double w : weight) {
            total += w;
        }
        double least = Double.POSITIVE_INFINITY;
        for (double cut = -0.5; cut <= 7; cut++) {
            double cost = 0;
            for (int row = 0; row < 60; row++) {
                cost += weight[row] * (logit[row] >= cut ? 1 - target[row] : 7 * target[row]);
            }
            least = Math.min(least, cost / total);
        }
        assertThat(Threshold.cheapest(logit, target, weight, 7, 1).cost()).isCloseTo(least, within(1e-14));
    }

    @Test
    void noPositives_callNobody() {
        Threshold found = Threshold.cheapest(new double[] {1, 2}, new double[2], null, 500, 5);
        assertThat(found.logit()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(found.probability()).isEqualTo(1);
        assertThat(found.cost()).isZero();
    }

    @Test
    void freeFalseAlarms_callEverybodyDownToTheLastPositive() {
        Threshold found = Threshold.cheapest(new double[] {1, 2, 3}, new double[] {1, 0, 1}, null, 1, 0);
        assertThat(found.logit()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(found.probability()).isZero();
    }

    @Test
    void calibratedScores_giveTheThresholdOfTheCosts() {
        SeededRandom random = new SeededRandom(11);
        double[] logit = new double[400_000];
        double[] target = new double[logit.length];
        for (int row = 0; row < logit.length; row++) {
            logit[row] = 6 * random.next() - 5;
            target[row] = random.next() < LabelMetrics.probability(logit[row]) ? 1 : 0;
        }
        assertThat(Threshold.cheapest(logit, target, null, 9, 1).probability()).isCloseTo(0.1, within(0.01));
    }
}
