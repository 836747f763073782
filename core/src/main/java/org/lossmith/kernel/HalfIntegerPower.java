package org.lossmith.kernel;

/** Emits powers with whole and half exponents as multiplications and a square root. */
final class HalfIntegerPower {
    private HalfIntegerPower() {}

    /** base^(twice/2) by repeated squaring, and one square root if {@code twice} is odd. */
    static int emit(InstructionList list, int base, int twice) {
        int magnitude = Math.abs(twice);
        int power = integer(list, base, magnitude / 2);
        if (magnitude % 2 == 1) {
            int root = list.emit(Operation.SQRT, base);
            power = magnitude == 1 ? root : list.multiply(power, root);
        }
        return twice < 0 ? list.divide(list.constant(1), power) : power;
    }

    private static int integer(InstructionList list, int base, int exponent) {
        if (exponent == 0) {
            return list.constant(1);
        }
        if (exponent == 1) {
            return base;
        }
        int half = integer(list, base, exponent / 2);
        int square = list.multiply(half, half);
        return exponent % 2 == 0 ? square : list.multiply(square, base);
    }
}
