package org.lossmith.learn.fit.objective;

import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;

/**
 * The score that is best when it is the same for every row: the mean for squared error, the median for absolute error.
 */
public final class ConstantMinimum {
    private static final int MOST_STEPS = 200;
    private static final int GRID = 64;
    /** Doubling a unit step this often covers every score at which doubles still tell losses apart. */
    private static final int MOST_DOUBLINGS = 64;

    private static final double VANISHED = 1e-6;
    /** A mean slope below this share of the rows' mean size of slope is their sum's rounding error. */
    private static final double ROUNDING = 1e-14;

    private final ConstantScore rows;

    private ConstantMinimum(ConstantScore rows) {
        this.rows = rows;
    }

    public static double of(ElementLoss loss, double[] target, double @Nullable [] weight) {
        if (target.length == 0) {
            throw new InputException("there are no rows, so no score is best; look at the file and at --where");
        }
        ConstantScore rows = new ConstantScore(loss, target, weight);
        ConstantMinimum search = new ConstantMinimum(rows);
        double guess = rows.guess();
        double unit = rows.unit();
        return loss.properties().convex() ? search.convex(guess, unit) : search.multimodal(guess, unit);
    }

    /** Brackets the sign change of the slope, then closes in. */
    private double convex(double guess, double unit) {
        double slope = rows.slope(guess);
        if (Double.isNaN(slope) || Math.abs(slope) <= ROUNDING * rows.push(guess)) {
            return guess;
        }
        double direction = slope > 0 ? -1 : 1;
        double near = guess;
        double step = unit;
        for (int doubling = 0; doubling < MOST_DOUBLINGS; doubling++) {
            double far = guess + direction * step;
            double farSlope = rows.slope(far);
            if (farSlope == 0 && Math.abs(rows.slope(near)) < VANISHED * Math.abs(slope)) {
                // The slope died out instead of changing sign: exp(-z) never reaches its minimum, a hinge does at once.
                break;
            }
            if (!(farSlope * direction < 0)) {
                return direction > 0 ? between(near, far) : between(far, near);
            }
            near = far;
            step *= 2;
        }
        return direction * Double.POSITIVE_INFINITY;
    }

    /** The slope is at most 0 at low and at least 0 at high. */
    private double between(double low, double high) {
        double a = low;
        double b = high;
        rows.narrow(a, b);
        double slopeA = rows.slope(a);
        double slopeB = rows.slope(b);
        for (int step = 0; step < MOST_STEPS; step++) {
            double width = b - a;
            double middle = a + width / 2;
            if (!(middle > a && middle < b)) {
                break;
            }
            double secant = a - slopeA * (width / (slopeB - slopeA));
            boolean usable = step % 3 != 2 && secant > a && secant < b && Double.isFinite(slopeB);
            double point = usable ? secant : middle;
            double slope = rows.slope(point);
            if (slope == 0) {
                return point;
            }
            if (slope < 0) {
                a = point;
                slopeA = slope;
            } else {
                b = point;
                slopeB = slope;
            }
            if (step % 3 == 2) {
                rows.narrow(a, b);
            }
        }
        return rows.mean(a) <= rows.mean(b) ? a : b;
    }

    /** A grid over the targets' range, then golden sections around its best point. */
    private double multimodal(double guess, double unit) {
        double[] points = rows.grid(GRID, guess, unit);
        int best = 0;
        double[] values = new double[points.length];
        for (int i = 0; i < points.length; i++) {
            values[i] = rows.mean(points[i]);
            best = values[i] < values[best] ? i : best;
        }
        double low = points[Math.max(0, best - 1)];
        double high = points[Math.min(points.length - 1, best + 1)];
        double ratio = (Math.sqrt(5) - 1) / 2;
        double left = high - ratio * (high - low);
        double right = low + ratio * (high - low);
        double valueLeft = rows.mean(left);
        double valueRight = rows.mean(right);
        for (int step = 0; step < MOST_STEPS && high - low > 1e-9 * (Math.abs(low) + Math.abs(high)); step++) {
            if (valueLeft <= valueRight) {
                high = right;
                right = left;
                valueRight = valueLeft;
                left = high - ratio * (high - low);
                valueLeft = rows.mean(left);
            } else {
                low = left;
                left = right;
                valueLeft = valueRight;
                right = low + ratio * (high - low);
                valueRight = rows.mean(right);
            }
        }
        double found = (low + high) / 2;
        return rows.mean(found) <= values[best] ? found : points[best];
    }
}
