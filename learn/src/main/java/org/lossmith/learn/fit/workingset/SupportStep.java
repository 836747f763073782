package org.lossmith.learn.fit.workingset;

import org.lossmith.learn.fit.newton.LassoQuadratic;
import org.lossmith.learn.fit.objective.ScaledPenalty;

/**
 * Steps to where the quadratic model plus penalty is lowest with the signs of the coefficients as they are, cut short where
 * one reaches zero, which then stays at exactly 0 (the idea of {@link LassoQuadratic}, with a factor that is kept). Where
 * columns in use repeat each other, coefficients are moved between them, which the loss does not see, until one is zero.
 */
final class SupportStep {
    /** Where more coefficients than this reach zero one after the other, a sweep finds the signs faster. */
    static final int MOST_CUTS = 12;

    private final QuadraticModel model;
    private final SupportFactor factor;
    private final ScaledPenalty penalty;
    private final int[] set;
    private final int[] support;
    private final double[] ridge;
    private final int[] indexes;
    /** The derivatives of model and penalty on this side of zero. */
    private final double[] slope;

    /** How far the last step went, as a share of it. */
    private double length;
    /** Where the model's coefficients are. */
    private final double[] from;

    private final int[] moved;
    private final double[] by;

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
        this.slope = new double[set.length];
        this.from = new double[set.length];
        this.moved = new int[set.length];
        this.by = new double[set.length];
        for (int a = 0; a < set.length; a++) {
            indexes[set[a]] = a;
        }
    }

    /** Moves the coefficients; returns whether they are now the best with their signs. */
    boolean settle(double[] x) {
        System.arraycopy(x, 0, from, 0, x.length);
        for (int a = 0; a < x.length; a++) {
            slope[a] = slope(x, a);
        }
        factor.renew();
        for (int cuts = 0; cuts < MOST_CUTS; cuts++) {
            int count = 0;
            for (int a = 0; a < x.length; a++) {
                if (x[a] != 0 || penalty.l1()[a] == 0) {
                    ridge[count] = 2 * penalty.l2()[a];
                    support[count++] = set[a];
                }
            }
            int dependent = factor.match(support, ridge, count, column -> -slope[indexes[column]]);
            if (dependent >= 0) {
                moveModel(x);
                if (!exchange(x, indexes[dependent])) {
                    return false;
                }
                moveModel(x);
                for (int a = 0; a < x.length; a++) {
                    slope[a] = slope(x, a);
                }
                factor.renew();
            } else if (!step(x)) {
                moveModel(x);
                return true;
            }
        }
        moveModel(x);
        return false;
    }

    /** Takes the model to where the coefficients are. */
    private void moveModel(double[] x) {
        int count = 0;
        for (int a = 0; a < x.length; a++) {
            if (x[a] != from[a]) {
                moved[count] = a;
                by[count++] = x[a] - from[a];
                from[a] = x[a];
            }
        }
        model.move(moved, by, count);
    }

    /** Returns whether a coefficient reached zero. */
    private boolean step(double[] x) {
        boolean cut = move(x, factor.solution(), -1, 0, 1);
        // A step solves for these slopes, so each keeps the share that the step was cut short by.
        for (int k = 0; cut && k < factor.size(); k++) {
            slope[indexes[factor.column(k)]] *= 1 - length;
        }
        factor.scale(1 - length);
        return cut;
    }

    /** The derivative of model and penalty on this side of zero. */
    private double slope(double[] x, int a) {
        double sign = penalty.l1()[a] > 0 ? Math.copySign(penalty.l1()[a], x[a]) : 0;
        return model.slope(a) + 2 * penalty.l2()[a] * x[a] + sign;
    }

    /** Puts a column in the place of those that it is the sum of, or the other way round, whichever is cheaper. */
    private boolean exchange(double[] x, int dependent) {
        double[] shares = factor.shares(set[dependent]);
        double rising = slope(x, dependent);
        for (int k = 0; k < shares.length; k++) {
            shares[k] = -shares[k];
            rising += shares[k] * slope(x, indexes[factor.column(k)]);
        }
        double side = rising > 0 ? -1 : 1;
        for (int k = 0; k < shares.length; k++) {
            shares[k] *= side;
        }
        return move(x, shares, dependent, side, Double.POSITIVE_INFINITY);
    }

    /**
     * Goes along a step as far as the limit, but not past the first zero.
     *
     * @param step of the factor's columns
     * @param extra a coefficient that moves with them, or -1
     * @return whether a coefficient reached zero
     */
    private boolean move(double[] x, double[] step, int extra, double extraStep, double limit) {
        length = limit;
        int first = -1;
        for (int k = extra < 0 ? 0 : -1; k < factor.size(); k++) {
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
        for (int k = extra < 0 ? 0 : -1; k < factor.size(); k++) {
            int a = k < 0 ? extra : indexes[factor.column(k)];
            x[a] = a == first ? 0.0 : x[a] + length * (k < 0 ? extraStep : step[k]);
        }
        return first >= 0;
    }
}
