package org.lossmith.learn.distribution;

/** What is known of one number before it is seen. */
public sealed interface Distribution permits Continuous, Counts {
    /** NaN where there is none. */
    double mean();

    /** The probability of a number of at most {@code x}. */
    double below(double x);

    /** The probability of a number less than {@code x}: of counts without x itself. */
    double strictlyBelow(double x);

    /**
     * The smallest number that is not exceeded with a probability of at least {@code p}.
     *
     * @param p more than 0, less than 1
     */
    double quantile(double p);

    /** NaN for a quantity that this kind of distribution does not have. */
    double get(Quantity quantity);
}
