package org.lossmith.kernel;

import java.util.ArrayList;
import java.util.List;

/** Emits polynomials. */
final class Polynomial {
    private Polynomial() {}

    /**
     * By Estrin's scheme, a shorter chain of dependent operations than Horner's: neighbours are joined, then pairs, then fours.
     *
     * @param coefficients from that of 1 upwards
     */
    static int emit(InstructionList list, double[] coefficients, int x) {
        List<Integer> parts = new ArrayList<>();
        for (double coefficient : coefficients) {
            parts.add(list.constant(coefficient));
        }
        int power = x;
        while (parts.size() > 1) {
            List<Integer> joined = new ArrayList<>();
            for (int i = 0; i < parts.size(); i += 2) {
                boolean pair = i + 1 < parts.size();
                joined.add(pair ? list.multiplyAdd(parts.get(i + 1), power, parts.get(i)) : parts.get(i));
            }
            parts = joined;
            power = list.multiply(power, power);
        }
        return parts.get(0);
    }
}
