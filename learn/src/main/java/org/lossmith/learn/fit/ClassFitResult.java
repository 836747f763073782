package org.lossmith.learn.fit;

import java.util.List;
import org.lossmith.learn.data.Matrix;
import org.lossmith.learn.data.Rows;
import org.lossmith.learn.solver.Certificate;

/**
 * A fitted linear model of classes: {@code score[k] = intercept[k] + sum over columns of coefficient[k] * value}, in the columns'
 * original units. See {@link ClassFitter} for which of the models that predict alike this is.
 *
 * @param intercepts one for each class
 * @param coefficients one array for each class, one number for each column of the matrix; exactly 0.0 for constant columns and
 *     for those that L1 dropped
 * @param converged whether the certificate holds
 * @param iterations solver steps on all rows
 * @param objective weighted mean of the losses plus the penalty
 * @param certificate the optimality measure
 * @param solver what ran, in a few words
 * @param reason why that solver, in a few words
 * @param notes as in {@link FitResult}
 */
public record ClassFitResult(
        double[] intercepts,
        double[][] coefficients,
        boolean converged,
        int iterations,
        double objective,
        Certificate certificate,
        String solver,
        String reason,
        List<String> notes)
        implements SeveralScores {
    public ClassFitResult {
        notes = List.copyOf(notes);
    }

    /** Writes the scores of the given rows of the matrix, one array for each class, at the rows' own places. */
    public void scores(Matrix x, Rows rows, double[][] score) {
        for (int position = 0; position < rows.size(); position++) {
            int row = rows.row(position);
            for (int k = 0; k < intercepts.length; k++) {
                score[k][row] = intercepts[k] + x.dot(row, coefficients[k]);
            }
        }
    }
}
