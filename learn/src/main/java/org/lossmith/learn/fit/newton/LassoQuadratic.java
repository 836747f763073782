package org.lossmith.learn.fit.newton;

import org.jspecify.annotations.Nullable;
import org.lossmith.penalty.Bounds;

/**
 * Minimises {@code linear x + x' H x / 2 + sum l1[j] |x[j]|} within bounds exactly, by feature-sign search (Lee, Battle,
 * Raina and Ng 2006): the coefficients in play are solved for with their signs fixed, a coefficient that would change
 * its sign or pass a bound leaves at exactly 0 or the bound, and of those held there the one that violates its condition
 * most comes in. It starts from sweeps of coordinate descent, which find nearly all signs; what correlated columns leave
 * unfinished ends in a handful of Cholesky solves.
 */
public final class LassoQuadratic {
    private static final int SWEEPS = 300;
    /** After so many sweeps without a change of sign the exact solve takes over. */
    private static final int SETTLED_SWEEPS = 3;

    private static final double SWEEP_TOLERANCE = 1e-13;
    private static final double VIOLATION = 1e-11;

    private final double[] matrix;
    private final double[] linear;
    private final double[] l1;
    private final Bounds[] bounds;
    private final int size;
    private final double[] x;
    /** linear + H x. */
    private final double[] slope;

    /**
     * @param matrix H, row-major, positive definite
     * @param bounds of each coefficient
     * @param start where to begin, within the bounds
     */
    public LassoQuadratic(double[] matrix, double[] linear, double[] l1, Bounds[] bounds, double[] start) {
        this.matrix = matrix;
        this.linear = linear;
        this.l1 = l1;
        this.bounds = bounds;
        this.size = start.length;
        this.x = start.clone();
        this.slope = new double[size];
        refreshSlope();
    }

    public double[] solve() {
        sweeps();
        double scale = 0;
        for (int j = 0; j < size; j++) {
            scale = Math.max(scale, Math.max(Math.abs(linear[j]), l1[j]));
        }
        for (int round = 0; round < 20 * (size + 1); round++) {
            boolean settled = settle();
            int worst = worstHeld(VIOLATION * scale);
            if (settled && worst < 0) {
                break;
            }
            if (worst >= 0 && settled && !enter(worst)) {
                break;
            }
        }
        return x;
    }

    private void refreshSlope() {
        for (int j = 0; j < size; j++) {
            double sum = linear[j];
            for (int k = 0; k < size; k++) {
                sum += x[k] == 0 ? 0 : matrix[j * size + k] * x[k];
            }
            slope[j] = sum;
        }
    }

    private void sweeps() {
        int settled = 0;
        for (int sweep = 0; sweep < SWEEPS && settled < SETTLED_SWEEPS; sweep++) {
            settled++;
            double change = 0;
            double largest = 0;
            for (int j = 0; j < size; j++) {
                double curvature = matrix[j * size + j];
                double sign = Math.signum(x[j]);
                double delta = coordinate(j) - x[j];
                if (delta != 0) {
                    move(j, delta);
                }
                settled = Math.signum(x[j]) == sign ? settled : 0;
                change = Math.max(change, delta * delta * curvature);
                largest = Math.max(largest, x[j] * x[j] * curvature);
            }
            if (change <= SWEEP_TOLERANCE * largest) {
                return;
            }
        }
    }

    /** The best value of one coefficient, the others as they are. */
    private double coordinate(int j) {
        double curvature = matrix[j * size + j];
        double free = x[j] - slope[j] / curvature;
        double excess = Math.abs(free) - l1[j] / curvature;
        return excess > 0 ? bounds[j].clip(Math.copySign(excess, free)) : 0.0;
    }

    private void move(int j, double delta) {
        double next = x[j] + delta;
        x[j] = next == 0 ? 0.0 : next;
        for (int k = 0; k < size; k++) {
            slope[k] += delta * matrix[j * size + k];
        }
    }

    /** Whether a coefficient is where a kink or a bound can hold it. */
    private boolean held(int j) {
        return (x[j] == 0 && l1[j] > 0) || x[j] == bounds[j].lower() || x[j] == bounds[j].upper();
    }

    /** The held coefficient whose slope pulls it away by most, or -1. */
    private int worstHeld(double tolerance) {
        int worst = -1;
        double most = tolerance;
        for (int j = 0; j < size; j++) {
            double excess = held(j) ? pull(j) : 0;
            if (excess > most) {
                most = excess;
                worst = j;
            }
        }
        return worst;
    }

    /** By how much a coefficient's cost would fall for each unit that it moves, in the better allowed direction. */
    private double pull(int j) {
        double rising = x[j] < bounds[j].upper() ? -slope[j] - (x[j] < 0 ? -l1[j] : l1[j]) : 0;
        double falling = x[j] > bounds[j].lower() ? slope[j] - (x[j] > 0 ? -l1[j] : l1[j]) : 0;
        return Math.max(rising, falling);
    }

    private boolean enter(int j) {
        double delta = coordinate(j) - x[j];
        if (delta == 0) {
            return false;
        }
        move(j, delta);
        return true;
    }

    /** One exact solve with the present signs, cut short where a coefficient reaches zero or a bound; true if none did. */
    private boolean settle() {
        int[] free = new int[size];
        int count = 0;
        for (int j = 0; j < size; j++) {
            if (!held(j)) {
                free[count++] = j;
            }
        }
        double[] step = step(free, count);
        if (step == null) {
            return true;
        }
        double length = 1;
        int first = -1;
        for (int a = 0; a < count; a++) {
            double reached = step[a] == 0 ? length : (stop(free[a], step[a]) - x[free[a]]) / step[a];
            if (reached < length) {
                length = reached;
                first = a;
            }
        }
        for (int a = 0; a < count; a++) {
            int j = free[a];
            x[j] = a == first ? stop(j, step[a]) : bounds[j].clip(x[j] + length * step[a]);
        }
        refreshSlope();
        return first < 0;
    }

    /** Where a coefficient that moves in the step's direction meets its kink or its bound. */
    private double stop(int j, double step) {
        if (step > 0) {
            return l1[j] > 0 && x[j] < 0 ? 0.0 : bounds[j].upper();
        }
        return l1[j] > 0 && x[j] > 0 ? 0.0 : bounds[j].lower();
    }

    private double @Nullable [] step(int[] free, int count) {
        double[] part = new double[count * count];
        double[] right = new double[count];
        for (int a = 0; a < count; a++) {
            int j = free[a];
            right[a] = slope[j] + (l1[j] > 0 ? Math.copySign(l1[j], x[j]) : 0);
            for (int b = 0; b < count; b++) {
                part[a * count + b] = matrix[j * size + free[b]];
            }
        }
        double[] lower = QuadraticStep.cholesky(part, count);
        return lower == null ? null : QuadraticStep.solve(lower, count, right);
    }
}
