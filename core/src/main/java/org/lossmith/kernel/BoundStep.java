package org.lossmith.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lossmith.formula.Dimensions;

/** A {@link RowStep} for vectors of known length at known places. */
interface BoundStep {
    /** Computes the block that begins with row {@code start}. */
    void run(int start, int rows);

    static BoundStep of(RowPlan plan, RowStep step, @Nullable CompiledBlock compiled, RowPlaces places, RowInputs in) {
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
            int stride = memory.rows();
            return (start, rows) -> SparsemaxThreshold.compute(numbers, vector, stride, width, result, rows);
        }
        return compute(plan, (RowStep.Compute) step, Objects.requireNonNull(compiled), places, in);
    }

    private static BoundStep compute(
            RowPlan plan, RowStep.Compute step, CompiledBlock compiled, RowPlaces places, RowInputs in) {
        int width = step.dimension() == null
                ? 1
                : Objects.requireNonNull(in.widths().get(step.dimension()));
        List<BoundElement> elements = new ArrayList<>();
        for (int place = 0; place < width; place++) {
            boolean same = place > 0 && !step.indexed();
            double[] invariants = same
                    ? elements.get(0).invariants()
                    : Invariants.of(compiled.program(), parameters(plan, step, in, place));
            elements.add(BoundElement.of(step, compiled, places, place, invariants));
        }
        return (start, rows) -> {
            for (BoundElement element : elements) {
                element.run(start, rows);
            }
        };
    }

    /** The formula's parameters, then the widths, then the indices, of which only the step's own has a meaning. */
    private static double[] parameters(RowPlan plan, RowStep.Compute step, RowInputs in, int place) {
        double[] values = Arrays.copyOf(in.parameters(), plan.parameters().size());
        in.widths().forEach((dimension, width) -> {
            int position = plan.parameters().indexOf(Dimensions.width(dimension));
            if (position >= 0) {
                values[position] = width;
            }
        });
        if (step.dimension() != null) {
            values[plan.parameters().indexOf(step.dimension())] = place;
        }
        return values;
    }
}
