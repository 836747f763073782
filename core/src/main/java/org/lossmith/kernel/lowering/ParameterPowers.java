package org.lossmith.kernel.lowering;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.lossmith.kernel.program.HalfIntegerPower;
import org.lossmith.kernel.program.Instruction;
import org.lossmith.kernel.program.InstructionList;
import org.lossmith.kernel.program.Operation;
import org.lossmith.kernel.program.Program;

/**
 * The powers of a program whose exponents depend on parameters alone. Where these values are small whole or half numbers, as
 * gamma = 2 of focal, the program has a cheaper form for them; there are few such values, so few forms.
 *
 * @param positions of the powers
 */
public record ParameterPowers(Program program, List<Integer> positions) {
    /** Beyond, products lose more digits than a power does. */
    private static final int LARGEST = 4;

    /** Where what rounding left off the base is known, products lose none. */
    private static final int LARGEST_CORRECTED = 8;

    public static ParameterPowers of(Program program) {
        List<Integer> positions = IntStream.range(0, program.instructions().size())
                .filter(i -> isParameterPower(program, i))
                .boxed()
                .toList();
        return new ParameterPowers(program, positions);
    }

    private static boolean isParameterPower(Program program, int position) {
        Instruction instruction = program.instructions().get(position);
        boolean power =
                instruction.operation() == Operation.POWER || instruction.operation() == Operation.POWER_CORRECTED;
        return power && !program.invariant()[position] && program.invariant()[instruction.b()];
    }

    /** For each power twice its exponent if that is small and whole, else NaN. */
    public List<Double> twiceExponents(double[] parameters) {
        if (positions.isEmpty()) {
            return List.of();
        }
        double[] invariants = Invariants.of(program, parameters);
        return positions.stream()
                .map(position -> twiceExponent(program.instructions().get(position), invariants))
                .toList();
    }

    private static double twiceExponent(Instruction power, double[] invariants) {
        double twice = 2 * invariants[power.b()];
        int largest = power.operation() == Operation.POWER_CORRECTED ? LARGEST_CORRECTED : LARGEST;
        return twice == Math.rint(twice) && Math.abs(twice) <= 2 * largest ? twice + 0.0 : Double.NaN;
    }

    /** The program with those powers as products. */
    public Program expanded(List<Double> twiceExponents) {
        if (twiceExponents.stream().allMatch(twice -> twice.isNaN())) {
            return program;
        }
        InstructionList list = new InstructionList();
        int[] moved = new int[program.instructions().size()];
        for (int i = 0; i < moved.length; i++) {
            Instruction instruction = program.instructions().get(i);
            int a = instruction.a() < 0 ? -1 : moved[instruction.a()];
            int b = instruction.b() < 0 ? -1 : moved[instruction.b()];
            int c = instruction.c() < 0 ? -1 : moved[instruction.c()];
            int power = positions.indexOf(i);
            double twice = power < 0 ? Double.NaN : twiceExponents.get(power);
            moved[i] = Double.isNaN(twice)
                    ? list.copy(instruction, a, b, c)
                    : HalfIntegerPower.emit(list, a, c, (int) twice);
        }
        List<Integer> outputs = new ArrayList<>();
        program.outputs().forEach(output -> outputs.add(moved[output]));
        return list.program(outputs, program.parameters());
    }
}
