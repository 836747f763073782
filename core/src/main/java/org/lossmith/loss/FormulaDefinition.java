package org.lossmith.loss;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lossmith.InputException;
import org.lossmith.Suggestion;
import org.lossmith.formula.Formula;

/** The definition of a loss that a user wrote. Its properties are found by sampling, so they are likely, not proven. */
final class FormulaDefinition {
    private FormulaDefinition() {}

    static Definition of(Formula formula, Map<String, Double> values) {
        List<Parameter> parameters = parameters(values);
        LossEntry entry = new LossEntry(
                LossEntry.FORMULA,
                List.of(),
                LossEntry.FORMULA,
                formula.text(),
                parameters,
                "a formula of your own",
                "yours",
                "Its properties were found by sampling scores and targets, not proven.");
        return new Definition(
                entry,
                Link.IDENTITY,
                TargetDomain.REAL,
                current -> SampledProperties.of(formula, current.values()),
                Definition.USUAL_ERROR_BOUND,
                2 * Definition.USUAL_ERROR_BOUND,
                false,
                "");
    }

    static List<Parameter> parameters(Map<String, Double> values) {
        List<Parameter> parameters = new ArrayList<>();
        values.forEach((name, value) -> parameters.add(new Parameter(
                name,
                value,
                Double.NEGATIVE_INFINITY,
                false,
                Double.POSITIVE_INFINITY,
                false,
                "parameter of the formula",
                List.of())));
        return List.copyOf(parameters);
    }

    /**
     * The value of every parameter, in the order of the names.
     *
     * @param others the names that are no parameters, in words
     * @throws InputException if a parameter has no value or a value has no parameter
     */
    static Map<String, Double> values(Set<String> names, Map<String, Double> given, String others) {
        for (String name : given.keySet()) {
            if (!names.contains(name)) {
                throw new InputException("the formula has no parameter \"" + name + "\""
                        + (names.isEmpty() ? "; its only names are " + others : Suggestion.hint(name, names)));
            }
        }
        Map<String, Double> values = new LinkedHashMap<>();
        for (String name : names) {
            values.put(name, value(name, given, others));
        }
        return values;
    }

    private static double value(String name, Map<String, Double> given, String others) {
        Double value = given.get(name);
        if (value == null) {
            throw new InputException("the formula's parameter \"" + name + "\" has no value: give it (--param " + name
                    + "=1); names that are no parameters: " + others);
        }
        if (!Double.isFinite(value)) {
            throw new InputException("the formula's parameter \"" + name + "\" must be finite, got " + value);
        }
        return value;
    }
}
