package org.lossmith.loss;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.lossmith.InputException;
import org.lossmith.Suggestion;
import org.lossmith.formula.Formula;

/** The catalogue of losses. */
public final class Losses {
    private static final List<Definition> DEFINITIONS = Stream.of(
                    RegressionLosses.all(), BinaryLosses.all(), CountLosses.all())
            .flatMap(List::stream)
            .toList();

    private Losses() {}

    /** Every loss of the catalogue at its default parameters, in the order in which they are listed to people. */
    public static List<Loss> all() {
        return DEFINITIONS.stream().map(Loss::of).toList();
    }

    /** Every name of the catalogue, without aliases. */
    public static List<String> names() {
        return DEFINITIONS.stream().map(Definition::name).toList();
    }

    /**
     * A loss by its name or alias, at its default parameters.
     *
     * @throws InputException if there is none, with the nearest names
     */
    public static Loss named(String name) {
        return DEFINITIONS.stream()
                .filter(definition -> definition.isNamed(name))
                .findFirst()
                .map(Loss::of)
                .orElseThrow(() -> unknown(name));
    }

    /**
     * Parses {@code name} or {@code name:param=value,param=value}; names and aliases as in the catalogue.
     *
     * @throws InputException if the name, a parameter or a value is wrong
     */
    public static Loss parse(String spec) {
        int colon = spec.indexOf(':');
        Loss loss = named((colon < 0 ? spec : spec.substring(0, colon)).strip());
        if (colon < 0) {
            return loss;
        }
        for (String assignment : spec.substring(colon + 1).split(",", -1)) {
            loss = assign(loss, assignment, spec);
        }
        return loss;
    }

    private static Loss assign(Loss loss, String assignment, String spec) {
        int equals = assignment.indexOf('=');
        if (equals < 0) {
            throw new InputException("loss \"" + spec + "\": \"" + assignment.strip()
                    + "\" is not parameter=value; write for example " + example(loss));
        }
        String name = assignment.substring(0, equals).strip();
        String text = assignment.substring(equals + 1).strip();
        try {
            return loss.with(name, Double.parseDouble(text));
        } catch (NumberFormatException notANumber) {
            throw new InputException("loss \"" + spec + "\": " + name + " must be a number, got \"" + text + "\"");
        }
    }

    private static String example(Loss loss) {
        return loss.parameters().isEmpty() ? "just " + loss.name() : loss.spec();
    }

    private static InputException unknown(String name) {
        List<String> known = new ArrayList<>(names());
        DEFINITIONS.forEach(definition -> known.addAll(definition.aliases()));
        String hint = Suggestion.hint(name, known);
        return new InputException("no loss \"" + name + "\""
                + (hint.isEmpty() ? "; `lossmith losses` lists them, --formula takes one of your own" : hint));
    }

    /**
     * A loss written as a formula in the score {@code z} and the target {@code y}; every other name is a parameter.
     *
     * @param parameters a finite value for each of those names
     * @throws org.lossmith.formula.FormulaException if the text is not a formula
     * @throws InputException if a parameter has no value or a value has no parameter
     */
    public static Loss formula(String formula, Map<String, Double> parameters) {
        Formula parsed = Formula.parse(formula);
        Set<String> names = parsed.parameters();
        for (String given : parameters.keySet()) {
            if (!names.contains(given)) {
                throw new InputException("the formula has no parameter \"" + given + "\""
                        + (names.isEmpty()
                                ? "; its only names are z (score) and y (target)"
                                : Suggestion.hint(given, names)));
            }
        }
        Map<String, Double> values = new LinkedHashMap<>();
        for (String name : names) {
            values.put(name, given(name, parameters));
        }
        return Loss.of(FormulaDefinition.of(parsed, values), parsed, values);
    }

    private static double given(String name, Map<String, Double> parameters) {
        Double value = parameters.get(name);
        if (value == null) {
            throw new InputException("the formula's parameter \"" + name + "\" has no value: give it (--param " + name
                    + "=1), or use z for the score and y for the target");
        }
        if (!Double.isFinite(value)) {
            throw new InputException("the formula's parameter \"" + name + "\" must be finite, got " + value);
        }
        return value;
    }
}
