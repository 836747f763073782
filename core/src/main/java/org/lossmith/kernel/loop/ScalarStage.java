package org.lossmith.kernel.loop;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lossmith.kernel.program.Element;
import org.lossmith.kernel.program.Instruction;
import org.lossmith.kernel.program.ScalarOperations;

/** A stage for one function that has no vector form, row by row. */
final class ScalarStage implements Stage {
    private final StagePlan plan;
    private final LoopForm form;
    private final Instruction instruction;
    private final int result;

    ScalarStage(StagePlan plan, LoopForm form, int position) {
        this.plan = plan;
        this.form = form;
        this.instruction = plan.program().instructions().get(position);
        this.result = plan.slot(position) * Blocks.ROWS;
    }

    @Override
    public void run(@Nullable Object[] arrays, int[] offsets, double[] invariants, double[] sums, int count, int page) {
        double[] scratch = (double[]) Objects.requireNonNull(arrays[form.scratch()]);
        int to = offsets[form.scratch()] + result;
        for (int row = 0; row < count; row++) {
            double a = argument(instruction.a(), arrays, offsets, invariants, row);
            double b = instruction.b() < 0 ? 0 : argument(instruction.b(), arrays, offsets, invariants, row);
            scratch[to + row] = ScalarOperations.apply(instruction.operation(), a, b, 0);
        }
    }

    private double argument(int position, @Nullable Object[] arrays, int[] offsets, double[] invariants, int row) {
        if (plan.program().invariant()[position]) {
            return invariants[position];
        }
        Instruction argument = plan.program().instructions().get(position);
        int array = argument.isInput() ? argument.inputNumber() : form.scratch();
        int start = argument.isInput() ? 0 : plan.slot(position) * Blocks.ROWS;
        return Element.get(Objects.requireNonNull(arrays[array]), offsets[array] + start + row);
    }
}
