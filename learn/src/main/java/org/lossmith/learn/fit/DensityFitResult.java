package org.lossmith.learn.fit;

import java.util.List;

/**
 * A fitted distribution: each of its parameters is {@code intercept[k] + sum over columns of coefficient[k] * value}, in the
 * columns' original units.
 *
 * @param scores the parameters' names, {@code mean[0]} for the first component's mean
 * @param intercepts one for each score
 * @param coefficients one array for each score, one number for each column of the matrix
 * @param converged whether the certificate holds
 * @param iterations solver steps on all rows
 * @param objective weighted mean of the losses plus the penalty
 * @param certificate the optimality measure; for a mixture of a stationary point, not of the lowest
 * @param solver what ran, in a few words
 * @param reason why that solver, in a few words
 * @param notes as in {@link FitResult}
 */
public record DensityFitResult(
        List<String> scores,
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
    public DensityFitResult {
        scores = List.copyOf(scores);
        notes = List.copyOf(notes);
    }
}
