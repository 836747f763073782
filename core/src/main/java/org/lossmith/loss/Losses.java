package org.lossmith.loss;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        return DEFINITIONS.stream().map(definition -> definition.entry().name()).toList();
    }

    /**
     * A loss by its name or alias, at its default parameters.
     *
     * @throws InputException if there is none, with the nearest names
     */
    public static Loss named(String name) {
        return DEFINITIONS.stream()
                .filter(definition -> definition.entry().isNamed(name))
                .findFirst()
                .map(Loss::of)
                .orElseThrow(() -> unknown(name, namesAndAliases()));
    }

    /**
     * Parses {@code name} or {@code name:param=value,param=value}; names and aliases as in the catalogue.
     *
     * @throws InputException if the name, a parameter or a value is wrong
     */
    public static Loss parse(String spec) {
        Loss loss = named(Specification.name(spec));
        for (Map.Entry<String, String> given :
                Specification.assignments(spec, loss.spec()).entrySet()) {
            loss = loss.with(given.getKey(), Specification.number(spec, given.getKey(), given.getValue()));
        }
        return loss;
    }

    static List<String> namesAndAliases() {
        List<String> known = new ArrayList<>(names());
        DEFINITIONS.forEach(definition -> known.addAll(definition.entry().aliases()));
        return known;
    }

    static InputException unknown(String name, List<String> known) {
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
        Map<String, Double> values =
                FormulaDefinition.values(parsed.parameters(), parameters, "z (score) and y (target)");
        return Loss.of(FormulaDefinition.of(parsed, values), parsed, values);
    }
}
