package org.lossmith.app.eval;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code eval --cases}.
 *
 * @param id the JSON text of the case's id, as it stood there
 * @param loss a loss as the command line takes it, or null when there is a formula
 */
record EvalCase(
        String id,
        @Nullable String loss,
        @Nullable String formula,
        Map<String, Double> parameters,
        EvalRows score,
        EvalRows target,
        double @Nullable [] weight) {}
