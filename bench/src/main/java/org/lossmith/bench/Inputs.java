package org.lossmith.bench;

import java.util.SplittableRandom;
import org.lossmith.loss.TargetDomain;

/** Scores like those of a fitted model and targets of a loss's domain, the same in every run. */
final class Inputs {
    private Inputs() {}

    /** Uniform from -6 to 6. */
    static double[] scores(int rows, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] scores = new double[rows];
        for (int i = 0; i < rows; i++) {
            scores[i] = 12 * random.nextDouble() - 6;
        }
        return scores;
    }

    static double[] targets(int rows, TargetDomain domain) {
        SplittableRandom random = new SplittableRandom(2);
        double[] targets = new double[rows];
        for (int i = 0; i < rows; i++) {
            targets[i] = target(domain, random.nextDouble());
        }
        return targets;
    }

    private static double target(TargetDomain domain, double draw) {
        return switch (domain) {
            case REAL -> 12 * draw - 6;
            case UNIT_INTERVAL -> draw < 0.5 ? 0 : 1;
            case SIGN -> draw < 0.5 ? -1 : 1;
            case NON_NEGATIVE -> Math.floor(8 * draw);
            case POSITIVE -> 0.1 + 5 * draw;
        };
    }

    /** Which class a row is of: 0 to classes - 1. */
    static double[] labels(int rows, int classes) {
        SplittableRandom random = new SplittableRandom(3);
        double[] labels = new double[rows];
        for (int i = 0; i < rows; i++) {
            labels[i] = random.nextInt(classes);
        }
        return labels;
    }

    /** Soft labels: the columns of a row add up to 1. */
    static double[][] probabilities(int rows, int columns) {
        SplittableRandom random = new SplittableRandom(4);
        double[][] probabilities = new double[columns][rows];
        for (int i = 0; i < rows; i++) {
            double sum = 0;
            for (double[] column : probabilities) {
                column[i] = random.nextDouble();
                sum += column[i];
            }
            for (double[] column : probabilities) {
                column[i] /= sum;
            }
        }
        return probabilities;
    }

    /** A score in column 0 and cuts in the others, each above the one before. */
    static double[] cuts(int rows, int column) {
        double[] scores = scores(rows, column);
        for (int i = 0; column > 0 && i < rows; i++) {
            scores[i] = column - 5 + scores[i] / 13;
        }
        return scores;
    }

    /** From 0.1 to 5.1. */
    static double[] times(int rows) {
        return targets(rows, TargetDomain.POSITIVE);
    }

    static float[] floats(double[] doubles) {
        float[] floats = new float[doubles.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) doubles[i];
        }
        return floats;
    }
}
