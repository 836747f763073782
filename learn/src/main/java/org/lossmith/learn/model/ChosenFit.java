package org.lossmith.learn.model;

import org.jspecify.annotations.Nullable;
import org.lossmith.learn.fit.LinearFit;
import org.lossmith.penalty.Penalty;

/**
 * A fit, and how its penalty came about.
 *
 * @param choice how lambda was chosen, or null if it was given or nothing was known to choose it by
 * @param unfinished what is left to be done, in words, if the choice of lambda was interrupted; else null
 */
record ChosenFit(
        Penalty penalty,
        LinearFit fit,
        @Nullable LambdaChoice choice,
        @Nullable String unfinished) {
    static ChosenFit given(Penalty penalty, LinearFit fit) {
        return new ChosenFit(penalty, fit, null, null);
    }

    boolean converged() {
        return fit.converged() && unfinished == null;
    }
}
