package org.lossmith.kernel.loop;

import java.util.List;
import org.lossmith.kernel.lowering.Invariants;
import org.lossmith.kernel.lowering.ParameterPowers;
import org.lossmith.kernel.program.Instruction;
import org.lossmith.kernel.program.Operation;
import org.lossmith.kernel.program.Program;

/**
 * Decides which programs a vector loop over floats computes in float, at twice as many numbers a vector as in double. All others
 * are computed in double and rounded. Nothing else knows about this choice.
 */
final class FloatArithmetic {
    private FloatArithmetic() {}

    /** Whether there are values of the parameters for which the answer may be yes. */
    static boolean maySuit(ParameterPowers powers) {
        boolean settled = powers.program().parameters().isEmpty();
        return hasForms(powers) && (!settled || isInRange(powers.program(), new double[0]));
    }

    /** Whether all operations on inputs have a form in floats; powers with a parameter as exponent have one if they expand. */
    private static boolean hasForms(ParameterPowers powers) {
        Program program = powers.program();
        for (int i = 0; i < program.instructions().size(); i++) {
            Operation operation = program.instructions().get(i).operation();
            if (!program.invariant()[i]
                    && !hasForm(operation)
                    && !powers.positions().contains(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasForm(Operation operation) {
        return switch (operation) {
            case POWER, POWER_CORRECTED, EXPM1MX, LOG1PMX, ERF, ERFC, ERFC_CORRECTED, LOGERFC, ERFCX -> false;
            default -> !StagePlan.isScalarOnly(operation);
        };
    }

    /**
     * Of a program that may suit: whether at these values of the parameters all powers expand, and no number made of parameters leaves
     * the range of floats.
     */
    static boolean suits(ParameterPowers powers, List<Double> twiceExponents, double[] parameters) {
        return twiceExponents.stream().noneMatch(twice -> twice.isNaN())
                && (parameters.length == 0 || isInRange(powers.program(), parameters));
    }

    private static boolean isInRange(Program program, double[] parameters) {
        double[] invariants = Invariants.of(program, parameters);
        for (int output : program.outputs()) {
            if (!survives(program, output, invariants)) {
                return false;
            }
        }
        for (int i = 0; i < invariants.length; i++) {
            Instruction instruction = program.instructions().get(i);
            boolean all = program.invariant()[i]
                    || survives(program, instruction.a(), invariants)
                            && survives(program, instruction.b(), invariants)
                            && survives(program, instruction.c(), invariants);
            if (!all) {
                return false;
            }
        }
        return true;
    }

    /** What rounding leaves off a number may itself be as small as it likes. */
    private static boolean survives(Program program, int position, double[] invariants) {
        if (position < 0
                || !program.invariant()[position]
                || program.instructions().get(position).operation() == Operation.ROUNDED_OFF) {
            return true;
        }
        double size = Math.abs(invariants[position]);
        return size == 0 || !(size < Float.MIN_NORMAL || size > Float.MAX_VALUE) || Double.isInfinite(size);
    }
}
