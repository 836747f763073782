package org.lossmith.learn.fit.piecewise;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.fit.newton.ProximalNewton;
import org.lossmith.learn.fit.objective.Evaluation;
import org.lossmith.learn.fit.objective.FitLoss;
import org.lossmith.learn.fit.objective.FitScale;
import org.lossmith.learn.fit.objective.GapWithinReach;
import org.lossmith.learn.fit.objective.Objective;
import org.lossmith.learn.fit.objective.ScaledPenalty;
import org.lossmith.learn.fit.problem.Solution;

/**
 * Convex losses with kinks: Newton on the smoothed problem with a width that shrinks until the duality gap is small
 * enough. The gap falls with the square of the width, so its measured value tells which width comes next.
 */
final class KinkedSolver {
    private static final double SHARPEST_SHRINK = 1.0 / 4;
    private static final int MOST_WIDTHS = 60;
    private static final int MOST_WITHOUT_GAIN = 4;
    private static final int MOST_STEPS_A_WIDTH = 50;
    /** The first width lets the smoothing alone explain half of the objective: then many rows carry curvature. */
    private static final double FIRST_SHARE = 0.5;
    /** The aim lies this far below the tolerance, and is a share of a typical row's loss: see {@link #aim}. */
    private static final double AIM = 0.1;

    private static final double TYPICAL_ROWS = 0.75;

    private final Objective objective;
    private final Objective sample;
    private final ScaledPenalty penalty;
    private final FitLoss loss;
    private final double tolerance;
    private final double gapTolerance;
    private final FitScale scale;
    private final boolean last;
    private boolean neededRidge;
    private double width;

    /** @param last whether nothing follows that makes the solution more exact */
    KinkedSolver(
            Objective objective,
            Objective sample,
            ScaledPenalty penalty,
            FitLoss loss,
            double tolerance,
            double gapTolerance,
            FitScale scale,
            boolean last) {
        this.objective = objective;
        this.sample = sample;
        this.penalty = penalty;
        this.loss = loss;
        this.tolerance = tolerance;
        this.gapTolerance = gapTolerance;
        this.scale = scale;
        this.last = last;
    }

    boolean neededRidge() {
        return neededRidge;
    }

    /** The solution's optimality is the gap relative to the objective. */
    Solution minimise(double[] start, double firstWidth, int maxIterations) {
        width = firstWidth;
        double[] point = start;
        int iterations = 0;
        int withoutGain = 0;
        @Nullable Evaluation best = null;
        double lowest = Double.POSITIVE_INFINITY;
        for (int stage = 1; ; stage++) {
            ProximalNewton newton =
                    new ProximalNewton(objective, objective, penalty, loss.smoothed(width), tolerance, true, scale);
            Solution found = newton.minimise(point, Math.min(MOST_STEPS_A_WIDTH, maxIterations - iterations));
            neededRidge |= newton.neededRidge();
            iterations += found.iterations();
            point = found.at().parameters();
            double gap = gap(found.at());
            double aim = aim(point);
            withoutGain = gap < 0.9 * lowest ? 0 : withoutGain + 1;
            best = best == null || gap < lowest ? found.at() : best;
            lowest = Math.min(lowest, gap);
            boolean spent = iterations >= maxIterations || stage == MOST_WIDTHS;
            if (gap <= aim || spent || withoutGain >= MOST_WITHOUT_GAIN || objective.stopped()) {
                return certified(
                        best,
                        lowest,
                        gapTolerance,
                        iterations,
                        spent ? Solution.Outcome.ITERATIONS : Solution.Outcome.STALLED);
            }
            width *= Math.max(SHARPEST_SHRINK, Math.min(0.5, Math.sqrt(0.5 * aim / gap)));
        }
    }

    /**
     * @param asked the relative gap that is small enough
     * @param otherwise the outcome if the gap is larger
     */
    Solution certified(Evaluation at, double gap, double asked, int iterations, Solution.Outcome otherwise) {
        double relative = gap == 0 ? 0 : gap / size(at);
        Solution.Outcome ended = objective.stopped() ? Solution.Outcome.STOPPED : otherwise;
        return new Solution(at, iterations, relative, relative <= asked ? Solution.Outcome.CONVERGED : ended);
    }

    /** The width of the last smoothing. */
    double width() {
        return width;
    }

    double gap(Evaluation at) {
        return at.gap() + GapWithinReach.of(penalty, at.parameters(), at.gradient(), scale.unit());
    }

    /** What the gap is measured against. */
    double size(Evaluation at) {
        return Math.max(Math.abs(at.loss() + penalty.value(at.parameters())), scale.loss());
    }

    /**
     * The absolute gap to aim at: well below the tolerance, and relative to the three quarters of the rows with the
     * smallest losses. A few corrupted targets can make up nearly all of the objective; a gap that is small against
     * them says nothing about the rest.
     */
    private double aim(double[] point) {
        if (!last) {
            return gapTolerance * size(sample.evaluate(point, loss.direct(), false));
        }
        double[] losses = sample.rowLosses(point, loss);
        Arrays.sort(losses);
        int count = (int) Math.ceil(TYPICAL_ROWS * losses.length);
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += losses[i];
        }
        double all = size(sample.evaluate(point, loss.direct(), false));
        double typical = sum / count;
        return AIM * gapTolerance * (typical > 0 ? Math.min(all, typical) : all);
    }

    /** The widest smoothing whose own gap at this point, which is near the optimum, promises the aim. */
    double finalWidth(double[] point) {
        return width(point, 0.5 * aim(point));
    }

    /** A width with which to start far from the optimum. */
    double firstWidth(double[] point) {
        return width(point, FIRST_SHARE * size(sample.evaluate(point, loss.direct(), false)));
    }

    private double width(double[] point, double gap) {
        double wide = scale.unit();
        for (int step = 0; step < MOST_WIDTHS; step++) {
            Evaluation at = sample.evaluate(point, loss.smoothed(wide), false);
            if (at.gap() <= gap) {
                return wide;
            }
            wide *= Math.max(SHARPEST_SHRINK, Math.min(0.7, Math.sqrt(gap / at.gap())));
        }
        return wide;
    }
}
