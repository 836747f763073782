package org.lossmith.learn.compare;

import org.jspecify.annotations.Nullable;
import org.lossmith.learn.fit.FitResult;

/**
 * Of a loss over one score a row.
 *
 * @param score out-of-fold scores
 * @param prediction out-of-fold predictions in the target's units; for labels the logit of the probability
 * @param called for labels, whether the row is called positive at the threshold of its fold's training rows; otherwise null
 */
record ScoreCrossFit(
        ScoreContender contender,
        FitResult whole,
        double[] score,
        double[] prediction,
        boolean @Nullable [] called,
        @Nullable Double threshold,
        boolean converged,
        double seconds)
        implements CrossFit {}
