package org.lossmith.bench;

import java.util.Arrays;
import org.lossmith.learn.data.SparseMatrix;

/** Strengths of an L1 penalty from the one that holds every coefficient at zero. */
final class Lambdas {
    private Lambdas() {}

    /** Geometric steps from {@code first} down to {@code last}. */
    static double[] between(double first, double last, int count) {
        double[] lambdas = new double[count];
        Arrays.setAll(lambdas, i -> first * Math.pow(last / first, i / (count - 1.0)));
        return lambdas;
    }

    /** The largest |gradient| by a coefficient where all are 0, for half-squared-error and bce alike. */
    static double largest(double[][] columns, double[] target) {
        double mean = Arrays.stream(target).sum() / target.length;
        double largest = 0;
        for (double[] column : columns) {
            double sum = 0;
            for (int i = 0; i < target.length; i++) {
                sum += column[i] * (target[i] - mean);
            }
            largest = Math.max(largest, Math.abs(sum) / target.length);
        }
        return largest;
    }

    static double largest(SparseMatrix x, double[] target) {
        double mean = Arrays.stream(target).sum() / target.length;
        double[] sums = new double[x.columns()];
        for (int i = 0; i < target.length; i++) {
            for (int k = x.starts()[i]; k < x.starts()[i + 1]; k++) {
                sums[x.columnIndexes()[k]] += x.values()[k] * (target[i] - mean);
            }
        }
        return Arrays.stream(sums).map(Math::abs).max().orElse(0) / target.length;
    }
}
