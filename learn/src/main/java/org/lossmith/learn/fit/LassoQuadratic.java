package org.lossmith.learn.fit;

import org.jspecify.annotations.Nullable;

/**
 * Minimises {@code linear x + x' H x / 2 + sum l1[j] |x[j]|} exactly, by feature-sign search (Lee, Battle, Raina and Ng
 * 2006): the coefficients in play are solved for with their signs fixed, a coefficient that would change its sign
 * leaves at exactly 0, and the one that violates its condition most comes in. It starts from sweeps of coordinate
 * descent, which find nearly all signs; what correlated columns leave unfinished ends in a handful of Cholesky solves.
 */
final class LassoQuadratic {
    private static final int SWEEPS = 300;
    /** After so many sweeps without a change of sign the exact solve takes over. */
    private static final int SETTLED_SWEEPS = 3;

    private static final double SWEEP_TOLERANCE = 1e-13;
    private static final double VIOLATION = 1e-11;

    private final double[] matrix;
    private final double[] linear;
    private final double[] l1;
    private final int size;
    private final double[] x;
    /** linear + H x. */
    private final double[] slope;

    /** @param start where to begin; H is the matrix, row-major, positive definite */
    LassoQuadratic(double[] matrix, double[] linear, double[] l1, double[] start) {
        this.matrix = matrix;
        this.linear = linear;
        this.l1 = l1;
        this.size = start.length;
        this.x = start.clone();
        this.slope = new double[size];
        refreshSlope();
    }

    double[] solve() {
        sweeps();
        double scale = 0;
        for (int j = 0; j < size; j++) {
            scale = Math.max(scale, Math.max(Math.abs(linear[j]), l1[j]));
        }
        for (int round = 0; round < 20 * (size + 1); round++) {
            boolean settled = settle();
            int worst = worstZero(VIOLATION * scale);
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
        return excess > 0 ? Math.copySign(excess, free) : 0.0;
    }

    private void move(int j, double delta) {
        double next = x[j] + delta;
        x[j] = next == 0 ? 0.0 : next;
        for (int k = 0; k < size; k++) {
            slope[k] += delta * matrix[j * size + k];
        }
    }

    /** The coefficient at zero whose slope its l1 cannot hold by most, or -1. */
    private int worstZero(double tolerance) {
        int worst = -1;
        double most = tolerance;
        for (int j = 0; j < size; j++) {
            double excess = Math.abs(slope[j]) - l1[j];
            if (x[j] == 0 && l1[j] > 0 && excess > most) {
                most = excess;
                worst = j;
            }
        }
        return worst;
    }

    private boolean enter(int j) {
        double delta = coordinate(j) - x[j];
        if (delta == 0) {
            return false;
        }
        move(j, delta);
        return true;
    }

    /** One exact solve with the present signs, cut short where a coefficient reaches zero; true if none did. */
    private boolean settle() {
        int[] free = new int[size];
        int count = 0;
        for (int j = 0; j < size; j++) {
            if (x[j] != 0 || l1[j] == 0) {
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
            int j = free[a];
            double reached = -x[j] / step[a];
            if (l1[j] > 0 && reached > 0 && reached < length) {
                length = reached;
                first = j;
            }
        }
        for (int a = 0; a < count; a++) {
            int j = free[a];
            x[j] = j == first ? 0.0 : x[j] + length * step[a];
        }
        refreshSlope();
        return first < 0;
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
