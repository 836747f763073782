package org.lossmith.kernel.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lossmith.Columns;
import org.lossmith.formula.Signature;
import org.lossmith.kernel.loop.VectorModule;

/** A compiled {@link RowPlan}. */
final class RowLoop {
    private final RowPlan plan;
    private final Signature signature;
    private final boolean passesMissing;
    private final List<@Nullable CompiledStep> compiled;
    private final List<Signature.Block> checked;
    private final int lanes;

    /**
     * @param checked the blocks in which a NaN might not show in the value by itself
     * @param passesMissing whether a target that is no class does show in it
     */
    RowLoop(RowPlan plan, Signature signature, List<Signature.Block> checked, boolean passesMissing, boolean vector) {
        this.plan = plan;
        this.signature = signature;
        this.passesMissing = passesMissing;
        this.checked = List.copyOf(checked);
        this.lanes = vector ? VectorModule.lanes() : 1;
        List<@Nullable CompiledStep> steps = new ArrayList<>();
        for (RowStep step : plan.steps()) {
            steps.add(step instanceof RowStep.Compute compute ? compiled(compute, plan, vector) : null);
        }
        this.compiled = steps;
    }

    private static CompiledStep compiled(RowStep.Compute step, RowPlan plan, boolean vector) {
        String dimension = step.dimension();
        return new CompiledStep(step, dimension == null ? -1 : plan.parameters().indexOf(dimension), vector);
    }

    /**
     * Rows that do not fill a vector are copied and padded; the others are read where they are, if they can be.
     *
     * @param results receive the results but the first, weighted; their columns, one table after the other, are those of the results
     * @param shift the row of the inputs whose results are row 0 of the tables and of {@code value}
     */
    double run(RowInputs in, double @Nullable [] value, List<Columns> results, int from, int to, int shift) {
        Map<Cell, RowPlaces.Outside> outside = CallerArrays.of(plan, signature, in, results, shift);
        int whole = outside.isEmpty() ? from : from + (to - from) / lanes * lanes;
        double sum = rowRun(in, value, results, shift, outside).run(from, whole);
        return whole == to
                ? sum
                : sum + rowRun(in, value, results, shift, Map.of()).run(whole, to);
    }

    private RowRun rowRun(
            RowInputs in,
            double @Nullable [] value,
            List<Columns> results,
            int shift,
            Map<Cell, RowPlaces.Outside> outside) {
        RowMemory memory = new RowMemory(plan, compiled, in.widths(), lanes, outside.keySet());
        RowPlaces places = new RowPlaces(memory, outside);
        List<BoundStep> steps = new ArrayList<>();
        for (int i = 0; i < compiled.size(); i++) {
            steps.add(BoundStep.of(plan, plan.steps().get(i), compiled.get(i), places, in));
        }
        return new RowRun(plan, signature, checked, checksClasses(in), steps, places, in, value, results, shift, lanes);
    }

    /** Whether a target that is no class has to be looked for: picking an element by it does not make the value NaN. */
    private boolean checksClasses(RowInputs in) {
        boolean places = in.widths().values().stream().allMatch(width -> width == in.classes());
        return in.classes() > 0 && !(places && passesMissing);
    }
}
