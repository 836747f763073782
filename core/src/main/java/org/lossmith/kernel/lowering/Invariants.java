package org.lossmith.kernel.lowering;

import org.lossmith.kernel.program.Instruction;
import org.lossmith.kernel.program.Program;
import org.lossmith.kernel.program.ScalarOperations;

/** Computes the instructions that depend on no input, once for a whole loop. */
public final class Invariants {
    private Invariants() {}

    /** Results at the instructions' positions; the others are left 0. */
    public static double[] of(Program program, double[] parameters) {
        double[] results = new double[program.instructions().size()];
        for (int i = 0; i < results.length; i++) {
            if (program.invariant()[i]) {
                results[i] = compute(program.instructions().get(i), results, parameters);
            }
        }
        return results;
    }

    private static double compute(Instruction instruction, double[] results, double[] parameters) {
        return switch (instruction.operation()) {
            case CONSTANT -> instruction.constant();
            case PARAMETER -> parameters[(int) instruction.constant()];
            default ->
                ScalarOperations.apply(
                        instruction.operation(),
                        argument(instruction.a(), results),
                        argument(instruction.b(), results),
                        argument(instruction.c(), results));
        };
    }

    private static double argument(int position, double[] results) {
        return position < 0 ? 0 : results[position];
    }
}
