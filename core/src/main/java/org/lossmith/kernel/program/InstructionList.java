package org.lossmith.kernel.program;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A program under construction: an instruction that is there already is not added again. */
public final class InstructionList {
    private static final int NONE = -1;

    private final List<Instruction> instructions = new ArrayList<>();
    private final Map<Instruction, Integer> positions = new HashMap<>();

    public int emit(Operation operation, int... arguments) {
        int a = arguments.length > 0 ? arguments[0] : NONE;
        int b = arguments.length > 1 ? arguments[1] : NONE;
        int c = arguments.length > 2 ? arguments[2] : NONE;
        boolean signless = operation == Operation.ABS || operation == Operation.NEGATE;
        if (signless && instructions.get(a).operation() == Operation.NEGATE) {
            int inner = instructions.get(a).a();
            return operation == Operation.NEGATE ? inner : emit(Operation.ABS, inner);
        }
        boolean order = operation == Operation.LESS || operation == Operation.GREATER;
        if (order && b == constant(0) && instructions.get(a).operation() == Operation.NEGATE) {
            Operation opposite = operation == Operation.LESS ? Operation.GREATER : Operation.LESS;
            return emit(opposite, instructions.get(a).a(), b);
        }
        if (operation == Operation.DIVIDE && isPowerOfTwo(b)) {
            return emit(Operation.MULTIPLY, a, constant(1 / instructions.get(b).constant()));
        }
        return add(new Instruction(operation, a, b, c, 0));
    }

    /** Whether it is a constant whose inverse is exact. */
    private boolean isPowerOfTwo(int position) {
        Instruction instruction = instructions.get(position);
        double size = Math.abs(instruction.constant());
        return instruction.operation() == Operation.CONSTANT
                && size >= Double.MIN_NORMAL
                && size <= 0x1p1022
                && size == Math.scalb(1.0, Math.getExponent(size));
    }

    public int add(int a, int b) {
        return emit(Operation.ADD, a, b);
    }

    public int subtract(int a, int b) {
        return emit(Operation.SUBTRACT, a, b);
    }

    public int multiply(int a, int b) {
        return emit(Operation.MULTIPLY, a, b);
    }

    /** a * b of numbers in two parts, rounded once. */
    public int product(Part a, Part b) {
        int rest = restOfProduct(a, b);
        return rest == Part.NONE ? multiply(a.result(), b.result()) : multiplyAdd(a.result(), b.result(), rest);
    }

    /** The same in two parts, where the factors are. */
    Part times(Part a, Part b) {
        int product = multiply(a.result(), b.result());
        int rest = restOfProduct(a, b);
        int rounding = rest == Part.NONE ? rest : multiplyAdd(a.result(), b.result(), negate(product));
        return new Part(product, rest == Part.NONE ? rest : add(rounding, rest));
    }

    /** What the second parts add to a product. */
    private int restOfProduct(Part a, Part b) {
        if (a.rest() == Part.NONE || b.rest() == Part.NONE) {
            return a.rest() == Part.NONE ? scaled(a.result(), b.rest()) : scaled(b.result(), a.rest());
        }
        return a.equals(b)
                ? multiply(add(a.result(), a.result()), a.rest())
                : multiplyAdd(a.result(), b.rest(), multiply(b.result(), a.rest()));
    }

    private int scaled(int factor, int rest) {
        return rest == Part.NONE ? rest : multiply(factor, rest);
    }

    /** a * b + c with one rounding. */
    public int multiplyAdd(int a, int b, int c) {
        return emit(Operation.FUSED_MULTIPLY_ADD, a, b, c);
    }

    public int divide(int a, int b) {
        return emit(Operation.DIVIDE, a, b);
    }

    public int negate(int a) {
        return emit(Operation.NEGATE, a);
    }

    public int abs(int a) {
        return emit(Operation.ABS, a);
    }

    public int less(int a, int b) {
        return emit(Operation.LESS, a, b);
    }

    public int greater(int a, int b) {
        return emit(Operation.GREATER, a, b);
    }

    public int select(int condition, int then, int otherwise) {
        return emit(Operation.SELECT, condition, then, otherwise);
    }

    public int constant(double value) {
        return add(Instruction.constant(value));
    }

    /** The number 2^exponent. */
    public int powerOfTwo(int exponent) {
        return constant(Math.scalb(1.0, exponent));
    }

    public int parameter(int position) {
        return add(Instruction.parameter(position));
    }

    /** SCORE or TARGET. */
    public int input(Operation operation) {
        return add(Instruction.input(operation));
    }

    public int input(int number) {
        return add(Instruction.input(number));
    }

    /** The same operation on other arguments. */
    public int copy(Instruction instruction, int a, int b, int c) {
        return switch (instruction.operation()) {
            case CONSTANT, PARAMETER, SCORE, TARGET, INPUT -> add(instruction);
            default ->
                emit(
                        instruction.operation(),
                        Arrays.copyOf(
                                new int[] {a, b, c}, instruction.operation().arguments()));
        };
    }

    private int add(Instruction instruction) {
        return positions.computeIfAbsent(instruction, added -> {
            instructions.add(added);
            return instructions.size() - 1;
        });
    }

    /** What is needed for the outputs, as a program. */
    public Program program(List<Integer> outputs, List<String> parameters) {
        return DeadCode.remove(
                new Program(List.copyOf(instructions), List.copyOf(outputs), List.copyOf(parameters), invariant()));
    }

    private boolean[] invariant() {
        boolean[] invariant = new boolean[instructions.size()];
        for (int i = 0; i < invariant.length; i++) {
            Instruction instruction = instructions.get(i);
            invariant[i] = !instruction.isInput()
                    && (instruction.a() < 0 || invariant[instruction.a()])
                    && (instruction.b() < 0 || invariant[instruction.b()])
                    && (instruction.c() < 0 || invariant[instruction.c()]);
        }
        return invariant;
    }
}
