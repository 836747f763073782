package org.lossmith.learn.evaluate;

/**
 * A measured value with its 95% interval.
 *
 * <p>The interval says how much the value would move with other held-out rows from the same source, the fitted models
 * staying as they are. It leaves out that other training rows would give other models, so on small data it is too narrow
 * (Bates, Hastie and Tibshirani 2023, "Cross-validation: what does it estimate and how well does it do it?").
 */
public record Estimate(double value, double low, double high) {
    public Estimate {
        if (!(low <= value && value <= high)) {
            throw new IllegalArgumentException("an interval from " + low + " to " + high + " does not hold " + value);
        }
    }

    /** Whether the interval lies wholly on one side of zero. */
    public boolean excludesZero() {
        return low > 0 || high < 0;
    }
}
