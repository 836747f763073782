package org.lossmith.kernel.lowering;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.lossmith.kernel.program.Instruction;
import org.lossmith.kernel.program.InstructionList;
import org.lossmith.kernel.program.Operation;
import org.lossmith.kernel.program.Program;

/**
 * A program whose branches at |x| &lt;= d are one and the same expression of x clipped to +-d, as those of huber are: with that clipped
 * c, x and d sign(x) are c, and x^2/2 and d (|x| - d/2) are c (x - c/2). For d &gt; 0 these are the same bits, NaN and zeros included;
 * only x^2/2 may differ, where x^2 overflows or is subnormal and the product is not.
 *
 * @param program the program with those branches joined
 * @param bounds positions of all such d in the program as it was
 */
public record ClippedBranches(Program program, Set<Integer> bounds) {
    public static ClippedBranches of(Program program) {
        return new Finder(program).find();
    }

    /** Whether there are such branches, and the parameters are such that every d is more than 0. */
    public boolean hold(Program before, double[] parameters) {
        if (bounds.isEmpty()) {
            return false;
        }
        double[] invariants = Invariants.of(before, parameters);
        for (int bound : bounds) {
            if (!(invariants[bound] > 0)) {
                return false;
            }
        }
        return true;
    }

    /** Compares the branches of each selection with the known shapes. */
    private static final class Finder {
        private final Program program;
        private final InstructionList list = new InstructionList();
        private final int[] moved;
        private final Set<Integer> bounds = new TreeSet<>();

        Finder(Program program) {
            this.program = program;
            this.moved = new int[program.instructions().size()];
        }

        ClippedBranches find() {
            for (int i = 0; i < moved.length; i++) {
                Instruction instruction = at(i);
                moved[i] = isOfBound(instruction) ? selection(instruction) : copy(instruction);
            }
            List<Integer> outputs = new ArrayList<>();
            program.outputs().forEach(output -> outputs.add(moved[output]));
            return new ClippedBranches(list.program(outputs, program.parameters()), bounds);
        }

        private Instruction at(int position) {
            return program.instructions().get(position);
        }

        private int copy(Instruction instruction) {
            return list.copy(instruction, moved(instruction.a()), moved(instruction.b()), moved(instruction.c()));
        }

        private int moved(int position) {
            return position < 0 ? position : moved[position];
        }

        /** Whether it selects by |x| compared with what depends on no input. */
        private boolean isOfBound(Instruction instruction) {
            if (instruction.operation() != Operation.SELECT) {
                return false;
            }
            Instruction condition = at(instruction.a());
            return (isWithin(condition) || isBeyond(condition))
                    && at(condition.a()).operation() == Operation.ABS
                    && !program.invariant()[condition.a()]
                    && program.invariant()[condition.b()];
        }

        private static boolean isWithin(Instruction condition) {
            return condition.operation() == Operation.LESS || condition.operation() == Operation.LESS_OR_EQUAL;
        }

        private static boolean isBeyond(Instruction condition) {
            return condition.operation() == Operation.GREATER || condition.operation() == Operation.GREATER_OR_EQUAL;
        }

        private int selection(Instruction select) {
            Instruction condition = at(select.a());
            int size = condition.a();
            int x = at(size).a();
            int bound = condition.b();
            int inner = isWithin(condition) ? select.b() : select.c();
            int outer = isWithin(condition) ? select.c() : select.b();
            if (inner == x && isSigned(outer, bound, x)) {
                return clipped(x, bound);
            }
            if (isHalfSquare(inner, x) && isTangent(outer, bound, size)) {
                return integral(moved[x], clipped(x, bound));
            }
            return copy(select);
        }

        private int clipped(int x, int bound) {
            bounds.add(bound);
            int high = moved[bound];
            int low = list.negate(high);
            int fromBelow = list.select(list.less(moved[x], low), low, moved[x]);
            return list.select(list.greater(moved[x], high), high, fromBelow);
        }

        /** c (x - c/2); 0 is added because the product of -0 and 0 has a sign, which a square has not. */
        private int integral(int x, int c) {
            return list.multiplyAdd(c, list.multiplyAdd(c, list.constant(-0.5), x), list.constant(0));
        }

        /** d sign(x). */
        private boolean isSigned(int position, int d, int x) {
            Instruction sign = at(position);
            if (isConstant(d, 1) && sign.operation() == Operation.SIGN) {
                return sign.a() == x;
            }
            return isProduct(position, d, other(sign, d)) && isSigned(x, other(sign, d));
        }

        private boolean isSigned(int x, int sign) {
            return at(sign).operation() == Operation.SIGN && at(sign).a() == x;
        }

        /** x^2/2. */
        private boolean isHalfSquare(int position, int x) {
            Instruction half = at(position);
            return half.operation() == Operation.MULTIPLY && isConstant(half.b(), 0.5) && isProduct(half.a(), x, x);
        }

        /** d (size - d/2), or -(d (d/2 - size)) as sums of numbers come out of the simplifier. */
        private boolean isTangent(int position, int d, int size) {
            Instruction tangent = at(position);
            if (tangent.operation() == Operation.NEGATE) {
                Instruction product = at(tangent.a());
                int factor = other(product, d);
                return isProduct(tangent.a(), d, factor) && isDifference(factor, d, size, true);
            }
            int factor = other(tangent, d);
            return isConstant(d, 1) && isDifference(position, d, size, false)
                    || isProduct(position, d, factor) && isDifference(factor, d, size, false);
        }

        private boolean isDifference(int position, int d, int size, boolean reversed) {
            Instruction difference = at(position);
            int first = reversed ? difference.b() : difference.a();
            int second = reversed ? difference.a() : difference.b();
            return difference.operation() == Operation.SUBTRACT && first == size && isHalf(second, d);
        }

        private boolean isHalf(int position, int d) {
            Instruction half = at(position);
            boolean constants = at(d).operation() == Operation.CONSTANT && isConstant(position, at(d).constant() / 2);
            return constants || half.operation() == Operation.MULTIPLY && half.a() == d && isConstant(half.b(), 0.5);
        }

        private boolean isConstant(int position, double value) {
            return at(position).operation() == Operation.CONSTANT
                    && at(position).constant() == value;
        }

        private boolean isProduct(int position, int a, int b) {
            Instruction product = at(position);
            return product.operation() == Operation.MULTIPLY
                    && (product.a() == a && product.b() == b || product.a() == b && product.b() == a);
        }

        /** The factor beside this one. */
        private static int other(Instruction product, int factor) {
            return product.a() == factor ? product.b() : product.a();
        }
    }
}
