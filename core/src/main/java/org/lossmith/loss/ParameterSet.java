package org.lossmith.loss;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.lossmith.InputException;
import org.lossmith.Suggestion;

/**
 * The parameters of a loss with their values, in the order of their definitions.
 *
 * @param loss the loss's name, for messages
 */
record ParameterSet(String loss, List<Parameter> definitions, Map<String, Double> values) {
    ParameterSet {
        definitions = List.copyOf(definitions);
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    static ParameterSet of(LossEntry entry, Map<String, Double> values) {
        return new ParameterSet(entry.name(), entry.parameters(), values);
    }

    static ParameterSet defaults(LossEntry entry) {
        Map<String, Double> values = new LinkedHashMap<>();
        entry.parameters().forEach(parameter -> values.put(parameter.name(), parameter.defaultValue()));
        return of(entry, values);
    }

    double[] array() {
        return values.values().stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** As in a specification: {@code delta=15,alpha=0.3}; empty if there are none. */
    String text() {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + Parameter.text(entry.getValue()))
                .collect(Collectors.joining(","));
    }

    /**
     * @param others what else may be set, for the message
     * @throws InputException if there is no such parameter or the value is out of range
     */
    ParameterSet with(String name, double value, List<String> others) {
        Parameter found = definitions.stream()
                .filter(candidate -> candidate.isNamed(name))
                .findFirst()
                .orElseThrow(() -> unknown(name, others));
        found.check(loss, value);
        Map<String, Double> changed = new LinkedHashMap<>(values);
        changed.put(found.name(), value);
        return new ParameterSet(loss, definitions, changed);
    }

    InputException unknown(String name, List<String> others) {
        List<String> known = new ArrayList<>(values.keySet());
        known.addAll(others);
        if (known.isEmpty()) {
            return new InputException("loss " + loss + " has no parameters; got " + name);
        }
        String hint = Suggestion.hint(name, known);
        return new InputException("loss " + loss + " has no parameter \"" + name + "\""
                + (hint.isEmpty() ? "; it has " + String.join(", ", known) : hint));
    }
}
