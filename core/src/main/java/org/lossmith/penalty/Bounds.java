package org.lossmith.penalty;

import org.lossmith.InputException;

/**
 * What a coefficient may be: from {@code lower} to {@code upper}, 0 included, so that a penalty can always set it to
 * zero.
 *
 * @param lower at most 0, perhaps negative infinity
 * @param upper at least 0, perhaps infinity
 */
public record Bounds(double lower, double upper) {
    /** Any number. */
    public static final Bounds NONE = new Bounds(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    /** A score that never falls as the input grows. */
    public static final Bounds NON_NEGATIVE = new Bounds(0, Double.POSITIVE_INFINITY);

    /** A score that never rises as the input grows. */
    public static final Bounds NON_POSITIVE = new Bounds(Double.NEGATIVE_INFINITY, 0);

    /** Zero and nothing else: the input is left out. */
    public static final Bounds ZERO = new Bounds(0, 0);

    public Bounds {
        if (!(lower <= 0 && upper >= 0)) {
            throw new InputException("bounds on a coefficient must include 0, not be from " + PenaltyParser.text(lower)
                    + " to " + PenaltyParser.text(upper) + "; a lower bound of 0 makes it non-negative");
        }
        // -0.0 would give coefficients a sign that they do not have.
        lower = lower == 0 ? 0.0 : lower;
        upper = upper == 0 ? 0.0 : upper;
    }

    /** The nearest number within the bounds; NaN stays NaN. */
    public double clip(double coefficient) {
        return coefficient > upper ? upper : coefficient < lower ? lower : coefficient;
    }

    /** Whether any number is allowed. */
    public boolean none() {
        return lower == Double.NEGATIVE_INFINITY && upper == Double.POSITIVE_INFINITY;
    }
}
