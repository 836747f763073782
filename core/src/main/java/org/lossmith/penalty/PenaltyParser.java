package org.lossmith.penalty;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lossmith.InputException;
import org.lossmith.Suggestion;

/** Reads {@code name:parameter=value,...}; every mistake gets a message that says what was wanted. */
final class PenaltyParser {
    private static final List<String> NAMES = List.of("none", "l1", "l2", "elastic-net");
    private static final Map<String, String> ALIASES =
            Map.of("lasso", "l1", "ridge", "l2", "elasticnet", "elastic-net", "elastic_net", "elastic-net");
    private static final double DEFAULT_ALPHA = 0.5;

    private PenaltyParser() {}

    static Penalty parse(String spec) {
        String text = spec.strip();
        int colon = text.indexOf(':');
        String given = (colon < 0 ? text : text.substring(0, colon)).strip();
        String lower = given.toLowerCase(Locale.ROOT);
        String name = ALIASES.getOrDefault(lower, lower);
        String rest = colon < 0 ? "" : text.substring(colon + 1);
        return switch (name) {
            case "none" -> {
                parameters("none", rest, List.of());
                yield new NoPenalty();
            }
            case "l1" -> new L1(lambda(name, parameters(name, rest, List.of("lambda"))));
            case "l2" -> new L2(lambda(name, parameters(name, rest, List.of("lambda"))));
            case "elastic-net" -> {
                Map<String, Double> values = parameters(name, rest, List.of("lambda", "alpha"));
                yield new ElasticNet(lambda(name, values), values.getOrDefault("alpha", DEFAULT_ALPHA));
            }
            default ->
                throw new InputException("no penalty \"" + given + "\"" + Suggestion.hint(given, NAMES)
                        + "; write none, l1:lambda=0.1, l2:lambda=0.1 or elastic-net:lambda=0.1,alpha=0.5");
        };
    }

    private static Map<String, Double> parameters(String name, String text, List<String> allowed) {
        Map<String, Double> values = new LinkedHashMap<>();
        if (text.isBlank()) {
            return values;
        }
        for (String part : text.split(",", -1)) {
            int equals = part.indexOf('=');
            if (equals < 0) {
                throw new InputException("penalty " + name + ": \"" + part.strip()
                        + "\" is not of the form parameter=value; write for example " + example(name));
            }
            String key = part.substring(0, equals).strip();
            if (!allowed.contains(key)) {
                throw new InputException("penalty " + name + " has no parameter \"" + key + "\""
                        + Suggestion.hint(key, allowed) + "; write for example " + example(name));
            }
            if (values.put(key, number(name, key, part.substring(equals + 1).strip())) != null) {
                throw new InputException("penalty " + name + ": " + key + " is given twice; give it once");
            }
        }
        return values;
    }

    private static double number(String name, String key, String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new InputException(
                    "penalty " + name + ": " + key + " must be a number, not \"" + text + "\"; write for example "
                            + example(name),
                    e);
        }
    }

    private static double lambda(String name, Map<String, Double> values) {
        Double lambda = values.get("lambda");
        if (lambda == null) {
            throw new InputException("penalty " + name + " needs its strength: write for example " + example(name));
        }
        return lambda;
    }

    private static String example(String name) {
        return switch (name) {
            case "none" -> "none";
            case "elastic-net" -> "elastic-net:lambda=0.1,alpha=0.5";
            default -> name + ":lambda=0.1";
        };
    }

    static void requireLambda(String name, double lambda) {
        if (!(lambda >= 0 && lambda < Double.POSITIVE_INFINITY)) {
            throw new InputException("penalty " + name + ": lambda must be a finite number of at least 0, not "
                    + text(lambda) + "; write for example " + example(name));
        }
    }

    /** The shortest text that reads back to the same number, without a trailing {@code .0}. */
    static String text(double value) {
        String text = Double.toString(value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
