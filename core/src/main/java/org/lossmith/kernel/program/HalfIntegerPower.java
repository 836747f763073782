package org.lossmith.kernel.program;

/** Emits powers with whole and half exponents as multiplications and a square root. */
public final class HalfIntegerPower {
    private final InstructionList list;

    private HalfIntegerPower(InstructionList list) {
        this.list = list;
    }

    /**
     * (base + rest)^(twice/2) by repeated squaring, and one square root if {@code twice} is odd. A power multiplies what rounding
     * left off its base, so where that is known it is taken along, and so is what rounding leaves off the products.
     *
     * @param rest -1 where there is none
     */
    public static int emit(InstructionList list, int base, int rest, int twice) {
        int magnitude = Math.abs(twice);
        int power = new HalfIntegerPower(list).power(new Part(base, rest), magnitude);
        return twice < 0 ? list.divide(list.constant(1), power) : power;
    }

    private int power(Part base, int twice) {
        int whole = twice / 2;
        if (twice % 2 == 0) {
            return whole == 0 ? list.constant(1) : rounded(whole, base);
        }
        int root = list.emit(Operation.SQRT, base.result());
        return whole == 0 ? root : list.product(integer(base, whole), new Part(root, Part.NONE));
    }

    private int rounded(int exponent, Part base) {
        if (exponent == 1) {
            return base.result();
        }
        Part half = integer(base, exponent / 2);
        return exponent % 2 == 0 ? list.product(half, half) : list.product(list.times(half, half), base);
    }

    private Part integer(Part base, int exponent) {
        if (exponent == 1) {
            return base;
        }
        Part half = integer(base, exponent / 2);
        Part square = list.times(half, half);
        return exponent % 2 == 0 ? square : list.times(square, base);
    }
}
