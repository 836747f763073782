package org.lossmith.kernel;

/**
 * One step of a {@link Program}; its result is known by its position. Arguments are positions of earlier instructions, -1
 * where the operation takes fewer.
 *
 * @param constant the number of a {@code CONSTANT}, the parameter's position of a {@code PARAMETER}, else 0
 */
record Instruction(Operation operation, int a, int b, int c, double constant) {
    static Instruction constant(double value) {
        return new Instruction(Operation.CONSTANT, -1, -1, -1, value);
    }

    static Instruction parameter(int position) {
        return new Instruction(Operation.PARAMETER, -1, -1, -1, position);
    }

    static Instruction input(Operation operation) {
        return new Instruction(operation, -1, -1, -1, 0);
    }
}
