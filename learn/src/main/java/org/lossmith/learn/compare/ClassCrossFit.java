package org.lossmith.learn.compare;

import org.jspecify.annotations.Nullable;
import org.lossmith.learn.fit.ClassFitResult;

/**
 * Of a loss over one score for each class.
 *
 * @param score out-of-fold scores, an array for each class
 * @param logit the same as scores whose softmax are the probabilities
 * @param called the class that each row is called
 */
record ClassCrossFit(
        ClassContender contender,
        ClassFitResult whole,
        double[][] score,
        double[][] logit,
        int[] called,
        boolean converged,
        double seconds)
        implements CrossFit {
    @Override
    public @Nullable Double threshold() {
        return null;
    }
}
