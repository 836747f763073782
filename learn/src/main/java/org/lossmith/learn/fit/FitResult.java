package org.lossmith.learn.fit;

import java.util.List;
import org.lossmith.learn.data.Matrix;
import org.lossmith.learn.solver.Certificate;

/**
 * A fitted linear model: {@code score = intercept + sum over columns of coefficient * value}, all in the columns'
 * original units.
 *
 * @param intercept 0 when none was asked for
 * @param coefficients one for each column of the matrix; exactly 0.0 for constant columns and for those that L1 dropped
 * @param converged whether the certificate holds; false is never dressed up
 * @param iterations solver steps on all rows (steps on a subsample that found the start are not counted)
 * @param objective weighted mean of the losses (divided by the sum of the weights) plus the penalty
 * @param certificate the optimality measure
 * @param solver what ran, in a few words
 * @param reason why that solver, in a few words
 * @param notes what a careful reader should know: separation, collinear or constant columns, why it did not converge
 */
public record FitResult(
        double intercept,
        double[] coefficients,
        boolean converged,
        int iterations,
        double objective,
        Certificate certificate,
        String solver,
        String reason,
        List<String> notes)
        implements LinearFit {
    public FitResult {
        notes = List.copyOf(notes);
    }

    @Override
    public int outputs() {
        return 1;
    }

    @Override
    public double intercept(int output) {
        return intercept;
    }

    @Override
    public double[] coefficients(int output) {
        return coefficients;
    }

    /**
     * The score of every row.
     *
     * @throws IllegalArgumentException if the matrix does not have one column for each coefficient
     */
    public double[] scores(Matrix x) {
        double[] score = new double[x.rows()];
        scores(x, score);
        return score;
    }

    /** Writes the score of every row of the matrix into {@code score}. */
    public void scores(Matrix x, double[] score) {
        if (x.columns() != coefficients.length) {
            throw new IllegalArgumentException(
                    "the model has " + coefficients.length + " coefficients, the matrix " + x.columns() + " columns");
        }
        for (int row = 0; row < score.length; row++) {
            score[row] = score(x, row);
        }
    }

    /** The score of one row of the matrix. */
    public double score(Matrix x, int row) {
        return intercept + x.dot(row, coefficients);
    }
}
