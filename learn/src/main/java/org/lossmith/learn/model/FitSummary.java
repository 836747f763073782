package org.lossmith.learn.model;

import org.lossmith.learn.fit.Certificate;
import org.lossmith.learn.fit.LinearFit;

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
    static FitSummary of(LinearFit fit, String penalty, double lambda) {
        return new FitSummary(
                penalty,
                lambda,
                fit.solver(),
                fit.reason(),
                fit.iterations(),
                fit.converged(),
                fit.objective(),
                fit.certificate());
    }
}
