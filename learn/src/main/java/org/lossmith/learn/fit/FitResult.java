package org.lossmith.learn.fit;

import java.util.List;
import org.lossmith.learn.data.Matrix;

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
        List<String> notes)
        implements LinearFit {
    public FitResult {
        notes = List.copyOf(notes);
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
        for (int block = 0; block < x.blocks(); block++) {
            int first = x.firstRow(block);
            double[] values = x.block(block);
            int rows = x.rowsIn(block);
            for (int row = 0; row < rows; row++) {
                score[first + row] = score(values, row * coefficients.length);
            }
        }
    }

    /** The score of one row of the matrix. */
    public double score(Matrix x, int row) {
        return score(x.block(row / Matrix.BLOCK_ROWS), row % Matrix.BLOCK_ROWS * coefficients.length);
    }

    /** Four running sums hide the latency of addition; their order is fixed, so are the bits. */
    private double score(double[] values, int offset) {
        int columns = coefficients.length;
        double a = intercept;
        double b = 0;
        double c = 0;
        double d = 0;
        int column = 0;
        for (; column + 3 < columns; column += 4) {
            a += coefficients[column] * values[offset + column];
            b += coefficients[column + 1] * values[offset + column + 1];
            c += coefficients[column + 2] * values[offset + column + 2];
            d += coefficients[column + 3] * values[offset + column + 3];
        }
        for (; column < columns; column++) {
            a += coefficients[column] * values[offset + column];
        }
        return (a + b) + (c + d);
    }
}
