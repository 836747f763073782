package org.lossmith.learn.fit.workingset;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.fit.design.DesignColumns;
import org.lossmith.learn.fit.design.WeightedGram;
import org.lossmith.learn.fit.design.Workers;
import org.lossmith.learn.fit.newton.ProximalNewton;
import org.lossmith.learn.fit.objective.FitLoss;
import org.lossmith.learn.fit.objective.FitScale;
import org.lossmith.learn.fit.objective.GapWithinReach;
import org.lossmith.learn.fit.objective.LineSearch;
import org.lossmith.learn.fit.objective.RowModel;
import org.lossmith.learn.fit.objective.ScaledPenalty;
import org.lossmith.learn.fit.objective.ScoredRows;

/**
 * Minimises loss and penalty over the columns of a working set: Newton steps with the exact gradient, each the minimum of
 * a quadratic model that coordinate descent finds. The curvatures of an earlier point serve as long as every step cuts the
 * slope that is left to a fraction; they are worked out afresh when one does not.
 */
final class RestrictedNewton {
    private static final int MOST_STEPS = 100;
    /** A step that leaves more than this share of the slope deserves new curvatures. */
    private static final double POOR = 0.4;
    /** The model is minimised until it promises this share of the present gap. */
    private static final double SHARE = 0.02;
    /** The same without a Gram matrix, where a sweep takes as long as the passes over the rows between two models. */
    private static final double ROWS_SHARE = 0.3;
    /** A Gram matrix of more columns than this (18 MB) no longer stays in the cache, and the rows' own slopes are faster. */
    static final int MOST_GRAM_COLUMNS = 1500;
    /** Scores that were added to so often are summed up afresh: each step brings another rounding error. */
    private static final int MOST_DRIFT = 30;

    private final DesignColumns columns;
    private final Workers workers;
    private final RowModel model;
    /** Whether the model with the rows' curvatures is the loss itself. */
    private final boolean quadraticLoss;

    private final int[] everyColumn;
    private final FitScale scale;
    private final WeightedGram gram;
    private final SupportFactor factor;
    private final int[] indexes;
    /** What the factor has on its diagonal. */
    private double[] ridge = new double[0];

    private ScoredRows rows;
    private ScoredRows trial;
    /** Steps since the scores were summed up. */
    private int drift;
    /** The columns and slopes of the last minimisation; none where the rows have moved since. */
    private int[] lastSet = new int[0];

    private double[] lastSlopes = new double[0];
    private SecantStep secant;

    RestrictedNewton(DesignColumns columns, ScoredRows rows, FitLoss loss, FitScale scale, Workers workers) {
        this.columns = columns;
        this.workers = workers;
        this.model = loss.direct();
        this.quadraticLoss = loss.quadratic();
        this.everyColumn = new int[columns.count()];
        Arrays.setAll(everyColumn, j -> j);
        this.secant = new SecantStep(new ScaledPenalty(new double[0], new double[0]));
        this.scale = scale;
        this.gram = new WeightedGram(columns, workers);
        this.factor = new SupportFactor(gram, columns.count());
        this.indexes = new int[columns.count()];
        this.rows = rows;
        this.trial = rows.another();
    }

    /** The rows at the parameters reached last. */
    ScoredRows rows() {
        return rows;
    }

    /** The columns whose slopes at the rows as they are now {@link #knownSlopes} has. */
    int[] knownColumns() {
        return lastSet;
    }

    double[] knownSlopes() {
        return lastSlopes;
    }

    void moveTo(double[] parameters) {
        score(rows, parameters);
        moved(0);
    }

    /** Scores the rows afresh where rounding may have added up. */
    void refresh(double[] parameters) {
        if (drift > MOST_DRIFT) {
            moveTo(parameters);
        }
    }

    private void score(ScoredRows into, double[] parameters) {
        Arrays.fill(into.score, 0);
        columns.add(everyColumn, everyColumn.length, parameters, into.score);
        into.evaluate();
    }

