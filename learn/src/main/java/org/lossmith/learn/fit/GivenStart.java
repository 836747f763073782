package org.lossmith.learn.fit;

import org.lossmith.learn.fit.design.Design;

/** A fit of the same columns as a place to start from. */
record GivenStart(Design design, int columns) {
    /** @throws IllegalArgumentException if the fit has other columns or other scores */
    double[] parameters(LinearFit start) {
        double[] point = new double[design.dimension()];
        if (start instanceof FitResult one && design.outputs() == 1) {
            place(one.intercept(), one.coefficients(), 0, point);
        } else if (start instanceof SeveralScores several && several.outputs() == design.outputs()) {
            for (int output = 0; output < design.outputs(); output++) {
                place(several.intercept(output), several.coefficients(output), output, point);
            }
        } else {
            throw new IllegalArgumentException("a start of other scores, for a fit of " + design.outputs());
        }
        return point;
    }

    private void place(double intercept, double[] coefficients, int output, double[] point) {
        if (coefficients.length != columns) {
            throw new IllegalArgumentException(
                    "a start with " + coefficients.length + " coefficients for a matrix of " + columns + " columns");
        }
        double[] own = design.coordinates().parameters(intercept, coefficients);
        System.arraycopy(own, 0, point, output * design.columns(), design.columns());
    }
}
