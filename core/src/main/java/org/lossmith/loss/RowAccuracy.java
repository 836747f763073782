package org.lossmith.loss;

import org.jspecify.annotations.Nullable;

/**
 * How accurate a loss of several scores a row is, measured: its error against an evaluation of the stable form with
 * 60 digits (tests hold that form to the formula as typed), for rows of scores
 * from 0.01 to 1e4, all equal, one ahead of the others, and random, and targets out of the loss's domain. The rows are the same
 * every time. Errors are in ulps of the exact result; results below 1e-290 count as exact.
 *
 * @param rows how many rows were tried
 * @param width how many elements the vectors had
 */
public record RowAccuracy(Quantity value, Quantity gradient, Quantity hessian, int rows, int width) {
    /** What the gradient of every loss of the catalogue stays within, in ulps, unless its conditioning says otherwise: 7e-15 relative. */
    public static final double BAR = 32;

    /** The same for the value. */
    public static final double VALUE_BAR = 8;

    /** Measures a loss at its parameters. It takes some seconds. */
    public static RowAccuracy measure(RowLoss loss) {
        return new RowAccuracyMeter(loss).measure();
    }

    /** Whether value and gradient are within {@link #VALUE_BAR} and {@link #BAR}. */
    public boolean isWithinBar() {
        return value.after().worst() <= VALUE_BAR && gradient.after().worst() <= BAR;
    }

    /**
     * One of value, gradient and Hessian.
     *
     * @param before as typed, step by step in doubles, functions of vectors by their definition
     * @param after what kernels give, from the stable form
     */
    public record Quantity(Errors before, Errors after) {}

    /**
     * Errors over the rows, and for gradient and Hessian over the scores.
     *
     * @param worst in ulps of the exact result
     * @param worstPoint where that is; null if nothing was wrong anywhere
     */
    public record Errors(
            double worst, double median, @Nullable Point worstPoint) {}

    /** A row. */
    public record Point(double[] scores, double[] targets) {}
}
