package org.lossmith.learn.fit;

import org.jspecify.annotations.Nullable;

/**
 * A loss that is {@code above (target - score)} where the target is above the score and {@code below (score - target)}
 * where it is below: absolute error, quantiles, and every formula that comes to the same.
 *
 * @param above cost of each unit that the target lies above the score, positive
 * @param below cost of each unit that it lies below, positive
 */
record PinballLoss(double above, double below) {
    /** So many targets are tried. */
    private static final int TRIED = 200;
    /** Distances from the target, in its own size: between the ends a convex loss with equal slopes is a straight line. */
    private static final double[] DISTANCES = {1e-6, 1, 1e6};
    /** Two slopes that differ by less are the same but for rounding. */
    private static final double ROUNDING = 1e-12;

    /** The slopes of this loss, or null if it is no such loss at these targets. */
    static @Nullable PinballLoss of(FitLoss loss, double[] targets) {
        boolean candidate =
                loss instanceof ElementLoss element && element.properties().piecewiseLinear() && element.convex();
        if (!candidate || targets.length == 0) {
            return null;
        }
        ElementLoss element = (ElementLoss) loss;
        int count = Math.min(TRIED, targets.length);
        double[] target = new double[count];
        for (int i = 0; i < count; i++) {
            target[i] = targets[(int) ((long) i * targets.length / count)];
        }
        @Nullable Double above = slope(element, target, -1);
        @Nullable Double below = slope(element, target, 1);
        return above != null && below != null && above > 0 && below > 0 && zeroAtTarget(element, target)
                ? new PinballLoss(above, below)
                : null;
    }

    /** The one slope away from the target on a side, or null if it varies. */
    private static @Nullable Double slope(ElementLoss loss, double[] target, int side) {
        int count = target.length;
        double[] score = new double[count];
        double[] gradient = new double[count];
        double slope = Double.NaN;
        for (double distance : DISTANCES) {
            for (int i = 0; i < count; i++) {
                score[i] = target[i] + side * distance * Math.max(1e-3, Math.abs(target[i]));
            }
            loss.sumGradient(score, target, null, gradient, 0, count);
            slope = Double.isNaN(slope) ? side * gradient[0] : slope;
            for (double entry : gradient) {
                if (!(Math.abs(side * entry - slope) <= ROUNDING * Math.abs(slope))) {
                    return null;
                }
            }
        }
        return slope;
    }

    private static boolean zeroAtTarget(ElementLoss loss, double[] target) {
        double[] value = new double[target.length];
        loss.values(target, target, value, 0, target.length);
        for (double entry : value) {
            if (entry != 0) {
                return false;
            }
        }
        return true;
    }

    /** The loss of a residual {@code target - score}. */
    double value(double residual) {
        return residual > 0 ? above * residual : -below * residual;
    }
}
