package org.lossmith.learn.compare;

import java.util.Map;

/** A loss that takes part, ready to fit. */
sealed interface Contender permits ScoreContender, ClassContender {
    /** Unique among those that take part. */
    String name();

    /** With parameters, as the command line takes it. */
    String spec();

    /** As maths text. */
    String formula();

    Map<String, Double> parameters();

    /** Why each parameter that nobody typed has its value. */
    Map<String, String> reasons();

    /** Whether the catalogue has it, or a user wrote it. */
    boolean ofCatalogue();

    Contender named(String changed);
}
