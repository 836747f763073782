package org.lossmith.learn.compare;

import org.jspecify.annotations.Nullable;
import org.lossmith.learn.fit.FitResult;

/**
 * One contender fitted on every fold and on all rows, with what it says about each row while that row was held out.
 *
 * @param whole the fit on all rows
 * @param score out-of-fold scores
 * @param prediction out-of-fold predictions in the target's units; for labels the logit of the probability
 * @param called for labels, whether the row is called positive at the threshold of its fold's training rows; otherwise null
 * @param threshold for labels, the probability from which rows are called positive, chosen on all rows; otherwise null
 * @param converged whether all fits converged
 */
record CrossFit(
        Contender contender,
        FitResult whole,
        double[] score,
        double[] prediction,
        boolean @Nullable [] called,
        @Nullable Double threshold,
        boolean converged,
        double seconds) {
    String name() {
        return contender.name();
    }
}
