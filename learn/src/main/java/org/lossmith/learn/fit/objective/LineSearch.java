package org.lossmith.learn.fit.objective;

/**
 * Chooses the length of a step. With values that belong to the slopes it backtracks to a sufficient decrease (Armijo).
 * A smoothed objective has slopes only: then the zero of the slope is bracketed, and where a convex objective still
 * falls it has fallen all the way.
 */
public final class LineSearch {
    private static final double ARMIJO = 1e-4;
    /**
     * Near the optimum values differ by rounding alone; then the slope decides (Hager and Zhang 2005, approximate
     * Wolfe).
     */
    static final double VALUE_ROUNDING = 1e-13;

    private static final double RISING = 0.1;
    private static final double FALLING = 0.5;
    private static final int MOST_TRIALS = 40;
    private static final int MOST_BRACKETINGS = 14;
    private static final double SMALLEST_STEP = 1e-12;

    private final double before;
    private final double slope;
    private final RowModel model;
    private double low;
    private double lowSlope;
    private double high = Double.POSITIVE_INFINITY;
    private double highSlope = Double.NaN;
    private int trials;

    /**
     * @param before the objective at length 0
     * @param slope its derivative along the step there, negative
     */
    public LineSearch(double before, double slope, RowModel model) {
        this.before = before;
        this.slope = slope;
        this.lowSlope = slope;
        this.model = model;
    }

    public boolean exhausted(double step) {
        return step < SMALLEST_STEP || trials >= MOST_TRIALS || (low > 0 && trials >= MOST_BRACKETINGS);
    }

    /** A length at which the objective had fallen, or 0. */
    public double fallback() {
        return low;
    }

    /** @param arrival the derivative along the step at this length */
    public boolean accepts(double step, boolean finite, double after, double arrival) {
        trials++;
        if (!finite) {
            high = step;
            highSlope = Double.NaN;
            return false;
        }
        boolean accepted = model.exact() ? decreased(step, after, arrival) : balanced(after, arrival);
        if (!accepted) {
            boolean fallen = !model.exact() && arrival <= 0 && (model.convex() || after <= before);
            if (fallen) {
                low = step;
                lowSlope = arrival;
            } else {
                high = step;
                highSlope = arrival;
            }
        }
        return accepted;
    }

    private boolean decreased(double step, double after, double arrival) {
        double rounding = VALUE_ROUNDING * Math.abs(before);
        return after <= before + ARMIJO * step * slope || (after <= before + rounding && arrival <= -0.9 * slope);
    }

    private boolean balanced(double after, double arrival) {
        if (!model.convex() && after > before) {
            return false;
        }
        boolean stillFalling = arrival < FALLING * slope && high < Double.POSITIVE_INFINITY;
        return arrival <= -RISING * slope && !stillFalling;
    }

    /** The next length to try: where the slope would be zero if it changed evenly, kept off the ends of the bracket. */
    public double next() {
        double width = high - low;
        boolean usable = highSlope > 0 && trials % 3 != 0;
        double share = usable ? -lowSlope / (highSlope - lowSlope) : low > 0 ? 0.5 : 0.25;
        return low + width * Math.max(0.05, Math.min(0.8, share));
    }
}
