package org.lossmith.kernel.loop;

import java.util.Arrays;
import org.lossmith.kernel.program.Element;

/**
 * The sums of a loop over floats. Between blocks of rows they are kept at the end of scratch memory, before its last element, where stages find them again: a
 * float for each lane, then what rounding left off each, which is NaN where the sum is infinite or NaN, and does not count there.
 */
final class FloatSums {
    private FloatSums() {}

    /** What they take of scratch memory. */
    static int size(Element arithmetic, int lanes) {
        return arithmetic == Element.FLOAT ? 2 * lanes : 0;
    }

    /** Adds them to doubles, one for each lane, and makes them 0. */
    static void move(float[] scratch, double[] into) {
        int lanes = into.length;
        int first = scratch.length - 1 - size(Element.FLOAT, lanes);
        for (int i = 0; i < lanes; i++) {
            float sum = scratch[first + i];
            float lost = scratch[first + lanes + i];
            into[i] += Float.isNaN(lost) ? sum : (double) sum + lost;
        }
        Arrays.fill(scratch, first, first + 2 * lanes, 0);
    }
}
