package org.lossmith.loss;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How accurate a loss is, measured: its error against an evaluation with 50 digits or more, at scores from 1e-8 to 1e8 of both
 * signs, uniform in exponent, in the tails, and close to kinks, roots and cancellations, for targets out of the loss's domain.
 * The points are the same every time.
 *
 * <p>Errors are in ulps: 1 is the distance from the exact result, as a double, to the next double. Results below 1e-300 count
 * as exact where both are so small; a result that is infinite or NaN where the exact one is a number has an infinite error.
 *
 * <p>Next to a root of the function itself, such as that of {@code exp(z) - y} at z = log y, terms cancel because of what is
 * put in: a last-bit change of the score changes the result by many ulps, whoever computes it. Such points, where the
 * largest term is more than twice the result and the inputs account for it, are kept apart, with the error in ulps of that
 * largest term. Where the expression alone is to blame, as in {@code exp(z) - 1 - z} near 0, the error counts in full. A root is near
 * only where the result, or the sum in it that cancels, has its other sign when one input is moved by at most half of itself. Targets
 * between two labels count as next to a root where the loss says so ({@link Loss#conditioning}).
 *
 * @param points how many pairs of score and target were tried
 * @param bound what the loss states its errors to be within, in ulps, away from roots
 * @param vectorBound the same by vectors
 */
public record Accuracy(
        Quantity value, Quantity gradient, Quantity hessian, int points, double bound, double vectorBound) {
    /**
     * Measures a loss at its parameters, on every path that this JVM has. It takes from a few tenths of a second to a minute, the
     * longer the worse the formula.
     *
     * @throws IllegalStateException if the stable form and the formula as typed are not the same function: a fault of ours
     */
    public static Accuracy measure(Loss loss) {
        return new AccuracyMeter(loss).measure();
    }

    /** Whether kernels are within the bounds away from roots, by vectors too where there are any. */
    public boolean isWithinBar() {
        return Stream.of(value, gradient, hessian)
                .allMatch(quantity -> quantity.after().worst() <= bound
                        && (quantity.vector() == null || quantity.vector().worst() <= vectorBound));
    }

    /**
     * One of value, gradient and Hessian.
     *
     * @param before as typed, step by step in doubles; for gradient and Hessian the plain derivative of what was typed
     * @param after what a kernel gives for single rows, from the stable form
     * @param vector what it gives for many rows by vectors; null without the module jdk.incubator.vector
     * @param unknown points left out: the exact result is undefined there, beyond doubles, or would not settle; or rounding
     *     decides on which side of a condition they are
     */
    public record Quantity(
            Errors before, Errors after, @Nullable Errors vector, int unknown) {}

    /**
     * Errors over the sampled points.
     *
     * @param worst in ulps of the exact result, away from roots; 0 if there were no points
     * @param median likewise
     * @param worstPoint where the worst is; null if nothing was wrong anywhere
     * @param nearRoot the worst error next to a root, in ulps of the largest term there
     * @param nearRootPoint where that is; null if nothing was wrong there
     */
    public record Errors(
            double worst,
            double median,
            @Nullable Point worstPoint,
            double nearRoot,
            @Nullable Point nearRootPoint) {}

    /** A score with a target. */
    public record Point(double score, double target) {}
}
