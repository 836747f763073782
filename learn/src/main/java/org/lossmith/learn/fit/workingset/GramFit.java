package org.lossmith.learn.fit.workingset;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.fit.design.DesignColumns;
import org.lossmith.learn.fit.design.WeightedGram;
import org.lossmith.learn.fit.design.Workers;
import org.lossmith.learn.fit.objective.FitScale;
import org.lossmith.learn.fit.objective.GapWithinReach;
import org.lossmith.learn.fit.objective.ScaledPenalty;
import org.lossmith.learn.fit.problem.Solution;

/**
 * Fits a quadratic loss under one penalty of a path after the other without a look at the rows: the Gram matrix of some columns says
 * how their slopes change. Of the other columns, which stay at zero, it says nothing, and neither do its sums of rounding errors
 * count: a look at the rows ({@link Certifier}) follows each fit, from whose slopes those after it are counted.
 */
final class GramFit {
    /** Columns whose slopes are likely to be beyond this share of l1 are held. */
    private static final double NEAR = 0.93;

    private static final int MOST_ROUNDS = 30;

    private final FitScale scale;
    private final double[] curvature;
    private final WeightedGram gram;
    private final SupportFactor factor;
    private final int[] indexes;
    private final int[] wanted;
    /** What the factor has on its diagonal. */
    private double[] ridge = new double[0];

    private double[] parameters = new double[0];
    private double mean;
    /** The slopes by the columns that are held, by their positions: now, and before the last fit. */
    private double[] slopes = new double[0];

    private double[] before = new double[0];
    /** The last solution that was looked at, and the one before if that belongs to the penalty before. */
    private @Nullable Solution seen;

    private @Nullable Solution older;

    /** @param curvature of the rows */
    GramFit(DesignColumns columns, double[] curvature, FitScale scale, Workers workers) {
        this.scale = scale;
        this.curvature = curvature;
        this.gram = new WeightedGram(columns, workers);
        this.factor = new SupportFactor(gram, columns.count());
        this.indexes = new int[columns.count()];
        this.wanted = new int[columns.count() + 1];
    }

    /**
     * Starts anew from a solution with the loss's slopes by all columns, holding those that a penalty may need there. Returns whether
     * there is room.
     */
    boolean backTo(Solution at, ScaledPenalty penalty) {
        parameters = at.at().parameters().clone();
        mean = at.at().loss();
        seen = at;
        older = null;
        double[] gradient = at.at().gradient();
        int count = near(gradient, gradient, 0, penalty);
        if (gram.size() + gram.missing(wanted, count) > RestrictedNewton.MOST_GRAM_COLUMNS) {
            return false;
        }
        if (gram.empty()) {
            gram.renew(curvature, wanted, count);
        } else {
            gram.include(wanted, count);
        }
        slopes = held(gradient);
        before = slopes;
        return true;
    }

    /** Columns in use, without a penalty, or with slopes close to l1 as they are at the later point or some way beyond. */
    private int near(double[] later, double[] earlier, double share, ScaledPenalty penalty) {
        double[] l1 = penalty.l1();
        int count = 0;
        for (int j = 0; j < later.length; j++) {
            double beyond = later[j] + share * (later[j] - earlier[j]);
            // Without a branch: which they are nothing could foresee.
            wanted[count] = j;
            count += parameters[j] != 0 | l1[j] == 0 | !(Math.abs(beyond) <= NEAR * l1[j]) ? 1 : 0;
        }
        return count;
    }

    private double[] held(double[] byColumn) {
        double[] result = new double[gram.size()];
        for (int at = 0; at < result.length; at++) {
            result[at] = byColumn[gram.column(at)];
        }
        return result;
    }

    /**
     * Makes room for the columns that a penalty to come is likely to need, if they are missing.
     *
     * @param share how much farther than from the solution before the last one that was seen to that the penalty's is, 0 if not known
     * @return writes their lines of the Gram matrix; to be followed by {@link #accept}
     */
    Runnable prepare(ScaledPenalty penalty, double share) {
        Solution last = seen;
        if (last == null) {
            throw new IllegalStateException("no start");
        }
        double[] later = last.at().gradient();
        Solution first = older;
        int count = near(later, first == null ? later : first.at().gradient(), share, penalty);
        boolean large = gram.size() + gram.missing(wanted, count) > RestrictedNewton.MOST_GRAM_COLUMNS;
        return gram.prepare(wanted, large ? 0 : count);
    }

    /** Holds what was prepared. */
    void accept() {
        gram.accept();
    }

