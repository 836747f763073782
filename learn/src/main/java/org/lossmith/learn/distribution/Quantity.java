package org.lossmith.learn.distribution;

/** A number that describes a distribution. */
public enum Quantity {
    /** The centre of symmetry, which is the median. */
    LOCATION("location"),
    /** What deviations from the location are measured in, in the target's unit. */
    SCALE("scale"),
    MEAN("mean"),
    /** The probability that a count is 0. */
    ZERO("probability=0");

    private final String column;

    Quantity(String column) {
        this.column = column;
    }

    /** The name of its column among predictions. */
    public String column() {
        return column;
    }
}
