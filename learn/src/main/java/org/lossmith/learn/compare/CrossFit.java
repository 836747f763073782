package org.lossmith.learn.compare;

import org.jspecify.annotations.Nullable;
import org.lossmith.learn.fit.LinearFit;

/** One contender fitted on every fold and on all rows, with what it says about each row while that row was held out. */
sealed interface CrossFit permits ScoreCrossFit, ClassCrossFit {
    Contender contender();

    /** The fit on all rows. */
    LinearFit whole();

    /** Whether all fits converged. */
    boolean converged();

    double seconds();

    /** For yes-or-no targets, the probability from which rows are called positive, chosen on all rows; otherwise null. */
    @Nullable
    Double threshold();

    default String name() {
        return contender().name();
    }
}
