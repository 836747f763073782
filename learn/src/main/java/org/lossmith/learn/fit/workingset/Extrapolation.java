package org.lossmith.learn.fit.workingset;

import org.jspecify.annotations.Nullable;
import org.lossmith.learn.fit.design.GramKernel;
import org.lossmith.learn.fit.newton.QuadraticStep;

/**
 * Anderson extrapolation (Anderson 1965; of coordinate descent: Bertrand and Massias 2021): of the last few points that an
 * iteration went through, the combination whose steps cancel best is much closer to where they lead.
 */
final class Extrapolation {
    /** Steps combined, as in celer and skglm. */
    static final int STEPS = 5;

    /** Keeps the small system solvable when steps are nearly parallel (scikit-learn's celer: 1e-12 to 1e-5). */
    private static final double RIDGE = 1e-10;

    private final double[][] points = new double[STEPS + 1][];
    private int count;

    /** Takes in a point; returns whether there are enough for a combination. */
    boolean add(double[] point) {
        if (count > STEPS) {
            count = 0;
        }
        points[count++] = point.clone();
        return count > STEPS;
    }

    /** The combination, or null if there is none. The points are then forgotten. */
    double @Nullable [] combined() {
        int size = points[0].length;
        double[][] steps = new double[STEPS][size];
        for (int k = 0; k < STEPS; k++) {
            for (int a = 0; a < size; a++) {
                steps[k][a] = points[k + 1][a] - points[k][a];
            }
        }
        double[] factors = factors(steps);
        count = 0;
        if (factors == null) {
            return null;
        }
        double[] result = new double[size];
        for (int k = 0; k < STEPS; k++) {
            for (int a = 0; a < size; a++) {
                result[a] += factors[k] * points[k + 1][a];
            }
        }
        return result;
    }

    /** Sum to 1 and make the combined step short. */
    private static double @Nullable [] factors(double[][] steps) {
        double[] matrix = new double[STEPS * STEPS];
        double trace = 0;
        for (int k = 0; k < STEPS; k++) {
            for (int l = 0; l <= k; l++) {
                matrix[k * STEPS + l] = GramKernel.dot(steps[k], steps[l], steps[k].length);
                matrix[l * STEPS + k] = matrix[k * STEPS + l];
            }
            trace += matrix[k * STEPS + k];
        }
        double[] ones = new double[STEPS];
        for (int k = 0; k < STEPS; k++) {
            matrix[k * STEPS + k] += RIDGE * trace;
            ones[k] = -1;
        }
        double[] lower = trace > 0 && trace < Double.POSITIVE_INFINITY ? QuadraticStep.cholesky(matrix, STEPS) : null;
        if (lower == null) {
            return null;
        }
        double[] factors = QuadraticStep.solve(lower, STEPS, ones);
        double sum = 0;
        for (double factor : factors) {
            sum += factor;
        }
        for (int k = 0; k < STEPS; k++) {
            factors[k] /= sum;
        }
        return sum > 0 ? factors : null;
    }
}
