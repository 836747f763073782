package org.lossmith.learn.fit.workingset;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.fit.design.Design;
import org.lossmith.learn.fit.design.DesignColumns;
import org.lossmith.learn.fit.design.Workers;
import org.lossmith.learn.fit.objective.ElementLoss;
import org.lossmith.learn.fit.objective.Evaluation;
import org.lossmith.learn.fit.objective.FitScale;
import org.lossmith.learn.fit.objective.GapWithinReach;
import org.lossmith.learn.fit.objective.ScaledPenalty;
import org.lossmith.learn.fit.objective.ScoredRows;
import org.lossmith.learn.fit.objective.Surface;
import org.lossmith.learn.fit.problem.Problem;
import org.lossmith.learn.fit.problem.Solution;

/**
 * Fits with exact zeros for many columns. A small set of columns is worked on alone until its part of the duality gap is
 * gone; then all columns are looked at, and those that violate their condition come in. The gap over all columns is the
 * certificate, so that nothing depends on how the set was chosen. Columns that are certain to be zero under the present
 * penalty are not looked at again ({@link SafeScreening}).
 *
 * <p>Called for one penalty after the other, largest first, it starts where it ended, extended along the path, which for
 * squared error is piecewise linear.
 */
final class WorkingSet {
    /** Columns that may come in at a time: as many again as there are, and at least these (celer begins with 100). */
    private static final int LEAST_ROOM = 100;
    /** The set's own gap may make up this share of what is wanted in all. */
    static final double SHARE = 0.5;
    /**
     * A set of so few columns, or of so small a share of them, costs next to nothing beside the look at all that follows. So it
     * is worked on to a finer share, but not to more than so many digits.
     */
    private static final int FEW = 40;

    private static final double FEW_SHARE = 0.025;
    private static final double FINE_SHARE = 0.01;
    private static final double FINEST = 1e-8;
    /** As long as more columns wait to come in, a set is worked on until this share of the gap is left. */
    private static final double SHARE_WHILE_GROWING = 0.1;

    private final Stop stop;
    private final FitScale scale;
    private final RestrictedNewton newton;
    private final SafeScreening screening;
    /** The columns, and how many at the front of them may have a coefficient under the present penalty. */
    private final int[] candidates;

    private int candidateCount;
    private final ColumnSlopes slopes;
    private final double[] gradient;
    private double[] parameters;
    /** Whether the set chosen last had no room for all columns that violate their condition. */
    private boolean crowded;

    private @Nullable ScaledPenalty last;
    private double @Nullable [] previous;
    private double @Nullable [] previousScores;
    private double previousRatio;
    private double @Nullable [] lastSlopes;
    private double @Nullable [] olderSlopes;

    /** Is told of a step to come, and says whether to end here instead; see {@link Surface#stopped}. */
    public interface Stop {
        boolean stopped(int steps, double value, double optimality, double tolerance);
    }

    /** @param start where to begin */
    WorkingSet(Problem problem, DesignColumns columns, double[] start, Workers workers, Stop stop) {
        this.stop = stop;
        Design design = problem.objective().design();
        ElementLoss loss = (ElementLoss) problem.loss();
        ScoredRows rows = ScoredRows.of(loss, design);
        this.scale = problem.scale();
        this.newton = new RestrictedNewton(columns, rows, loss, scale, workers);
        ColumnNorms norms = new ColumnNorms(columns, rows.weight());
        this.screening = new SafeScreening(loss, design, norms, scale.unit());
        this.slopes = new ColumnSlopes(columns, norms, rows.weight(), workers);
        this.gradient = slopes.all();
        this.candidates = new int[columns.count()];
        this.parameters = start.clone();
        newton.moveTo(parameters);
    }

    /** @param tolerance of the relative duality gap */
    Solution minimise(ScaledPenalty penalty, double tolerance, int maxIterations) {
        if (candidateCount < candidates.length) {
            candidateCount = candidates.length;
            Arrays.setAll(candidates, j -> j);
        }
        if (!slopes.looked()) {
            look(penalty);
        }
        int[] set = choose(penalty);
        double[] expected = expected(penalty, set);
        double[] begin = extend(penalty) ? null : slopes.of(set, newton.rows().gradient);
        double value = newton.rows().mean() + penalty.value(parameters, set);
        double gap = crowded ? GapWithinReach.of(penalty, parameters, gradient, scale.unit()) : 0;
        int iterations = 0;
        boolean idle = false;
        while (true) {
            double growing = crowded && !idle ? SHARE_WHILE_GROWING * gap : 0;
            double enough = Math.max(wanted(set, tolerance) * size(value), SHARE * growing);
            int steps = newton.minimise(parameters, set, begin, expected, penalty, enough, maxIterations - iterations);
            expected = null;
            iterations += steps;
            newton.refresh(parameters);
            look(penalty);
            value = newton.rows().mean() + penalty.value(parameters, set);
            // All others are zero, and l1 holds them.
            gap = GapWithinReach.of(
                    penalty, parameters, gradient, slopes.lookedAt(), slopes.lookedAtCount(), scale.unit());
            double relative = gap == 0 ? 0 : gap / size(value);
            if (relative <= tolerance || iterations >= maxIterations || (idle && steps == 0)) {
                remember(penalty);
                Solution.Outcome otherwise =
                        iterations >= maxIterations ? Solution.Outcome.ITERATIONS : Solution.Outcome.STALLED;
                return solution(iterations, relative, relative <= tolerance ? Solution.Outcome.CONVERGED : otherwise);
            }
            if (stop.stopped(iterations, value, relative, tolerance)) {
                return solution(iterations, relative, Solution.Outcome.STOPPED);
            }
            idle = steps == 0;
            candidateCount =
                    screening.keep(candidates, candidateCount, penalty, parameters, gradient, slopes::largest, value);
            set = choose(penalty);
            begin = slopes.of(set, newton.rows().gradient);
        }
    }

