package org.lossmith.learn.model;

import org.jspecify.annotations.Nullable;
import org.lossmith.learn.data.Matrix;

/**
 * One linear function of the inputs, in their original units.
 *
 * @param label the class whose score it is, or the parameter of a distribution; null for a model of one score
 * @param coefficients one for each input, in the encoder's order
 */
public record LinearScore(@Nullable String label, double intercept, double[] coefficients) {
    /** The same bits as the fit's own score. */
    public double of(Matrix x, int row) {
        return intercept + x.dot(row, coefficients);
    }
}
