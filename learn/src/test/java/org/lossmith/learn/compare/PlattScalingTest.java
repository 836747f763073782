package org.lossmith.learn.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.lossmith.learn.evaluate.SeededRandom;

class PlattScalingTest {
    @Test
    void knownCurve_isFound() {
        SeededRandom random = new SeededRandom(12);
        double[] score = new double[40_000];
        double[] label = new double[score.length];
        for (int row = 0; row < score.length; row++) {
            score[row] = 3 * random.normal() + 5;
            label[row] = random.next() < 1 / (1 + Math.exp(4 - 0.7 * score[row])) ? 1 : 0;
        }
        PlattScaling found = PlattScaling.fit(score, label, null);
        assertThat(found.slope()).isCloseTo(0.7, within(0.03));
        assertThat(found.intercept()).isCloseTo(-4, within(0.15));
    }

    @Test
    void separatedScores_giveFiniteLogits() {
        PlattScaling found = PlattScaling.fit(new double[] {-2, -1, 1, 2}, new double[] {0, 0, 1, 1}, null);
        assertThat(found.slope()).isPositive().isFinite();
        assertThat(found.intercept()).isCloseTo(0, within(1e-6));
        // Platt's targets for two of each are 3/4 and 1/4, so no probability need go far beyond them.
        assertThat(found.logit(2)).isBetween(Math.log(3), 3.0);
    }

    @Test
    void constantScores_giveTheBaseRate() {
        PlattScaling found = PlattScaling.fit(new double[4], new double[] {1, 0, 0, 0}, null);
        // Targets 2/3 for the positive and 1/5 for each negative: mean 0.3166...
        assertThat(1 / (1 + Math.exp(-found.logit(0)))).isCloseTo((2 / 3.0 + 3 / 5.0) / 4, within(1e-6));
    }

    @Test
    void weightOfTwo_isTwoRowsExceptForTheirCount() {
        double[] score = {-1, 0, 0.5, 2};
        double[] label = {0, 1, 0, 1};
        PlattScaling weighted = PlattScaling.fit(score, label, new double[] {1, 2, 1, 1});
        PlattScaling repeated = PlattScaling.fit(new double[] {-1, 0, 0, 0.5, 2}, new double[] {0, 1, 1, 0, 1}, null);
        assertThat(weighted.slope()).isCloseTo(repeated.slope(), within(1e-9));
        assertThat(weighted.intercept()).isCloseTo(repeated.intercept(), within(1e-9));
    }
}
