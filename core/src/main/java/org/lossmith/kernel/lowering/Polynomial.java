package org.lossmith.kernel.lowering;

import java.util.Arrays;
import org.lossmith.kernel.program.InstructionList;

/** Emits polynomials. */
final class Polynomial {
    private Polynomial() {}

    /**
     * Neighbours are joined, and the pairs by Horner's scheme in x^2: half as long a chain of dependent operations as Horner's alone, for
     * one multiplication more.
     *
     * @param coefficients from that of 1 upwards
     */
    static int emit(InstructionList list, double[] coefficients, int x) {
        return emit(list, Arrays.stream(coefficients).mapToInt(list::constant).toArray(), x);
    }

    /** The same with coefficients that are results themselves. */
    static int emit(InstructionList list, int[] coefficients, int x) {
        int square = list.multiply(x, x);
        int sum = -1;
        for (int i = (coefficients.length - 1) / 2 * 2; i >= 0; i -= 2) {
            boolean pair = i + 1 < coefficients.length;
            int joined = pair ? list.multiplyAdd(coefficients[i + 1], x, coefficients[i]) : coefficients[i];
            sum = sum < 0 ? joined : list.multiplyAdd(sum, square, joined);
        }
        return sum;
    }
}
