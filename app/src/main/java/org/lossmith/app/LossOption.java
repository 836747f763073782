package org.lossmith.app;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;
import org.lossmith.loss.Loss;
import org.lossmith.loss.Losses;

/** A loss from what was typed: a name with parameters, or a formula. */
final class LossOption {
    private LossOption() {}

    /** Exactly one of {@code spec} and {@code formula} is given; {@code parameters} come on top of those in the spec. */
    static Loss loss(@Nullable String spec, @Nullable String formula, Map<String, Double> parameters) {
        if (formula != null) {
            return Losses.formula(formula, parameters);
        }
        if (spec == null) {
            throw new InputException("name a loss (see `lossmith losses`) or write one with --formula");
        }
        Loss loss = Losses.parse(spec);
        for (Map.Entry<String, Double> parameter : parameters.entrySet()) {
            loss = loss.with(parameter.getKey(), parameter.getValue());
        }
        return loss;
    }
}
