package org.lossmith.learn.fit;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

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
    /** A Gram matrix of more columns than this (18 MB) no longer stays in the cache, and the rows' own slopes are faster. */
    private static final int MOST_GRAM_COLUMNS = 1500;

    private static final double LONGEST_STEP = 10;

    private final DesignColumns columns;
    private final Workers workers;
    private final RowModel model;
    private final FitScale scale;
    private final WeightedGram gram;
    private final SupportFactor factor;
    private final int[] indexes;
    /** What the factor has on its diagonal. */
    private double[] ridge = new double[0];

    private ScoredRows rows;
    private ScoredRows trial;

    RestrictedNewton(DesignColumns columns, ScoredRows rows, RowModel model, FitScale scale, Workers workers) {
        this.columns = columns;
        this.workers = workers;
        this.model = model;
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

    /** Scores the rows afresh, so that rounding does not add up. */
    void moveTo(double[] parameters) {
        score(rows, parameters);
    }

    private void score(ScoredRows into, double[] parameters) {
        Arrays.fill(into.score, 0);
        for (int j = 0; j < parameters.length; j++) {
            if (parameters[j] != 0) {
                columns.add(j, parameters[j], into.score);
            }
        }
        into.evaluate();
    }

    /** Whether this point is lower; if so the rows are there. */
    boolean tryPoint(double[] point, double[] present, ScaledPenalty penalty) {
        score(trial, point);
        boolean lower = trial.finite() && trial.mean() + penalty.value(point) < rows.mean() + penalty.value(present);
        if (lower) {
            swap();
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
     * @param set the columns to work on
     * @param whole the penalty on all columns
     * @param enough the duality gap at which to stop
     * @return steps taken
     */
    int minimise(double[] parameters, int[] set, ScaledPenalty whole, double enough, int mostSteps) {
        ScaledPenalty penalty = whole.of(set, set.length);
        if (!Arrays.equals(ridge, whole.l2())) {
            factor.clear();
            ridge = whole.l2();
        }
        double[] x = new double[set.length];
        for (int a = 0; a < set.length; a++) {
            x[a] = parameters[set[a]];
        }
        double[] gradient = new double[set.length];
        double before = Double.POSITIVE_INFINITY;
        int step = 0;
        for (; step < Math.min(MOST_STEPS, mostSteps); step++) {
            columns.products(set, set.length, rows.gradient, gradient, workers);
            double gap = penalty.gap(x, gradient, scale.unit());
            if (gap <= enough) {
                break;
            }
            QuadraticModel quadratic = quadratic(set, x, gradient, penalty, gap > POOR * before);
            double[] next = new CoordinateDescent(quadratic, penalty, x, gradient, scale.unit())
                    .solve(Math.max(SHARE * gap, 0.1 * enough), exact(quadratic, penalty, set));
            double taken = step(x, next, gradient, penalty, set);
            if (taken == 0) {
                break;
            }
            before = taken == 1 ? gap : 0;
        }
        for (int a = 0; a < set.length; a++) {
            parameters[set[a]] = x[a] == 0 ? 0.0 : x[a];
        }
        return step;
    }

    private @Nullable SupportStep exact(QuadraticModel quadratic, ScaledPenalty penalty, int[] set) {
        if (!(quadratic instanceof GramQuadratic own) || own.raised()) {
            return null;
        }
        return new SupportStep(quadratic, factor, penalty, set, indexes);
    }

    private QuadraticModel quadratic(int[] set, double[] x, double[] gradient, ScaledPenalty penalty, boolean poor) {
        double[] floor = new double[set.length];
        double size = scale.unit();
        for (double parameter : x) {
            size = Math.max(size, Math.abs(parameter));
        }
        for (int a = 0; a < set.length; a++) {
            floor[a] = penalty.distance(a, x[a], gradient[a]) / (LONGEST_STEP * size);
        }
        if (set.length > MOST_GRAM_COLUMNS) {
            return new ResidualQuadratic(columns, set, gradient, rows.curvature.clone(), floor);
        }
        boolean large = gram.size() + set.length > 2 * MOST_GRAM_COLUMNS;
        boolean renew = gram.empty() || large || (poor && !gram.isOf(rows.curvature));
        if (renew) {
            factor.clear();
            gram.renew(rows.curvature, set, set.length);
        } else {
            gram.include(set, set.length);
        }
        return new GramQuadratic(gram, set, gradient, floor);
    }

    /** Goes from x towards the model's minimum; returns how far, 1 for all the way and 0 where nothing is lower. */
    private double step(double[] x, double[] next, double[] gradient, ScaledPenalty penalty, int[] set) {
        double[] direction = new double[x.length];
        double[] moved = new double[columns.rows()];
        for (int a = 0; a < x.length; a++) {
            direction[a] = next[a] - x[a];
            if (direction[a] != 0) {
                columns.add(set[a], direction[a], moved);
            }
        }
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
            double arrival =
                    GramKernel.dot(trial.gradient, moved, moved.length) + penalty.slopeOnArrival(point, direction);
            if (line.accepts(length, trial.finite(), trial.mean() + penalty.value(point), arrival)) {
                System.arraycopy(point, 0, x, 0, x.length);
                swap();
                return length;
            }
        }
        return 0;
    }
}