    private Solution solution(int iterations, double relative, Solution.Outcome outcome) {
        ScoredRows rows = newton.rows();
        Evaluation at =
                new Evaluation(parameters.clone(), rows.mean(), gradient.clone(), new double[0], rows.push(), 0);
        return new Solution(at, iterations, relative, outcome);
    }

    /** The set's own gap that is small enough, relative to the objective. */
    private double wanted(int[] set, double tolerance) {
        double usual = SHARE * tolerance;
        return set.length > Math.max(FEW, FEW_SHARE * candidates.length)
                ? usual
                : Math.min(usual, Math.max(FINE_SHARE * tolerance, FINEST));
    }

    private double size(double value) {
        return Math.max(Math.abs(value), scale.loss());
    }

    /** Looks at the candidates; those of the set that was worked on last are known. */
    private void look(ScaledPenalty penalty) {
        slopes.look(
                newton.rows().gradient,
                newton.knownColumns(),
                newton.knownSlopes(),
                candidates,
                candidateCount,
                penalty,
                parameters);
    }

    /** The intercept, the columns in use, and of the others those with the largest slopes beyond what the penalty holds. */
    private int[] choose(ScaledPenalty penalty) {
        double[] l1 = penalty.l1();
        int[] loose = new int[candidateCount + 1];
        int count = 0;
        for (int c = 0; c < candidateCount; c++) {
            int j = candidates[c];
            // Without a branch: which they are nothing could foresee.
            loose[count] = j;
            count += parameters[j] != 0 | l1[j] == 0 | Math.abs(gradient[j]) > l1[j] ? 1 : 0;
        }
        int[] set = new int[count];
        long[] waiting = new long[count];
        int size = 0;
        int support = 0;
        int violating = 0;
        for (int c = 0; c < count; c++) {
            int j = loose[c];
            if (parameters[j] != 0 || l1[j] == 0) {
                set[size++] = j;
                support += parameters[j] != 0 ? 1 : 0;
            } else {
                // Sorts by the slope's excess, largest first, then by column: a float's bits order as the number does.
                int excess = Float.floatToIntBits((float) (Math.abs(gradient[j]) / l1[j]));
                waiting[violating++] = ((long) (Integer.MAX_VALUE - excess) << 32) | j;
            }
        }
        int taken = Math.min(violating, Math.max(0, Math.max(LEAST_ROOM, 2 * support) - size));
        crowded = taken < violating;
        if (crowded) {
            Arrays.sort(waiting, 0, violating);
        }
        for (int k = 0; k < taken; k++) {
            set[size++] = (int) waiting[k];
        }
        return Arrays.copyOf(set, size);
    }

    /** How many times larger the first penalty is. */
    static double ratio(ScaledPenalty first, ScaledPenalty second) {
        for (int j = 0; j < second.l1().length; j++) {
            if (second.l1()[j] > 0) {
                return first.l1()[j] / second.l1()[j];
            }
        }
        return 1;
    }

    private void remember(ScaledPenalty penalty) {
        ScaledPenalty before = last;
        previousRatio = before == null ? 1 : ratio(before, penalty);
        last = penalty;
        double[] oldest = olderSlopes;
        olderSlopes = lastSlopes;
        lastSlopes = oldest == null ? gradient.clone() : oldest;
        System.arraycopy(gradient, 0, lastSlopes, 0, gradient.length);
    }

    /** Where the slopes by the set's columns are likely to end under a penalty: as the last two solutions point. */
    private double @Nullable [] expected(ScaledPenalty penalty, int[] set) {
        ScaledPenalty before = last;
        double[] later = lastSlopes;
        double[] older = olderSlopes;
        if (before == null || later == null || older == null || !(previousRatio > 1)) {
            return null;
        }
        double share = (1 - 1 / ratio(before, penalty)) / (previousRatio - 1);
        double[] result = new double[set.length];
        for (int a = 0; a < set.length; a++) {
            int j = set[a];
            result[a] = later[j] + share * (later[j] - older[j]);
        }
        return result;
    }

    /** Goes on along the path as the last two solutions point, if that is lower; returns whether it did. */
    private boolean extend(ScaledPenalty penalty) {
        if (newton.exact(parameters)) {
            // The first step comes as far.
            return false;
        }
        ScaledPenalty before = last;
        double[] older = previous;
        double[] olderScores = previousScores;
        previous = parameters.clone();
        previousScores = newton.rows().score.clone();
        if (before == null || older == null || olderScores == null || !(previousRatio > 1)) {
            return false;
        }
        // With lambda before last = previousRatio, last = 1 and now 1 / ratio.
        double share = (1 - 1 / ratio(before, penalty)) / (previousRatio - 1);
        double[] point = parameters.clone();
        double[] held = new double[point.length];
        for (int j = 0; j < point.length; j++) {
            double by = share * (parameters[j] - older[j]);
            if (penalty.l1()[j] > 0 && !((parameters[j] + by) * parameters[j] > 0)) {
                held[j] = -by;
            } else {
                point[j] += by;
            }
        }
        boolean lower = newton.tryPoint(point, parameters, penalty, olderScores, share, held);
        if (lower) {
            parameters = point;
        }
        return lower;
    }
}
