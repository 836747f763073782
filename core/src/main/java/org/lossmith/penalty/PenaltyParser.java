package org.lossmith.penalty;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lossmith.InputException;
import org.lossmith.Suggestion;

/** Reads {@code name:parameter=value,...}; every mistake gets a message that says what was wanted. */
final class PenaltyParser {
    private static final String LAMBDA = "lambda";

    /** Each penalty's parameters beside lambda. */
    private static final Map<String, List<String>> SHAPES = Map.of(
            "none", List.of(),
            "l1", List.of(),
            "l2", List.of(),
            "elastic-net", List.of("alpha"),
            "group-lasso", List.of(),
            "adaptive-l1", List.of("gamma"),
            "mcp", List.of("gamma"),
            "scad", List.of("a"));

    private static final List<String> NAMES =
            List.of("none", "l1", "l2", "elastic-net", "group-lasso", "adaptive-l1", "mcp", "scad");

    private static final Map<String, String> ALIASES = Map.of(
            "lasso", "l1",
            "ridge", "l2",
            "elasticnet", "elastic-net",
            "elastic_net", "elastic-net",
            "group_lasso", "group-lasso",
            "grouplasso", "group-lasso",
            "adaptive-lasso", "adaptive-l1");

    private static final double USUAL_ALPHA = 0.5;

    private PenaltyParser() {}

    /** What was written: a penalty's name and its parameters. */
    private record Written(String name, Map<String, Double> values) {
        Penalty at(double lambda) {
            return switch (name) {
                case "none" -> new NoPenalty();
                case "l1" -> new L1(lambda);
                case "l2" -> new L2(lambda);
                case "elastic-net" -> new ElasticNet(lambda, values.getOrDefault("alpha", USUAL_ALPHA));
                case "group-lasso" -> new GroupLasso(lambda);
                case "adaptive-l1" -> new AdaptiveL1(lambda, values.getOrDefault("gamma", AdaptiveL1.USUAL_GAMMA));
                case "mcp" -> new Mcp(lambda, values.getOrDefault("gamma", Mcp.USUAL_GAMMA));
                default -> new Scad(lambda, values.getOrDefault("a", Scad.USUAL_A));
            };
        }
    }

    static Penalty parse(String spec) {
        Written written = read(spec);
        Double lambda = written.values.get(LAMBDA);
        if (lambda == null && !written.name.equals("none")) {
            throw new InputException("penalty " + written.name + " needs its strength: write for example "
                    + example(written.name) + "; only train chooses lambda itself when it is left out");
        }
        return written.at(lambda == null ? 0 : lambda);
    }

    /** The penalty with some lambda. */
    static Penalty family(String spec) {
        Written written = read(spec);
        if (written.values.containsKey(LAMBDA)) {
            throw new InputException("penalty " + written.name
                    + ": lambda is to be chosen here, so it cannot be given; leave out lambda="
                    + text(written.values.get(LAMBDA)));
        }
        return written.at(1);
    }

    static boolean leavesLambda(String spec) {
        Written written = read(spec);
        return !written.name.equals("none") && !written.values.containsKey(LAMBDA);
    }

    private static Written read(String spec) {
        String text = spec.strip();
        int colon = text.indexOf(':');
        String given = (colon < 0 ? text : text.substring(0, colon)).strip();
        String lower = given.toLowerCase(Locale.ROOT);
        String name = ALIASES.getOrDefault(lower, lower);
        if (!SHAPES.containsKey(name)) {
            throw new InputException("no penalty \"" + given + "\""
                    + Suggestion.hint(
                            given,
                            NAMES,
                            "write one of " + String.join(", ", NAMES)
                                    + ", for example elastic-net:lambda=0.1,alpha=0.5"));
        }
        return new Written(name, parameters(name, colon < 0 ? "" : text.substring(colon + 1)));
    }

    private static Map<String, Double> parameters(String name, String text) {
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
            String key = requireParameter(name, part.substring(0, equals).strip());
            if (values.put(key, number(name, key, part.substring(equals + 1).strip())) != null) {
                throw new InputException("penalty " + name + ": " + key + " is given twice; give it once");
            }
        }
        return values;
    }

    private static String requireParameter(String name, String key) {
        List<String> shape = SHAPES.getOrDefault(name, List.of());
        boolean allowed = shape.contains(key) || (key.equals(LAMBDA) && !name.equals("none"));
        if (!allowed) {
            List<String> known = shape.isEmpty() ? List.of(LAMBDA) : List.of(LAMBDA, shape.get(0));
            throw new InputException("penalty " + name + " has no parameter \"" + key + "\""
                    + Suggestion.hint(
                            key, name.equals("none") ? List.of() : known, "write for example " + example(name)));
        }
        return key;
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

    private static String example(String name) {
        return switch (name) {
            case "none" -> "none";
            case "elastic-net" -> "elastic-net:lambda=0.1,alpha=0.5";
            case "adaptive-l1" -> "adaptive-l1:lambda=0.1,gamma=1";
            case "mcp" -> "mcp:lambda=0.1,gamma=3";
            case "scad" -> "scad:lambda=0.1,a=3.7";
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
