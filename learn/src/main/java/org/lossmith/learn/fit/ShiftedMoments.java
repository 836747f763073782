package org.lossmith.learn.fit;

import java.util.Arrays;
import org.lossmith.learn.fit.design.Standardisation;
import org.lossmith.learn.fit.objective.Evaluation;

/**
 * Means and products of columns about a place near their means, as a pass with a Gram matrix brings them, and what they come
 * to about the means themselves.
 */
final class ShiftedMoments {
    private final Standardisation near;
    private final Evaluation found;
    private final int size;
    private final double[] mean;
    /** Where the means are, in the columns' rough units: nearly {@link #mean}, but a difference of two doubles. */
    private final double[] shift;

    private final double[] centre;

    /**
     * @param near the coordinates in which the pass was made
     * @param found a pass over rows of equal curvature, at coefficients that are all 0
     */
    ShiftedMoments(Standardisation near, Evaluation found) {
        this.near = near;
        this.found = found;
        this.size = near.active().length;
        this.mean = new double[size];
        this.shift = new double[size];
        this.centre = new double[size];
        for (int j = 0; j < size; j++) {
            mean[j] = entry(j, size) / entry(size, size);
            centre[j] = near.centre()[j] + mean[j] / near.factor()[j];
            shift[j] = (centre[j] - near.centre()[j]) * near.factor()[j];
        }
    }

    private double entry(int j, int k) {
        return found.gram()[j * (size + 1) + k];
    }

    /** The curvature times the mean product of two columns about their means, in rough units. */
    private double product(int j, int k) {
        return entry(j, k)
                - shift[j] * entry(k, size)
                - shift[k] * entry(j, size)
                + shift[j] * shift[k] * entry(size, size);
    }

    /**
     * Whether moving to the means costs no more than one binary digit: no mean is further off than a deviation. Numbers too
     * large to square are not accurate either.
     */
    boolean accurate() {
        if (!found.finite() || !(entry(size, size) > 0)) {
            return false;
        }
        for (int j = 0; j < size; j++) {
            double spread = product(j, j);
            if (!(shift[j] * entry(j, size) <= spread) || !Double.isFinite(spread)) {
                return false;
            }
        }
        return true;
    }

    /** @param columns of the matrix */
    Standardisation standardisation(int columns) {
        double[] means = new double[columns];
        double[] squares = new double[columns];
        for (int j = 0; j < size; j++) {
            int column = near.active()[j];
            double unit = near.factor()[j];
            means[column] = centre[j];
            squares[column] = near.weightSum() * product(j, j) / entry(size, size) / (unit * unit);
        }
        return Standardisation.choose(means, squares, near.weightSum(), true);
    }

    /** The same pass as it would have been in these coordinates. */
    Evaluation evaluation(Standardisation exact) {
        int kept = exact.active().length;
        int[] from = new int[kept];
        double[] scale = new double[kept];
        double[] gradient = new double[kept + 1];
        double[] gram = new double[(kept + 1) * (kept + 1)];
        for (int a = 0; a < kept; a++) {
            int j = Arrays.binarySearch(near.active(), exact.active()[a]);
            from[a] = j;
            scale[a] = exact.factor()[a] / near.factor()[j];
            gradient[a] = scale[a] * (found.gradient()[j] - shift[j] * found.gradient()[size]);
            double edge = scale[a] * (entry(j, size) - shift[j] * entry(size, size));
            gram[a * (kept + 1) + kept] = edge;
            gram[kept * (kept + 1) + a] = edge;
        }
        for (int a = 0; a < kept; a++) {
            for (int b = 0; b < kept; b++) {
                gram[a * (kept + 1) + b] = scale[a] * scale[b] * product(from[a], from[b]);
            }
        }
        gradient[kept] = found.gradient()[size];
        gram[kept * (kept + 1) + kept] = entry(size, size);
        double[] parameters = new double[kept + 1];
        parameters[kept] = found.parameters()[size];
        return new Evaluation(parameters, found.loss(), gradient, gram, found.push(), found.gap());
    }
}
