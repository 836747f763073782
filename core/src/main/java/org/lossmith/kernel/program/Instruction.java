package org.lossmith.kernel.program;

/**
 * One step of a {@link Program}; its result is known by its position. Arguments are positions of earlier instructions, -1
 * where the operation takes fewer.
 *
 * @param constant the number of a {@code CONSTANT}, the parameter's position of a {@code PARAMETER}, the number
 *     of an {@code INPUT}, else 0
 */
public record Instruction(Operation operation, int a, int b, int c, double constant) {
    public static Instruction constant(double value) {
        return new Instruction(Operation.CONSTANT, -1, -1, -1, value);
    }

    static Instruction parameter(int position) {
        return new Instruction(Operation.PARAMETER, -1, -1, -1, position);
    }

    static Instruction input(Operation operation) {
        return new Instruction(operation, -1, -1, -1, 0);
    }

    static Instruction input(int number) {
        return new Instruction(Operation.INPUT, -1, -1, -1, number);
    }

    /** Positions of the arguments. */
    public int[] arguments() {
        int[] arguments = new int[operation.arguments()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = i == 0 ? a : i == 1 ? b : c;
        }
        return arguments;
    }

    /** The same with its arguments where they are now. */
    public Instruction moved(int[] moved) {
        return new Instruction(operation, a < 0 ? a : moved[a], b < 0 ? b : moved[b], c < 0 ? c : moved[c], constant);
    }

    public boolean isInput() {
        return operation == Operation.SCORE || operation == Operation.TARGET || operation == Operation.INPUT;
    }

    /** The score is input 0 and the target 1. */
    public int inputNumber() {
        return switch (operation) {
            case SCORE -> 0;
            case TARGET -> 1;
            case INPUT -> (int) constant;
            default -> throw new IllegalStateException(operation + " is no input");
        };
    }
}