    private void moved(int steps) {
        drift = steps;
        lastSet = new int[0];
    }

    /** Whether one step ends where the set's loss and penalty are lowest. */
    boolean exact(double[] parameters) {
        return quadraticLoss
                && (parameters.length <= MOST_GRAM_COLUMNS
                        || Arrays.stream(parameters).filter(p -> p != 0).count() <= MOST_GRAM_COLUMNS);
    }

    /**
     * Whether a point beyond the present one is lower; if so the rows are there.
     *
     * @param olderScores of the point that it lies beyond
     * @param share how far beyond, as a share of the way from there
     * @param held what is to be added to the coefficients besides
     */
    boolean tryPoint(
            double[] point,
            double[] present,
            ScaledPenalty penalty,
            double[] olderScores,
            double share,
            double[] held) {
        for (int i = 0; i < olderScores.length; i++) {
            trial.score[i] = rows.score[i] + share * (rows.score[i] - olderScores[i]);
        }
        columns.add(everyColumn, everyColumn.length, held, trial.score);
        trial.evaluate();
        boolean lower = trial.finite() && trial.mean() + penalty.value(point) < rows.mean() + penalty.value(present);
        if (lower) {
            swap();
            moved(drift + 1);
        }
        return lower;
    }

    private void swap() {
        ScoredRows reached = trial;
        trial = rows;
        rows = reached;
    }

    /**
     * @param parameters of all columns; those of the set are written
     * @param begin the loss's slopes by the set's columns, if they are known
     * @param expected what the loss's slopes by the set's columns are likely to be under the penalty, if known
     * @param enough the duality gap at which to stop
     * @return steps taken
     */
    int minimise(
            double[] parameters,
            int[] set,
            double @Nullable [] begin,
            double @Nullable [] expected,
            ScaledPenalty whole,
            double enough,
            int mostSteps) {
        ScaledPenalty penalty = whole.of(set, set.length);
        if (!Arrays.equals(ridge, whole.l2())) {
            factor.clear();
            ridge = whole.l2();
        }
        double[] x = new double[set.length];
        for (int a = 0; a < set.length; a++) {
            x[a] = parameters[set[a]];
        }
        int steps = descend(x, set, begin, expected, penalty, enough, Math.min(MOST_STEPS, mostSteps));
        for (int a = 0; a < set.length; a++) {
            parameters[set[a]] = x[a] == 0 ? 0.0 : x[a];
        }
        return steps;
    }

    private int descend(
            double[] x,
            int[] set,
            double @Nullable [] begin,
            double @Nullable [] expected,
            ScaledPenalty penalty,
            double enough,
            int mostSteps) {
        secant = new SecantStep(penalty);
        double[] gradient = begin;
        if (gradient == null) {
            gradient = new double[set.length];
            columns.products(set, set.length, rows.gradient, gradient, workers);
        }
        remember(set, gradient);
        double before = Double.POSITIVE_INFINITY;
        for (int step = 0; step < mostSteps; step++) {
            double gap = GapWithinReach.of(penalty, x, gradient, scale.unit());
            if (gap <= enough) {
                return step;
            }
            QuadraticModel quadratic = quadratic(set, x, gradient, penalty, gap > POOR * before);
            double[] end = new CoordinateDescent(quadratic, penalty, x, gradient, scale.unit())
                    .solve(
                            promised(quadratic, gap, enough),
                            exact(quadratic, penalty, set),
                            step == 0 ? expected : null);
            double[] beyond = secant.beyond(x, end, gradient);
            double taken = step(x, beyond, gradient, penalty, set);
            if (taken == 0 && beyond != end) {
                taken = step(x, end, gradient, penalty, set);
            }
            if (taken == 0 && quadratic instanceof GramQuadratic) {
                // Columns that nearly repeat each other may send exact steps astray; sweeps need no factor.
                quadratic = quadratic(set, x, gradient, penalty, false);
                end = new CoordinateDescent(quadratic, penalty, x, gradient, scale.unit())
                        .solve(promised(quadratic, gap, enough), null, null);
                beyond = end;
                taken = step(x, end, gradient, penalty, set);
            }
            if (taken == 0) {
                return step;
            }
            moved(drift + 1);
            before = taken == 1 ? gap : 0;
            if (quadraticLoss && taken == 1 && beyond == end && ownSlopes(quadratic, gradient)) {
                continue;
            }
            columns.products(set, set.length, rows.gradient, gradient, workers);
            remember(set, gradient);
        }
        return mostSteps;
    }

