package org.lossmith.learn.distribution;

/** A symmetric distribution: {@code location + scale * e}, with e of one shape. */
public sealed interface Continuous extends Distribution permits Normal, Laplace, StudentT {
    double location();

    /** More than 0. */
    double scale();

    @Override
    default double mean() {
        return location();
    }

    @Override
    default double strictlyBelow(double x) {
        return below(x);
    }

    @Override
    default double get(Quantity quantity) {
        return switch (quantity) {
            case LOCATION -> location();
            case SCALE -> scale();
            case MEAN -> mean();
            case ZERO -> Double.NaN;
        };
    }
}
