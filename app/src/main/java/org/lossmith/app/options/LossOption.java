package org.lossmith.app.options;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;
import org.lossmith.loss.AnyLoss;

/** A loss from what was typed: a name with parameters, or a formula. */
public final class LossOption {
    private LossOption() {}

    /** Exactly one of {@code spec} and {@code formula} is given; {@code parameters} come on top of those in the spec. */
    public static AnyLoss any(@Nullable String spec, @Nullable String formula, Map<String, Double> parameters) {
        if (formula != null) {
            return AnyLoss.written(formula, parameters);
        }
        if (spec == null) {
            throw new InputException("name a loss (see `lossmith losses`) or write one with --formula");
        }
        return with(AnyLoss.parse(spec), parameters);
    }

    /** The same loss with some parameters changed. */
    public static AnyLoss with(AnyLoss given, Map<String, Double> parameters) {
        AnyLoss loss = given;
        for (Map.Entry<String, Double> parameter : parameters.entrySet()) {
            loss = loss.with(parameter.getKey(), parameter.getValue());
        }
        return loss;
    }

    public static void checkOne(@Nullable String spec, @Nullable String formula) {
        if (spec != null && formula != null) {
            throw new InputException("both a loss (" + spec + ") and --formula; give one of them");
        }
    }

    /** Several losses between commas: a part such as {@code alpha=0.3} goes with the loss before it. */
    public static List<String> split(String text) {
        List<String> specs = new ArrayList<>();
        for (String part : text.split(",")) {
            boolean parameter = part.contains("=") && !part.contains(":") && !specs.isEmpty();
            if (parameter) {
                specs.set(specs.size() - 1, specs.get(specs.size() - 1) + "," + part.strip());
            } else {
                specs.add(part.strip());
            }
        }
        return specs;
    }

    /** Whether a formula has a word of its own that is this name. */
    public static boolean names(String formula, String name) {
        return Pattern.compile("(?<![A-Za-z0-9_.])" + Pattern.quote(name) + "(?![A-Za-z0-9_(])")
                .matcher(formula)
                .find();
    }
}
