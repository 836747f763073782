package org.lossmith.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lossmith.formula.Dimensions;

/** A {@link RowStep} for vectors of known length at known places in memory. */
interface BoundStep {
    void run(double[] memory, int rows);

    static BoundStep of(RowPlan plan, RowStep step, @Nullable CompiledBlock compiled, RowMemory memory, RowInputs in) {
        if (step instanceof RowStep.Fill fill) {
            int offset = memory.offset(fill.cell());
            return (numbers, rows) -> Arrays.fill(numbers, offset, offset + rows, fill.value());
        }
        if (step instanceof RowStep.Threshold threshold) {
            int vector = memory.offset(threshold.vector());
            int result = memory.offset(threshold.result());
            int width = memory.width(threshold.vector());
            int stride = memory.rows();
            return (numbers, rows) -> SparsemaxThreshold.compute(numbers, vector, stride, width, result, rows);
        }
        return compute(plan, (RowStep.Compute) step, Objects.requireNonNull(compiled), memory, in);
    }

    private static BoundStep compute(
            RowPlan plan, RowStep.Compute step, CompiledBlock compiled, RowMemory memory, RowInputs in) {
        int width = step.dimension() == null
                ? 1
                : Objects.requireNonNull(in.widths().get(step.dimension()));
        int[][] offsets = new int[width][];
        double[][] invariants = new double[width][];
        for (int place = 0; place < width; place++) {
            offsets[place] = compiled.offsets(offsets(step, memory, place));
            boolean same = place > 0 && !step.indexed();
            invariants[place] =
                    same ? invariants[0] : Invariants.of(compiled.program(), parameters(plan, step, in, place));
        }
        Object[] arrays = compiled.arrays(memory.numbers());
        return (numbers, rows) -> {
            for (int place = 0; place < width; place++) {
                compiled.run(arrays, offsets[place], invariants[place], rows);
            }
        };
    }

    private static int[] offsets(RowStep.Compute step, RowMemory memory, int place) {
        List<Cell> cells = new ArrayList<>(step.inputs());
        cells.addAll(step.outputs());
        int[] offsets = new int[cells.size() + 1];
        for (int i = 0; i < cells.size(); i++) {
            boolean element = cells.get(i).dimension() != null;
            offsets[i] = memory.offset(cells.get(i)) + (element ? place * memory.rows() : 0);
        }
        offsets[cells.size()] = memory.scratch();
        return offsets;
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