    /** The gap at which the model is good enough. */
    private double promised(QuadraticModel quadratic, double gap, double enough) {
        double share = quadratic instanceof ResidualQuadratic ? ROWS_SHARE : SHARE;
        return quadraticLoss ? 0.5 * enough : Math.max(share * gap, 0.1 * enough);
    }

    private void remember(int[] set, double[] slopes) {
        lastSet = set;
        lastSlopes = slopes;
    }

    /** Takes the model's slopes for the loss's, if the model was not raised anywhere. */
    private static boolean ownSlopes(QuadraticModel quadratic, double[] slopes) {
        if (!(quadratic instanceof GramQuadratic own) || own.raised()) {
            return false;
        }
        for (int a = 0; a < slopes.length; a++) {
            slopes[a] = quadratic.slope(a);
        }
        return true;
    }

    private @Nullable SupportStep exact(QuadraticModel quadratic, ScaledPenalty penalty, int[] set) {
        if (!(quadratic instanceof GramQuadratic own) || own.raised()) {
            return null;
        }
        return new SupportStep(quadratic, factor, penalty, set, indexes);
    }

    private QuadraticModel quadratic(int[] set, double[] x, double[] gradient, ScaledPenalty penalty, boolean poor) {
        double[] floor = LeastCurvature.of(penalty, x, gradient, scale.unit());
        if (set.length > MOST_GRAM_COLUMNS) {
            secant.forget();
            return new ResidualQuadratic(columns, set, gradient, rows.curvature.clone(), floor);
        }
        boolean large = gram.size() + set.length > 2 * MOST_GRAM_COLUMNS;
        boolean renew = gram.empty() || large || (poor && !gram.isOf(rows.curvature));
        if (renew) {
            factor.clear();
            secant.forget();
            gram.renew(rows.curvature, set, set.length);
        } else {
            gram.include(set, set.length);
        }
        return GramQuadratic.of(gram, set, gradient, floor);
    }

    /** Goes from x towards the model's minimum; returns how far, 1 for all the way and 0 where nothing is lower. */
    private double step(double[] x, double[] next, double[] gradient, ScaledPenalty penalty, int[] set) {
        double[] direction = new double[x.length];
        double[] moved = new double[columns.rows()];
        for (int a = 0; a < x.length; a++) {
            direction[a] = next[a] - x[a];
        }
        columns.add(set, set.length, direction, moved);
        double slope = ProximalNewton.dot(gradient, direction) + penalty.slopeOnLeaving(x, direction);
        if (!(slope < 0)) {
            return 0;
        }
        LineSearch line = new LineSearch(rows.mean() + penalty.value(x), slope, model);
        double[] point = new double[x.length];
        for (double length = 1; !line.exhausted(length); length = line.next()) {
            for (int i = 0; i < moved.length; i++) {
                trial.score[i] = rows.score[i] + length * moved[i];
            }
            for (int a = 0; a < x.length; a++) {
                point[a] = length == 1 ? next[a] : x[a] + length * direction[a];
            }
            trial.evaluate();
            double arrival = columns.arithmetic().dot(trial.gradient, moved, moved.length)
                    + penalty.slopeOnArrival(point, direction);
            if (line.accepts(length, trial.finite(), trial.mean() + penalty.value(point), arrival)) {
                System.arraycopy(point, 0, x, 0, x.length);
                swap();
                return length;
            }
        }
        return 0;
    }
}
