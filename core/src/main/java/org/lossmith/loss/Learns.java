package org.lossmith.loss;

/** What the best prediction of a loss is, given the distribution of the target. */
public enum Learns {
    MEAN,
    MEDIAN,
    QUANTILE,
    EXPECTILE,
    MODE,
    PROBABILITY,
    /** The label that is more likely, without its probability. */
    CLASS,
    /** Between the mean and the median, or another robust centre. */
    CENTRE,
    UNKNOWN
}
