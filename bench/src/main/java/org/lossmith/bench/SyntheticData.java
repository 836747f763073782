package org.lossmith.bench;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Correlated gaussian columns (each by 0.5 with the next), standardised, and targets of which some columns know nothing. */
final class SyntheticData {
    private static final double CORRELATION = 0.5;

    private final RandomGenerator random;
    private final double[][] columns;
    private final double[] score;

    /** @param every each so many columns one has a coefficient other than 0 */
    SyntheticData(int rows, int columnCount, int every, long seed) {
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        this.columns = new double[columnCount][];
        this.score = new double[rows];
        double fresh = Math.sqrt(1 - CORRELATION * CORRELATION);
        for (int j = 0; j < columnCount; j++) {
            double[] column = new double[rows];
            for (int i = 0; i < rows; i++) {
                double noise = random.nextGaussian();
                column[i] = j == 0 ? noise : CORRELATION * columns[j - 1][i] + fresh * noise;
            }
            Standardised.centre(column);
            Standardised.scale(column);
            columns[j] = column;
            if (j % every == 0) {
                add(column, (j % (2 * every) == 0 ? 1 : -1) * (0.1 + 0.9 * random.nextDouble()));
            }
        }
    }

    private void add(double[] column, double coefficient) {
        for (int i = 0; i < score.length; i++) {
            score[i] += coefficient * column[i];
        }
    }

    double[][] columns() {
        return columns;
    }

    double[] binary() {
        return binary(score, random);
    }

    /** 1 with the probability that logistic regression supposes. */
    static double[] binary(double[] score, RandomGenerator random) {
        double[] target = new double[score.length];
        for (int i = 0; i < target.length; i++) {
            target[i] = random.nextDouble() < 1 / (1 + Math.exp(-score[i])) ? 1 : 0;
        }
        return target;
    }

    double[] gaussian(double deviation) {
        double[] target = new double[score.length];
        for (int i = 0; i < target.length; i++) {
            target[i] = 1 + score[i] + deviation * random.nextGaussian();
        }
        return target;
    }

    /** Gaussian with 5% whose noise is thirty times as wide. */
    double[] outliers(double deviation) {
        double[] target = new double[score.length];
        for (int i = 0; i < target.length; i++) {
            double width = random.nextDouble() < 0.05 ? 30 * deviation : deviation;
            target[i] = 1 + score[i] + width * random.nextGaussian();
        }
        return target;
    }
}
