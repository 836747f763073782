package org.lossmith.loss;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lossmith.formula.RowFormula;
import org.lossmith.formula.Signature;
import org.lossmith.kernel.rows.RowKernel;

/**
 * A row formula with those parameters written into it that are whole numbers from 0 to 4, so that terms that vanish cost nothing, factors
 * that are one round nothing, and powers are products. There are few such forms of a formula; all other values of its parameters
 * share one.
 *
 * @param parameters the values of the remaining parameters, in the kernel's order
 */
record Specialised(RowFormula formula, RowKernel kernel, double[] parameters) {
    /** Larger powers hardly occur in losses. */
    private static final double LARGEST = 4;

    /** @param vectors the parameters that are vectors and were given; the others are 1 */
    static Specialised of(RowFormula formula, Map<String, Double> parameters, Set<String> vectors) {
        Map<String, Double> fixed = new HashMap<>();
        Map<String, Double> free = new LinkedHashMap<>();
        parameters.forEach((name, value) -> (isSmallWhole(value) ? fixed : free).put(name, value));
        for (Signature.Block block : formula.signature().parameters()) {
            if (!vectors.contains(block.name())) {
                fixed.put(block.name(), 1.0);
            }
        }
        RowFormula specialised = formula.fixed(fixed);
        RowKernel kernel = RowKernel.of(specialised, List.copyOf(free.keySet()));
        double[] values =
                free.values().stream().mapToDouble(Double::doubleValue).toArray();
        return new Specialised(specialised, kernel, values);
    }

    private static boolean isSmallWhole(double value) {
        return value >= 0 && value <= LARGEST && value == Math.rint(value);
    }
}
