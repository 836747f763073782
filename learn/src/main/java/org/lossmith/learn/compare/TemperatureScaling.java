package org.lossmith.learn.compare;

import org.jspecify.annotations.Nullable;
import org.lossmith.learn.data.Rows;

/**
 * Turns scores of classes that have no probabilities (a hinge's) into ones whose softmax are probabilities: all of them are
 * multiplied by one number, found on training rows by the least cross-entropy (temperature scaling; Guo and others 2017), towards
 * targets pulled in slightly so that separable scores give a finite number (as Platt 1999 does for two classes). One number for
 * all classes leaves the order of a row's scores, and so the class it is called, as it was.
 */
record TemperatureScaling(double factor) {
    private static final int MOST_STEPS = 200;
    private static final double LARGEST = 1e6;

    static TemperatureScaling identity() {
        return new TemperatureScaling(1);
    }

    static TemperatureScaling fit(double[][] score, double[] target, double @Nullable [] weight, Rows rows) {
        double counted = 0;
        for (int i = 0; i < rows.size(); i++) {
            counted += weight == null ? 1 : weight[rows.row(i)];
        }
        Problem problem = new Problem(score, target, weight, rows, 1 / (counted + 2));
        double low = 0;
        if (problem.slope(low) >= 0) {
            return new TemperatureScaling(0);
        }
        double high = 1;
        while (problem.slope(high) < 0 && high < LARGEST) {
            low = high;
            high *= 2;
        }
        for (int step = 0; step < MOST_STEPS && high - low > 1e-12 * high; step++) {
            double middle = low + (high - low) / 2;
            if (problem.slope(middle) < 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return new TemperatureScaling(high);
    }

    /** The derivative of the weighted cross-entropy by the factor, which rises with it: the problem is convex. */
    private record Problem(double[][] score, double[] target, double @Nullable [] weight, Rows rows, double pulled) {
        double slope(double factor) {
            int classes = score.length;
            double sum = 0;
            for (int i = 0; i < rows.size(); i++) {
                int row = rows.row(i);
                double highest = Double.NEGATIVE_INFINITY;
                for (double[] of : score) {
                    highest = Math.max(highest, of[row]);
                }
                double total = 0;
                double expected = 0;
                double mean = 0;
                for (double[] of : score) {
                    double share = Math.exp(factor * (of[row] - highest));
                    total += share;
                    expected += share * of[row];
                    mean += of[row] / classes;
                }
                double wanted = (1 - pulled) * score[(int) target[row]][row] + pulled * mean;
                sum += (weight == null ? 1 : weight[row]) * (expected / total - wanted);
            }
            return sum;
        }
    }
}
