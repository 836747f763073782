package org.lossmith.kernel.rows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lossmith.Columns;
import org.lossmith.formula.Signature;

/**
 * Finds the cells of a plan that can be read from the caller's arrays and written to them as they are: vectors whose elements are
 * arrays of doubles. Results with weights are not written directly, for their weights come last; nor is any if one of its arrays
 * is read too, for the caller may have given the same array for both.
 */
final class CallerArrays {
    private final RowPlan plan;
    private final Map<String, Integer> widths;
    private final Map<Cell, RowPlaces.Outside> found = new HashMap<>();
    private final Set<double[]> used = Collections.newSetFromMap(new IdentityHashMap<>());

    private CallerArrays(RowPlan plan, Map<String, Integer> widths) {
        this.plan = plan;
        this.widths = widths;
    }

    /**
     * @param results the tables of all results but the first
     * @param shift the row of the inputs whose results are row 0 of the results
     */
    static Map<Cell, RowPlaces.Outside> of(
            RowPlan plan, Signature signature, RowInputs in, List<Columns> results, int shift) {
        CallerArrays arrays = new CallerArrays(plan, in.widths());
        arrays.addInputs(in.scores(), signature.scores());
        arrays.addInputs(in.targets(), signature.targets());
        if (in.weights() == null) {
            arrays.addResults(results, shift);
        }
        return arrays.found;
    }

    private void addInputs(Columns columns, List<Signature.Block> blocks) {
        int column = 0;
        for (Signature.Block block : blocks) {
            List<double[]> arrays = arrays(columns, column, block.columns(widths));
            column += block.columns(widths);
            used.addAll(arrays);
            add(plan.inputs().get(block.variable()), arrays, block.columns(widths), 0);
        }
    }

    private void addResults(List<Columns> results, int shift) {
        Set<Cell> setOtherwise = setOtherwise();
        List<Cell> cells = plan.outputs().subList(1, plan.outputs().size());
        int table = 0;
        int column = 0;
        for (Cell cell : cells) {
            int width = cell.dimension() == null ? 1 : widths.getOrDefault(cell.dimension(), 0);
            if (table < results.size() && column == results.get(table).columns()) {
                table++;
                column = 0;
            }
            if (table == results.size() || column + width > results.get(table).columns()) {
                return;
            }
            List<double[]> arrays = arrays(results.get(table), column, width);
            column += width;
            boolean free = arrays.stream().allMatch(used::add);
            boolean once = Collections.frequency(cells, cell) == 1;
            if (free && once && cell.dimension() != null && !setOtherwise.contains(cell)) {
                add(cell, arrays, width, shift);
            }
        }
    }

    /** The cells of which a step knows that they are in memory. */
    private Set<Cell> setOtherwise() {
        Set<Cell> cells = new HashSet<>();
        for (RowStep step : plan.steps()) {
            if (step instanceof RowStep.Fill fill) {
                cells.add(fill.cell());
            } else if (step instanceof RowStep.Threshold threshold) {
                cells.add(threshold.vector());
            }
        }
        return cells;
    }

    /** Those of the columns that are arrays of doubles. */
    private static List<double[]> arrays(Columns columns, int from, int count) {
        List<double[]> arrays = new ArrayList<>();
        for (int column = from; column < from + count; column++) {
            double[] array = columns.array(column);
            if (array != null) {
                arrays.add(array);
            }
        }
        return arrays;
    }

    private void add(@Nullable Cell cell, List<double[]> arrays, int width, int shift) {
        if (cell != null && arrays.size() == width) {
            found.put(cell, new RowPlaces.Outside(arrays.toArray(double[][]::new), shift));
        }
    }
}
