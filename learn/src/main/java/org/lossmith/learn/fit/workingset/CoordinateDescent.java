package org.lossmith.learn.fit.workingset;

import org.jspecify.annotations.Nullable;
import org.lossmith.learn.fit.objective.GapWithinReach;
import org.lossmith.learn.fit.objective.ScaledPenalty;

/**
 * Minimises a quadratic model plus penalty: sweeps over the coefficients find which are zero and the signs of the others,
 * exact steps with those signs do the rest. Where no such steps can be had, sweeps alone do it, extrapolated every few.
 */
final class CoordinateDescent {
    private static final int MOST_SWEEPS = 1000;
    /** A smaller move of a coefficient is rounding. */
    private static final double ROUNDING = 1e-13;
    /** Up to this many coefficients about to leave zero, as a share of those that are not zero, mostly stay there. */
    private static final double CROWD = 0.25;

    /** The gap, which takes half as long as a sweep, is looked at where it is likely to be less than so many times what is enough. */
    private static final double NEARLY = 1.5;

    private static final double NEXT_TO_NOTHING = 1e-200;

    private final QuadraticModel model;
    private final ScaledPenalty penalty;
    private final double[] start;
    private final double[] gradient;
    private final double[] x;
    private final double reach;
    /** By how much the last sweep lowered model and penalty at least; what is left then is mostly more than that. */
    private double fallen;
    /** The gap when it was looked at last, and by how much the sweep before had lowered them. */
    private double lastGap;

    private double fallenThen;

    /**
     * @param penalty on the model's coefficients
     * @param start where the model's coefficients are
     * @param gradient the model's slopes there
     * @param reach see {@link GapWithinReach}
     */
    CoordinateDescent(QuadraticModel model, ScaledPenalty penalty, double[] start, double[] gradient, double reach) {
        this.model = model;
        this.penalty = penalty;
        this.start = start;
        this.gradient = gradient;
        this.x = start.clone();
        this.reach = reach;
    }

    /**
     * The coefficients once the model's duality gap is no more than this.
     *
     * @param expected what the slopes are likely to be at the end, with the coefficients that are zero held there, if known
     */
    double[] solve(double enough, @Nullable SupportStep exact, double @Nullable [] expected) {
        Extrapolation extrapolation = new Extrapolation();
        boolean calm = exact != null && !crowded();
        if (calm && expected != null) {
            enter(expected);
        }
        int pause = 1;
        int waited = 0;
        for (int sweep = 1; sweep <= MOST_SWEEPS; sweep++) {
            if (exact != null && calm) {
                calm = exact.settle(x);
                if (calm && gap() <= enough) {
                    break;
                }
                extrapolation = new Extrapolation();
                pause = calm ? pause : 2 * pause;
                waited = 0;
            }
            boolean settled = calm;
            int changed = sweep();
            calm = exact != null && changed <= SupportStep.MOST_CUTS && ++waited >= pause;
            if (settled) {
                continue;
            }
            if (extrapolation.add(x)) {
                double[] combined = extrapolation.combined();
                if (combined != null) {
                    tryPoint(combined);
                }
                extrapolation.add(x);
            }
            if (fallen == 0 || (mayBeEnough(enough) && gap() <= enough)) {
                break;
            }
        }
        return x;
    }

    /** Takes coefficients off zero, by next to nothing, that are likely to leave it: exact steps move them on. */
    private void enter(double[] expected) {
        for (int a = 0; a < x.length; a++) {
            if (x[a] == 0 && Math.abs(expected[a]) > penalty.l1()[a]) {
                x[a] = -Math.copySign(NEXT_TO_NOTHING, expected[a]);
            }
        }
    }

    /** Whether so many coefficients are about to leave zero that their signs had better be found before an exact step. */
    private boolean crowded() {
        int support = 0;
        int entering = 0;
        for (int a = 0; a < x.length; a++) {
            support += x[a] != 0 ? 1 : 0;
            entering += x[a] == 0 && Math.abs(gradient[a]) > penalty.l1()[a] ? 1 : 0;
        }
        return entering > Math.max(SupportStep.MOST_CUTS, CROWD * support);
    }

    /** Returns how many coefficients changed their signs, zero being one of them. */
    private int sweep() {
        int changed = 0;
        fallen = 0;
        for (int a = 0; a < x.length; a++) {
            double curvature = model.curvature(a);
            double next = penalty.minimum(a, x[a], model.slope(a), curvature);
            double by = next - x[a];
            if (Math.abs(by) > ROUNDING * Math.abs(x[a])) {
                model.move(a, by);
                fallen += 0.5 * curvature * by * by;
                changed += Math.signum(next) == Math.signum(x[a]) ? 0 : 1;
                x[a] = next;
            }
        }
        return changed;
    }

    /** Slopes, and with them the gap, fall about as the root of what a sweep gains. */
    private boolean mayBeEnough(double enough) {
        return fallen <= enough && !(lastGap * Math.sqrt(fallen / fallenThen) > NEARLY * enough);
    }

    private double gap() {
        double[] slopes = new double[x.length];
        for (int a = 0; a < x.length; a++) {
            slopes[a] = model.slope(a);
        }
        lastGap = GapWithinReach.of(penalty, x, slopes, reach);
        fallenThen = fallen;
        return lastGap;
    }

    /** Goes to a point if that is lower; zeros stay. */
    private void tryPoint(double[] point) {
        double before = value();
        double[] old = x.clone();
        model.mark();
        for (int a = 0; a < x.length; a++) {
            double next = old[a] == 0 ? 0.0 : point[a];
            if (next != x[a]) {
                model.move(a, next - x[a]);
                x[a] = next;
            }
        }
        if (!(value() < before)) {
            model.back();
            System.arraycopy(old, 0, x, 0, x.length);
        }
    }

    /** Model and penalty, less what they are at the start without the penalty. */
    private double value() {
        double[] moved = new double[x.length];
        for (int a = 0; a < x.length; a++) {
            moved[a] = x[a] - start[a];
        }
        return model.risen(moved, gradient) + penalty.value(x);
    }
}
