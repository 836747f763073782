package org.lossmith.penalty;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.lossmith.InputException;

/**
 * How columns differ in what their coefficients pay and may be. Columns are 0-based; those that are not mentioned pay the
 * penalty as it is, may be any number, and are groups of one.
 *
 * @param factors by which a column's lambda is multiplied: 0 for no penalty, infinity to leave the column out
 * @param bounds of a column's coefficient
 * @param groups of columns for {@link GroupLasso}, no column in two of them; other penalties do not look at them
 */
public record ColumnPenalties(Map<Integer, Double> factors, Map<Integer, Bounds> bounds, List<List<Integer>> groups) {
    public ColumnPenalties {
        factors = Map.copyOf(factors);
        bounds = Map.copyOf(bounds);
        groups = groups.stream().map(List::copyOf).toList();
        factors.forEach(ColumnPenalties::requireFactor);
        Set<Integer> grouped = new HashSet<>();
        for (List<Integer> group : groups) {
            for (int column : group) {
                if (!grouped.add(column)) {
                    throw new IllegalArgumentException("column " + column + " is in two groups, or twice in one");
                }
            }
        }
    }

    /** All columns alike. */
    public static ColumnPenalties none() {
        return new ColumnPenalties(Map.of(), Map.of(), List.of());
    }

    public ColumnPenalties withFactor(int column, double factor) {
        return new ColumnPenalties(with(factors, column, factor), bounds, groups);
    }

    public ColumnPenalties withBounds(int column, Bounds changed) {
        return new ColumnPenalties(factors, with(bounds, column, changed), groups);
    }

    public ColumnPenalties withGroups(List<List<Integer>> changed) {
        return new ColumnPenalties(factors, bounds, changed);
    }

    /** By which this column's lambda is multiplied. */
    public double factor(int column) {
        return factors.getOrDefault(column, 1.0);
    }

    /** What this column's coefficient may be. */
    public Bounds bounds(int column) {
        return bounds.getOrDefault(column, Bounds.NONE);
    }

    /** Whether this column's coefficient can only be 0. */
    public boolean excluded(int column) {
        return factor(column) == Double.POSITIVE_INFINITY || bounds(column).equals(Bounds.ZERO);
    }

    /** The largest column that is mentioned, or -1. */
    public int lastColumn() {
        int last = -1;
        for (int column : factors.keySet()) {
            last = Math.max(last, column);
        }
        for (int column : bounds.keySet()) {
            last = Math.max(last, column);
        }
        for (List<Integer> group : groups) {
            last = Math.max(
                    last, group.stream().mapToInt(Integer::intValue).max().orElse(-1));
        }
        return last;
    }

    private static <V> Map<Integer, V> with(Map<Integer, V> map, int column, V value) {
        Map<Integer, V> changed = new TreeMap<>(map);
        changed.put(column, value);
        return changed;
    }

    private static void requireFactor(int column, double factor) {
        if (!(factor >= 0)) {
            throw new InputException("a penalty factor must be at least 0, not " + PenaltyParser.text(factor)
                    + "; 0 leaves the column unpenalised, Infinity leaves it out, 1 changes nothing");
        }
    }
}
