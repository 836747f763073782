package org.lossmith.kernel;

import org.jspecify.annotations.Nullable;

/** A stage for one function that has no vector form, row by row. */
final class ScalarStage implements Stage {
    private final Program program;
    private final Instruction instruction;
    private final StagePlan plan;
    private final int result;

    ScalarStage(StagePlan plan, int position) {
        this.plan = plan;
        this.program = plan.program();
        this.instruction = program.instructions().get(position);
        this.result = slot(position);
    }

    @Override
    public void run(
            double[] score,
            double[] target,
            double @Nullable [] weight,
            double[] invariants,
            double[] scratch,
            double @Nullable [] value,
            double @Nullable [] gradient,
            double @Nullable [] hessian,
            double[] sums,
            int offset,
            int count) {
        for (int row = 0; row < count; row++) {
            double a = argument(instruction.a(), score, target, invariants, scratch, offset, row);
            double b = instruction.b() < 0
                    ? 0
                    : argument(instruction.b(), score, target, invariants, scratch, offset, row);
            scratch[result + row] = SteppedLoop.apply(instruction.operation(), a, b, 0);
        }
    }

    private double argument(
            int position, double[] score, double[] target, double[] invariants, double[] scratch, int offset, int row) {
        if (program.invariant()[position]) {
            return invariants[position];
        }
        return switch (program.instructions().get(position).operation()) {
            case SCORE -> score[offset + row];
            case TARGET -> target[offset + row];
            default -> scratch[slot(position) + row];
        };
    }

    private int slot(int position) {
        return plan.slot(position) * StagedLoop.BLOCK;
    }
}
