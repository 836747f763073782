package org.lossmith.learn.model;

import org.lossmith.learn.fit.LinearFit;
import org.lossmith.learn.solver.Certificate;

/**
 * How a model was fitted, and how well.
 *
 * @param penalty as the command line takes it
 * @param lambda of the penalty; 0 for none
 * @param objective weighted mean of the losses plus the penalty, on the training rows
 */
public record FitSummary(
        String penalty,
        double lambda,
        String solver,
        String reason,
        int iterations,
        boolean converged,
        double objective,
        Certificate certificate) {
    static FitSummary of(ChosenFit chosen) {
        LinearFit fit = chosen.fit();
        return new FitSummary(
                chosen.penalty().spec(),
                chosen.penalty().lambda(),
                fit.solver(),
                fit.reason(),
                fit.iterations(),
                chosen.converged(),
                fit.objective(),
                fit.certificate());
    }
}
