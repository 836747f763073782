package org.lossmith.learn.fit;

/**
 * Steps to where the quadratic model plus penalty is lowest with the signs of the coefficients as they are, cut short where
 * one reaches zero, which then stays at exactly 0 (the idea of {@link LassoQuadratic}, with a factor that is kept). Where
 * columns in use repeat each other, coefficients are moved between them, which the loss does not see, until one is zero.
 */
final class SupportStep {
    /** Where more coefficients than this reach zero one after the other, a sweep finds the signs faster. */
    private static final int MOST_CUTS = 12;

    private final QuadraticModel model;
    private final SupportFactor factor;
    private final ScaledPenalty penalty;
    private final int[] set;
    private final int[] support;
    private final double[] ridge;
    private final int[] indexes;

    /**
     * @param indexes scratch, by the design's columns
     * @param set the design's columns that the model's coefficients belong to
     */
    SupportStep(QuadraticModel model, SupportFactor factor, ScaledPenalty penalty, int[] set, int[] indexes) {
        this.model = model;
        this.factor = factor;
        this.penalty = penalty;
        this.set = set;
        this.support = new int[set.length];
        this.ridge = new double[set.length];
        this.indexes = indexes;
        for (int a = 0; a < set.length; a++) {
            indexes[set[a]] = a;
        }
    }

    /** Moves the coefficients; returns whether they are now the best with their signs. */
    boolean settle(double[] x) {
        for (int cuts = 0; cuts < MOST_CUTS; cuts++) {
            int count = 0;
            for (int a = 0; a < x.length; a++) {
                if (x[a] != 0 || penalty.l1()[a] == 0) {
                    ridge[count] = 2 * penalty.l2()[a];
                    support[count++] = set[a];
                }
            }
            int dependent = factor.match(support, ridge, count);
            if (dependent >= 0) {
                if (!exchange(x, indexes[dependent])) {
                    return false;
                }
            } else if (!step(x)) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether a coefficient reached zero. */
    private boolean step(double[] x) {
        double[] step = new double[factor.size()];
        for (int k = 0; k < step.length; k++) {
            step[k] = -slope(x, indexes[factor.column(k)]);
        }
        factor.solve(step);
        return move(x, step, -1, 0, 1);
    }

    /** The derivative of model and penalty on this side of zero. */
    private double slope(double[] x, int a) {
        double sign = penalty.l1()[a] > 0 ? Math.copySign(penalty.l1()[a], x[a]) : 0;
        return model.slope(a) + 2 * penalty.l2()[a] * x[a] + sign;
    }

    /** Puts a column in the place of those that it is the sum of, or the other way round, whichever is cheaper. */
    private boolean exchange(double[] x, int dependent) {
        double[] step = factor.shares(set[dependent]);
        double slope = slope(x, dependent);
        for (int k = 0; k < step.length; k++) {
            step[k] = -step[k];
            slope += step[k] * slope(x, indexes[factor.column(k)]);
        }
        double side = slope > 0 ? -1 : 1;
        for (int k = 0; k < step.length; k++) {
            step[k] *= side;
        }
        return move(x, step, dependent, side, Double.POSITIVE_INFINITY);
    }

    /**
     * Goes along a step as far as the limit, but not past the first zero.
     *
     * @param step of the factor's columns
     * @param extra a coefficient that moves with them, or -1
     * @return whether a coefficient reached zero
     */
    private boolean move(double[] x, double[] step, int extra, double extraStep, double limit) {
        double length = limit;
        int first = -1;
        for (int k = extra < 0 ? 0 : -1; k < step.length; k++) {
            int a = k < 0 ? extra : indexes[factor.column(k)];
            double reached = -x[a] / (k < 0 ? extraStep : step[k]);
            if (penalty.l1()[a] > 0 && reached > 0 && reached < length) {
                length = reached;
                first = a;
            }
        }
        if (length == Double.POSITIVE_INFINITY) {
            return false;
        }
        int[] moved = new int[step.length + 1];
        double[] by = new double[step.length + 1];
        int count = 0;
        for (int k = extra < 0 ? 0 : -1; k < step.length; k++) {
            int a = k < 0 ? extra : indexes[factor.column(k)];
            double next = a == first ? 0.0 : x[a] + length * (k < 0 ? extraStep : step[k]);
            moved[count] = a;
            by[count++] = next - x[a];
            x[a] = next;
        }
        model.move(moved, by, count);
        return first >= 0;
    }
}
