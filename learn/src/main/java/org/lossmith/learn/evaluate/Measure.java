package org.lossmith.learn.evaluate;

import java.util.function.IntToDoubleFunction;

/**
 * A value computed from rows and how much each row moves it.
 *
 * @param value the measured value
 * @param influence per row, its share of (value - what is estimated) to first order; the shares sum to zero, and the sum of
 *     their squares is the variance of the value when rows are independent
 * @param scale the scale on which the value is nearest to normal
 * @param count for proportions the number of rows counted, otherwise the number of rows
 */
record Measure(double value, IntToDoubleFunction influence, Scale scale, double count) {
    enum Scale {
        /** Any number. */
        PLAIN,
        /** Never negative: the interval is symmetric in the logarithm. */
        POSITIVE,
        /** Never negative and often near 0 by its nature: the interval is symmetric, cut off at 0. */
        NON_NEGATIVE,
        /** From 0 to 1: Wilson's interval at the effective number of rows. */
        PROPORTION
    }

    /** One minus this. */
    Measure complement() {
        return new Measure(1 - value, row -> -influence.applyAsDouble(row), scale, count);
    }
}
