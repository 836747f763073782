package org.lossmith.loss;

import java.util.List;
import java.util.Map;

/** The catalogue of losses. */
public final class Losses {
    private Losses() {}

    /** Every loss of the catalogue at its default parameters, in the order in which they are listed to people. */
    public static List<Loss> all() {
        throw new IllegalStateException();
    }

    /** Parses {@code name} or {@code name:param=value,param=value}; names and aliases as in the catalogue. */
    public static Loss parse(String spec) {
        throw new IllegalStateException();
    }

    /** A loss written as a formula in the score z and the target y; every other name is a parameter. */
    public static Loss formula(String formula, Map<String, Double> parameters) {
        throw new IllegalStateException();
    }
}
