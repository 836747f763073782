package org.lossmith.kernel.lowering;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lossmith.kernel.program.Instruction;
import org.lossmith.kernel.program.Operation;
import org.lossmith.kernel.program.Program;

/**
 * A sum or difference of {@code first*f(x)} and {@code second*f(-x)} with f a sigmoid or a softplus, which has a cheaper form than
 * its terms. The likelihoods of binary targets are such sums, with 1 - y and y as factors.
 *
 * @param x position of the argument of the first term
 * @param first position of the first factor
 * @param second position of the second factor
 * @param guarded whether softpluses are bounded where their factors are 0, for x may be infinite
 */
record DecayPair(Operation function, int x, int first, int second, boolean guarded) {

    /** What the sum at a position is, or null if it is no such sum. */
    static @Nullable DecayPair at(Program program, int position) {
        List<Instruction> instructions = program.instructions();
        Instruction sum = instructions.get(position);
        if (sum.operation() != Operation.ADD && sum.operation() != Operation.SUBTRACT) {
            return null;
        }
        DecayPair found = null;
        for (int first : factors(instructions.get(sum.a()))) {
            for (int second : factors(instructions.get(sum.b()))) {
                DecayPair pair = pair(program, sum, first, second);
                found = pair == null ? found : pair;
            }
        }
        return found;
    }

    private static int[] factors(Instruction product) {
        return product.operation() == Operation.MULTIPLY ? new int[] {product.a(), product.b()} : new int[0];
    }

    private static @Nullable DecayPair pair(Program program, Instruction sum, int first, int second) {
        List<Instruction> instructions = program.instructions();
        int unguarded = unguarded(instructions, first);
        Instruction f = instructions.get(unguarded);
        Instruction g = instructions.get(unguarded(instructions, second));
        boolean known = f.operation() == Operation.SIGMOID || f.operation() == Operation.SOFTPLUS;
        if (!known || f.operation() != g.operation() || !areOpposite(instructions, f.a(), g.a())) {
            return null;
        }
        int firstFactor = other(instructions.get(sum.a()), first);
        int secondFactor = other(instructions.get(sum.b()), second);
        boolean simple = isSimple(instructions, firstFactor) && isSimple(instructions, secondFactor);
        return simple ? new DecayPair(f.operation(), f.a(), firstFactor, secondFactor, unguarded != first) : null;
    }

    /** f of {@code where(factor == 0, where(f > bound, bound, f), f)}. */
    private static int unguarded(List<Instruction> instructions, int position) {
        Instruction select = instructions.get(position);
        if (select.operation() != Operation.SELECT) {
            return position;
        }
        Instruction bounded = instructions.get(select.b());
        return bounded.operation() == Operation.SELECT && bounded.c() == select.c() ? select.c() : position;
    }

    private static int other(Instruction product, int factor) {
        return product.a() == factor ? product.b() : product.a();
    }

    private static boolean areOpposite(List<Instruction> instructions, int x, int y) {
        return isNegation(instructions.get(x), y) || isNegation(instructions.get(y), x);
    }

    private static boolean isNegation(Instruction instruction, int of) {
        return instruction.operation() == Operation.NEGATE && instruction.a() == of;
    }

    /** Where factors are made of functions themselves, as in focal, the terms of the sum are wanted elsewhere too. */
    private static boolean isSimple(List<Instruction> instructions, int position) {
        Instruction instruction = instructions.get(position);
        return switch (instruction.operation()) {
            case CONSTANT, PARAMETER, SCORE, TARGET, INPUT -> true;
            case ADD, SUBTRACT, MULTIPLY ->
                isSimple(instructions, instruction.a()) && isSimple(instructions, instruction.b());
            default -> false;
        };
    }

    /** Whether one factor is 1 less the other. */
    boolean addsUpToOne(Program program) {
        return isRest(program, first, second) || isRest(program, second, first);
    }

    private static boolean isRest(Program program, int rest, int of) {
        Instruction instruction = program.instructions().get(rest);
        return instruction.operation() == Operation.SUBTRACT
                && instruction.b() == of
                && program.instructions().get(instruction.a()).equals(Instruction.constant(1));
    }
}
