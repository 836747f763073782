package org.lossmith.learn.fit;

/** A fitted model with a linear score for each class or each parameter of a distribution. */
public sealed interface SeveralScores extends LinearFit permits ClassFitResult, DensityFitResult {
    /** One for each score. */
    double[] intercepts();

    /** One array for each score, one number for each column of the matrix. */
    double[][] coefficients();

    @Override
    default int outputs() {
        return intercepts().length;
    }

    @Override
    default double intercept(int output) {
        return intercepts()[output];
    }

    @Override
    default double[] coefficients(int output) {
        return coefficients()[output];
    }
}
