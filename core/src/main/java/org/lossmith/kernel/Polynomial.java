package org.lossmith.kernel;

/** Emits polynomials. */
final class Polynomial {
    private Polynomial() {}

    /**
     * By pairs: a shorter chain of dependent operations than Horner's.
     *
     * @param coefficients from that of 1 upwards
     */
    static int emit(InstructionList list, double[] coefficients, int x) {
        int square = list.multiply(x, x);
        int sum = -1;
        for (int i = (coefficients.length - 1) / 2 * 2; i >= 0; i -= 2) {
            int low = list.constant(coefficients[i]);
            boolean pair = i + 1 < coefficients.length;
            int part = pair ? list.multiplyAdd(list.constant(coefficients[i + 1]), x, low) : low;
            sum = sum < 0 ? part : list.multiplyAdd(sum, square, part);
        }
        return sum;
    }
}
