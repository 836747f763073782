package org.lossmith.learn.fit.objective;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lossmith.loss.Link;

/** The mean loss and its slope when every row has the same score. */
final class ConstantScore {
    private static final int BLOCK = 1024;

    private final ElementLoss loss;
    private final double[] target;
    private final double[] weight;
    private final double weightSum;
    /**
     * The first {@code open} entries of these are the rows whose slope still depends on where in the bracket one is.
     */
    private final double[] openTarget;

    private final double[] openWeight;
    private int open;
    private double closedSlope;

    private final double[] score = new double[BLOCK];
    private final double[] buffer = new double[BLOCK];
    private final double[] other = new double[BLOCK];
    private final double[] targets = new double[BLOCK];

    ConstantScore(ElementLoss loss, double[] target, double @Nullable [] weight) {
        this.loss = loss;
        this.target = target;
        this.weight = weight == null ? ones(target.length) : weight;
        this.openTarget = target.clone();
        this.openWeight = this.weight.clone();
        this.open = target.length;
        double sum = 0;
        for (double w : this.weight) {
            sum += w;
        }
        this.weightSum = sum;
    }

    private static double[] ones(int length) {
        double[] result = new double[length];
        Arrays.fill(result, 1);
        return result;
    }

    /** Weighted mean loss at a constant score. */
    double mean(double constant) {
        double sum = 0;
        for (int from = 0; from < target.length; from += BLOCK) {
            int rows = Math.min(BLOCK, target.length - from);
            System.arraycopy(target, from, targets, 0, rows);
            Arrays.fill(score, 0, rows, constant);
            loss.values(score, targets, buffer, 0, rows);
            for (int i = 0; i < rows; i++) {
                sum += weight[from + i] == 0 ? 0 : weight[from + i] * buffer[i];
            }
        }
        return sum / weightSum;
    }

    /** Weighted mean of dL/dscore at a constant score. */
    double slope(double constant) {
        double sum = closedSlope;
        for (int from = 0; from < open; from += BLOCK) {
            int rows = Math.min(BLOCK, open - from);
            slopes(constant, from, rows, buffer);
            for (int i = 0; i < rows; i++) {
                sum += openWeight[from + i] == 0 ? 0 : openWeight[from + i] * buffer[i];
            }
        }
        return sum / weightSum;
    }

    /** Weighted mean of |dL/dscore| at a constant score. */
    double push(double constant) {
        double sum = 0;
        for (int from = 0; from < target.length; from += BLOCK) {
            int rows = Math.min(BLOCK, target.length - from);
            System.arraycopy(target, from, targets, 0, rows);
            Arrays.fill(score, 0, rows, constant);
            loss.sumGradient(score, targets, null, buffer, 0, rows);
            for (int i = 0; i < rows; i++) {
                sum += weight[from + i] == 0 ? 0 : weight[from + i] * Math.abs(buffer[i]);
            }
        }
        return sum / weightSum;
    }

    private void slopes(double constant, int from, int rows, double[] result) {
        System.arraycopy(openTarget, from, targets, 0, rows);
        Arrays.fill(score, 0, rows, constant);
        loss.sumGradient(score, targets, null, result, 0, rows);
    }

    /**
     * Rows of a convex loss whose slope is the same at both ends of the bracket have it everywhere between: they are
     * summed up.
     */
    void narrow(double low, double high) {
        int kept = 0;
        int end = open;
        for (int from = 0; from < end; from += BLOCK) {
            int rows = Math.min(BLOCK, end - from);
            slopes(low, from, rows, buffer);
            slopes(high, from, rows, other);
            for (int i = 0; i < rows; i++) {
                double w = openWeight[from + i];
                if (w == 0 || buffer[i] == other[i]) {
                    closedSlope += w == 0 ? 0 : w * buffer[i];
                } else {
                    openTarget[kept] = openTarget[from + i];
                    openWeight[kept++] = w;
                }
            }
        }
        open = kept;
    }

    /** A first guess from the targets' mean. */
    double guess() {
        double sum = 0;
        for (int i = 0; i < target.length; i++) {
            sum += weight[i] * target[i];
        }
        double mean = sum / weightSum;
        double guess = switch (loss.link()) {
            case IDENTITY -> mean;
            case LOGIT -> Math.log(mean) - Math.log1p(-mean);
            case LOG -> Math.log(mean);
            case SIGN -> 0;
        };
        return Double.isFinite(guess) ? guess : 0;
    }

    /** The size of the targets: their mean absolute value under an identity link, else 1. */
    double size() {
        if (loss.link() != Link.IDENTITY) {
            return 1;
        }
        double sum = 0;
        for (int i = 0; i < target.length; i++) {
            sum += weight[i] * Math.abs(target[i]);
        }
        return sum / weightSum;
    }

    /** A step that means something on the score's scale. */
    double unit() {
        if (loss.link() != Link.IDENTITY) {
            return 1;
        }
        double centre = guess();
        double sum = 0;
        for (int i = 0; i < target.length; i++) {
            sum += weight[i] * Math.abs(target[i] - centre);
        }
        double deviation = sum / weightSum;
        return deviation > 0 && Double.isFinite(deviation) ? deviation : Math.max(1, Math.abs(centre));
    }

    /** Ascending places to look at: quantiles of the targets for an identity link, else a range around the guess. */
    double[] grid(int count, double guess, double unit) {
        double[] points = new double[count + 1];
        if (loss.link() == Link.IDENTITY) {
            double[] sorted = target.clone();
            Arrays.sort(sorted);
            for (int i = 0; i < count; i++) {
                points[i] = sorted[(int) ((long) i * (sorted.length - 1) / (count - 1))];
            }
        } else {
            for (int i = 0; i < count; i++) {
                points[i] = guess + unit * 8 * (2.0 * i / (count - 1) - 1);
            }
        }
        points[count] = guess;
        Arrays.sort(points);
        return points;
    }
}
