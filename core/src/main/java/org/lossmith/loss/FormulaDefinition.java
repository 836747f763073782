package org.lossmith.loss;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lossmith.formula.Formula;

/** The definition of a loss that a user wrote. Its properties are found by sampling, so they are likely, not proven. */
final class FormulaDefinition {
    private FormulaDefinition() {}

    static Definition of(Formula formula, Map<String, Double> values) {
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
        return new Definition(
                "formula",
                List.of(),
                "formula",
                formula.text(),
                List.copyOf(parameters),
                Link.IDENTITY,
                TargetDomain.REAL,
                current -> SampledProperties.of(formula, current.values()),
                "a formula of your own",
                "yours",
                "Its properties were found by sampling scores and targets, not proven.");
    }
}
