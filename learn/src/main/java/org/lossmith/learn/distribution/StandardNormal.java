package org.lossmith.learn.distribution;

import org.lossmith.formula.SpecialFunctions;

/** The normal distribution with mean 0 and standard deviation 1. */
public final class StandardNormal {
    private static final double ROOT_TWO = Math.sqrt(2);

    private StandardNormal() {}

    /** The probability of a value above {@code x}, with all its digits where it is small. */
    public static double above(double x) {
        return 0.5 * SpecialFunctions.erfc(x / ROOT_TWO);
    }

    /** The value that is not exceeded with probability {@code p}. */
    public static double quantile(double p) {
        return -ROOT_TWO * SpecialFunctions.inverseErfc(2 * p);
    }
}
