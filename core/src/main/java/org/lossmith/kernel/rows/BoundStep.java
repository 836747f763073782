package org.lossmith.kernel.rows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lossmith.formula.Dimensions;
import org.lossmith.kernel.lowering.Invariants;

/** A {@link RowStep} for vectors of known length at known places. */
interface BoundStep {
    /** Computes the block that begins with row {@code start}. */
    void run(int start, int rows);

    static BoundStep of(RowPlan plan, RowStep step, @Nullable CompiledStep compiled, RowPlaces places, RowInputs in) {
        RowMemory memory = places.memory();
        double[] numbers = memory.numbers();
        if (step instanceof RowStep.Fill fill) {
            int offset = memory.offset(fill.cell());
            return (start, rows) -> Arrays.fill(numbers, offset, offset + rows, fill.value());
        }
        if (step instanceof RowStep.Threshold threshold) {
            int vector = memory.offset(threshold.vector());
            int result = memory.offset(threshold.result());
            int width = memory.width(threshold.vector());
            int stride = memory.stride();
            return (start, rows) -> SparsemaxThreshold.compute(numbers, vector, stride, width, result, rows);
        }
        return compute(plan, (RowStep.Compute) step, Objects.requireNonNull(compiled), places, in);
    }

    private static BoundStep compute(
            RowPlan plan, RowStep.Compute step, CompiledStep compiled, RowPlaces places, RowInputs in) {
        List<BoundElement> elements = new ArrayList<>();
        int first = 0;
        CompiledStep.@Nullable Loop before = null;
        for (CompiledStep.Loop loop : compiled.loops(places.memory().width(step.dimension()))) {
            double[] invariants = loop == before && !step.indexed()
                    ? elements.get(elements.size() - 1).invariants()
                    : Invariants.of(
                            loop.block().program(),
                            parameters(plan, step, in, first, loop.group().size()));
            elements.add(BoundElement.of(loop, places, first, invariants));
            first += loop.group().size();
            before = loop;
        }
        return (start, rows) -> {
            for (BoundElement element : elements) {
                element.run(start, rows);
            }
        };
    }

    /**
     * The formula's parameters, then the widths, then the indices, of which only the step's own has a meaning, then the places of
     * further elements.
     */
    private static double[] parameters(RowPlan plan, RowStep.Compute step, RowInputs in, int first, int size) {
        int own = plan.parameters().size();
        double[] values = Arrays.copyOf(in.parameters(), own + size - 1);
        in.widths().forEach((dimension, width) -> {
            int position = plan.parameters().indexOf(Dimensions.width(dimension));
            if (position >= 0) {
                values[position] = width;
            }
        });
        if (step.dimension() != null) {
            values[plan.parameters().indexOf(step.dimension())] = first;
            for (int i = 1; i < size; i++) {
                values[own + i - 1] = first + i;
            }
        }
        return values;
    }
}
