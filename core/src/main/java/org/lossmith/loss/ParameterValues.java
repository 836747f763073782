package org.lossmith.loss;

import java.util.Map;

/** The values of a loss's parameters by name. */
record ParameterValues(Map<String, Double> values) {
    /** @throws IllegalArgumentException if the loss has no such parameter: a mistake in the catalogue */
    double of(String name) {
        Double value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no parameter " + name);
        }
        return value;
    }
}
