package org.lossmith.learn.fit;

import java.util.Random;
import org.lossmith.learn.data.DenseMatrix;
import org.lossmith.learn.data.Matrix;
import org.lossmith.loss.Loss;
import org.lossmith.loss.Losses;
import org.lossmith.loss.TargetDomain;
import org.lossmith.penalty.Penalty;

/** Small data sets that the tests share. */
public final class Examples {
    /**
     * Two inputs; row 9's duration is corrupted. The oracles in FitterOracleTest were computed on exactly these
     * numbers.
     */
    static final double[][] INPUTS = {
        {1, 20}, {2, 17}, {3, 25}, {4, 12}, {5, 30}, {6, 11}, {7, 22}, {8, 19}, {9, 28}, {10, 14}, {11, 26}, {12, 16}
    };

    static final double[] DURATION = {3.1, 2.7, 6.4, 2.2, 9.8, 3.9, 8.1, 7.2, 60, 6.9, 12.5, 9.1};
    static final double[] LABEL = {0, 0, 1, 0, 1, 0, 0, 1, 1, 0, 1, 1};
    static final double[] COUNT = {1, 0, 2, 0, 5, 1, 3, 2, 6, 1, 7, 4};
    static final double[] WEIGHT = {1, 2, 1, 0.5, 3, 1, 1, 2, 1, 1, 0.25, 1};

    private Examples() {}

    static FitRequest request(String loss) {
        return FitRequest.of(Losses.parse(loss)).withThreads(1);
    }

    static FitResult fit(String loss, Matrix x, double[] target) {
        return new Fitter(request(loss)).fit(x, target);
    }

    static FitResult fit(String loss, String penalty, Matrix x, double[] target) {
        return new Fitter(request(loss).withPenalty(Penalty.parse(penalty))).fit(x, target);
    }

    public static DenseMatrix matrix(double[][] rows) {
        DenseMatrix x = new DenseMatrix(rows.length, rows.length == 0 ? 0 : rows[0].length);
        for (int row = 0; row < rows.length; row++) {
            for (int column = 0; column < rows[row].length; column++) {
                x.set(row, column, rows[row][column]);
            }
        }
        return x;
    }

    static DenseMatrix inputs() {
        return matrix(INPUTS);
    }

    /** -1 and +1 for 0 and 1. */
    static double[] signs(double[] label) {
        double[] result = new double[label.length];
        for (int i = 0; i < label.length; i++) {
            result[i] = 2 * label[i] - 1;
        }
        return result;
    }

    /** Correlated inputs on different scales. */
    public static DenseMatrix random(int rows, int columns, long seed) {
        Random random = new Random(seed);
        DenseMatrix x = new DenseMatrix(rows, columns);
        for (int row = 0; row < rows; row++) {
            double common = random.nextGaussian();
            for (int column = 0; column < columns; column++) {
                x.set(row, column, 5 * column + (column + 1) * (random.nextGaussian() + 0.5 * common));
            }
        }
        return x;
    }

    /** Targets in the loss's domain that depend on the first and last input, with noise and a few corrupted ones. */
    public static double[] targets(Loss loss, Matrix x, long seed) {
        Random random = new Random(seed);
        double[] target = new double[x.rows()];
        int last = x.columns() - 1;
        for (int row = 0; row < target.length; row++) {
            double score = 0.4 + 0.8 * x.get(row, 0) - 0.6 * (x.get(row, last) - 5 * last) / (last + 1);
            target[row] = target(loss.targetDomain(), score, random);
        }
        return target;
    }

    private static double target(TargetDomain domain, double score, Random random) {
        boolean positive = random.nextDouble() < 1 / (1 + Math.exp(-score));
        double waiting = -Math.log(1 - random.nextDouble()) * Math.exp(score / 2);
        double noise = random.nextInt(50) == 0 ? 40 : random.nextGaussian();
        return switch (domain) {
            case REAL -> score + noise;
            case UNIT_INTERVAL -> positive ? 1 : 0;
            case SIGN -> positive ? 1 : -1;
            case NON_NEGATIVE -> Math.floor(waiting);
            case POSITIVE -> waiting;
        };
    }
}