    /** The columns that are held or about to be. */
    int[] columns() {
        return gram.columns();
    }

    double[] parameters() {
        return parameters;
    }

    /**
     * Takes over the loss's slopes by all columns at the solution before the last fit. Returns whether the last fit has to be
     * {@link #resume}d, as columns that are held from here on violate their condition there.
     */
    boolean learn(Solution at, ScaledPenalty last) {
        double[] gradient = at.at().gradient();
        double[] old = at.at().parameters();
        double[] certain = held(gradient);
        double[] now = new double[certain.length];
        double[] moved = new double[slopes.length];
        for (int k = 0; k < slopes.length; k++) {
            now[k] = certain[k] + (slopes[k] - before[k]);
            int j = gram.column(k);
            moved[k] = parameters[j] - old[j];
        }
        boolean violated = false;
        for (int k = slopes.length; k < now.length; k++) {
            now[k] = certain[k] + gram.arithmetic().dot(gram.line(k), moved, moved.length);
            violated |= !(Math.abs(now[k]) <= last.l1()[gram.column(k)]);
        }
        slopes = now;
        before = certain;
        older = seen;
        seen = at;
        return violated;
    }

    /**
     * Goes to the minimum over the columns that are held.
     *
     * @param share how much farther than from the solution before the last one to that the next is, 0 if not known
     * @return steps taken
     */
    int minimise(ScaledPenalty penalty, double share, double tolerance, int mostSteps) {
        if (!Arrays.equals(ridge, penalty.l2())) {
            factor.clear();
            ridge = penalty.l2();
        }
        double[] earlier = before;
        before = slopes.clone();
        int[] set = set(penalty);
        double[] expected = share == 0 ? null : expected(set, earlier, share);
        boolean more = step(penalty.of(set, set.length), set, expected, tolerance);
        return more ? 1 + resume(penalty, tolerance, mostSteps - 1) : 0;
    }

    /** Goes on to the minimum under the same penalty; returns steps taken. */
    int resume(ScaledPenalty penalty, double tolerance, int mostSteps) {
        int most = Math.min(MOST_ROUNDS, mostSteps);
        for (int step = 0; step < most; step++) {
            int[] set = set(penalty);
            if (!step(penalty.of(set, set.length), set, null, tolerance)) {
                return step;
            }
        }
        return Math.max(0, most);
    }

    private int[] set(ScaledPenalty penalty) {
        double[] l1 = penalty.l1();
        int[] set = new int[slopes.length + 1];
        int size = 0;
        for (int k = 0; k < slopes.length; k++) {
            int j = gram.column(k);
            set[size] = j;
            size += parameters[j] != 0 | l1[j] == 0 | !(Math.abs(slopes[k]) <= l1[j]) ? 1 : 0;
        }
        return Arrays.copyOf(set, size);
    }

    private double[] expected(int[] set, double[] earlier, double share) {
        double[] result = new double[set.length];
        for (int a = 0; a < set.length; a++) {
            int at = gram.position(set[a]);
            result[a] = slopes[at] + share * (slopes[at] - earlier[at]);
        }
        return result;
    }

    /** Returns whether there was anything to do. */
    private boolean step(ScaledPenalty penalty, int[] set, double @Nullable [] expected, double tolerance) {
        double[] x = new double[set.length];
        double[] gradient = new double[set.length];
        for (int a = 0; a < set.length; a++) {
            x[a] = parameters[set[a]];
            gradient[a] = slopes[gram.position(set[a])];
        }
        double size = Math.max(Math.abs(mean + penalty.value(x)), scale.loss());
        double enough = WorkingSet.SHARE * tolerance * size;
        if (GapWithinReach.of(penalty, x, gradient, scale.unit()) <= enough) {
            return false;
        }
        GramQuadratic model =
                new GramQuadratic(gram, set, slopes, LeastCurvature.of(penalty, x, gradient, scale.unit()));
        if (model.raised()) {
            return false;
        }
        double[] end = new CoordinateDescent(model, penalty, x, gradient, scale.unit())
                .solve(0.5 * enough, new SupportStep(model, factor, penalty, set, indexes), expected);
        double[] moved = new double[set.length];
        boolean any = false;
        for (int a = 0; a < set.length; a++) {
            moved[a] = end[a] - x[a];
            any |= moved[a] != 0;
            parameters[set[a]] = end[a] == 0 ? 0.0 : end[a];
        }
        mean += model.risen(moved, gradient);
        return any;
    }
}
