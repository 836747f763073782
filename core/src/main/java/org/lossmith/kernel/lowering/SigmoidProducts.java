package org.lossmith.kernel.lowering;

import org.lossmith.kernel.program.Instruction;
import org.lossmith.kernel.program.Operation;
import org.lossmith.kernel.program.Program;

/**
 * What is known of a loss of one score whose value is made of sigmoids, as those of brier and focal are. Their powers and products multiply
 * what is wrong in a sigmoid, so such programs compute them in two parts, and add products before they are rounded. Losses made of
 * softpluses, such as bce, have sigmoids in their derivatives alone, one to a term.
 */
public final class SigmoidProducts {
    private final Program program;
    private final boolean found;
    private final int[] uses;

    private SigmoidProducts(Program program) {
        this.program = program;
        this.found = isLoss(program)
                && isMadeOfSigmoids(
                        program,
                        program.outputs().get(0),
                        new boolean[program.instructions().size()]);
        this.uses = program.uses();
    }

    public static SigmoidProducts of(Program program) {
        return new SigmoidProducts(program);
    }

    /** Passes over the elements of a vector have numbered inputs, and no value of which the rest are derivatives. */
    private static boolean isLoss(Program program) {
        return program.instructions().stream().anyMatch(each -> each.operation() == Operation.SCORE);
    }

    private static boolean isMadeOfSigmoids(Program program, int position, boolean[] seen) {
        if (position < 0 || seen[position] || program.invariant()[position]) {
            return false;
        }
        seen[position] = true;
        Instruction instruction = program.instructions().get(position);
        return instruction.operation() == Operation.SIGMOID
                || isMadeOfSigmoids(program, instruction.a(), seen)
                || isMadeOfSigmoids(program, instruction.b(), seen)
                || isMadeOfSigmoids(program, instruction.c(), seen);
    }

    public boolean found() {
        return found;
    }

    /** Whether a result is a product that nothing else takes. */
    boolean isProductForOne(int position) {
        return found
                && uses[position] == 1
                && program.instructions().get(position).operation() == Operation.MULTIPLY;
    }
}
