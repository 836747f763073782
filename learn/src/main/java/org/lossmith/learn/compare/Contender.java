package org.lossmith.learn.compare;

import java.util.Map;
import org.lossmith.loss.AnyLoss;

/** A loss that takes part, ready to fit. */
sealed interface Contender permits ScoreContender, ClassContender {
    /** Unique among those that take part. */
    String name();

    AnyLoss loss();

    /** With parameters, as the command line takes it; the maths of a loss that a user wrote. */
    default String spec() {
        return loss().ofCatalogue() ? loss().spec() : formula();
    }

    /** As maths text. */
    default String formula() {
        return loss().entry().formula();
    }

    /** Why each parameter that nobody typed has its value. */
    Map<String, String> reasons();

    Contender named(String changed);
}
