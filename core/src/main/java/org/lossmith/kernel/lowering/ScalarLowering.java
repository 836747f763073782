package org.lossmith.kernel.lowering;

import java.util.ArrayList;
import java.util.List;
import org.lossmith.kernel.program.Element;
import org.lossmith.kernel.program.Instruction;
import org.lossmith.kernel.program.InstructionList;
import org.lossmith.kernel.program.Operation;
import org.lossmith.kernel.program.Program;

/**
 * Opens sigmoids and softpluses for the scalar loop, so that they share their exponential; all else stays as it is. Only where powers
 * of sigmoids would multiply what the JDK's exponential is off, the scalar loop does the same operations as the vector loop.
 */
public final class ScalarLowering implements DecayLowering.Functions {
    private final InstructionList list = new InstructionList();
    private final DecayLowering decay = new DecayLowering(list, this, false);

    private ScalarLowering() {}

    public static Program lower(Program program) {
        if (SigmoidProducts.of(program).found()) {
            return VectorLowering.lower(program, Element.DOUBLE);
        }
        ScalarLowering lowering = new ScalarLowering();
        int[] moved = new int[program.instructions().size()];
        for (int i = 0; i < moved.length; i++) {
            moved[i] = lowering.lowered(program.instructions().get(i), moved);
        }
        List<Integer> outputs = new ArrayList<>();
        program.outputs().forEach(output -> outputs.add(moved[output]));
        return lowering.list.program(outputs, program.parameters());
    }

    private int lowered(Instruction instruction, int[] moved) {
        int a = instruction.a() < 0 ? -1 : moved[instruction.a()];
        int b = instruction.b() < 0 ? -1 : moved[instruction.b()];
        int c = instruction.c() < 0 ? -1 : moved[instruction.c()];
        return switch (instruction.operation()) {
            case SIGMOID, SIGMOID_CORRECTED -> decay.sigmoid(a, b);
            case SIGMOID_REST -> decay.sigmoidRest(a, b);
            case POWER_CORRECTED -> list.emit(Operation.POWER, a, b);
            case SOFTPLUS, SOFTPLUS_CORRECTED -> decay.softplus(a, b);
            case DECAY_CORRECTED -> decay(a, b);
            default -> list.copy(instruction, a, b, c);
        };
    }

    @Override
    public int decay(int x, int rest) {
        return rest < 0 ? list.emit(Operation.EXP, x) : list.emit(Operation.EXP_CORRECTED, x, rest);
    }

    @Override
    public int decayRest(int x, int rest) {
        throw new IllegalStateException("exponentials of the JDK have one part");
    }

    @Override
    public int log1p(int u, int share) {
        return list.emit(Operation.LOG1P, u);
    }
}
