package org.lossmith.learn.distribution;

import org.lossmith.formula.SpecialFunctions;

/**
 * Counts of a mean so large that they are continuous, and that the incomplete functions would take too many terms: a gamma
 * distribution of the same mean and variance, or where that is nearly normal too, a normal one corrected for skewness
 * (Cornish and Fisher 1937). Good to about 1e-5 standard deviations.
 *
 * @param shape the mean divided by the standard deviation, squared
 */
record LargeCounts(double mean, double shape, double skewness) {
    /** The mean from which this is good enough. */
    static final double FROM = 1e8;

    private static final double NEARLY_NORMAL = 1e7;

    double upTo(double count) {
        return shape > NEARLY_NORMAL
                ? StandardNormal.above(-normal(count))
                : SpecialFunctions.regularisedGammaLower(shape, shape * ((count + 0.5) / mean));
    }

    double beyond(double count) {
        return shape > NEARLY_NORMAL
                ? StandardNormal.above(normal(count))
                : SpecialFunctions.regularisedGammaUpper(shape, shape * ((count + 0.5) / mean));
    }

    /** The normal value that is exceeded as often as the count. */
    private double normal(double count) {
        double d = (count + 0.5 - mean) / mean * Math.sqrt(shape);
        return d - skewness * (d * d - 1) / 6;
    }
}
