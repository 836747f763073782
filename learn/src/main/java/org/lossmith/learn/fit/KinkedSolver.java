package org.lossmith.learn.fit;

import org.jspecify.annotations.Nullable;

/**
 * Losses with kinks: Newton on the smoothed problem with a width that shrinks until the duality gap is small enough. The gap falls
 * with the square of the width, so its measured value tells which width comes next.
 */
final class KinkedSolver {
    private static final double SHARPEST_SHRINK = 1.0 / 16;
    private static final int MOST_WIDTHS = 60;
    /** Rows whose kink lies within the first width: enough of them to make the smoothed problem well curved. */
    private static final double FIRST_SHARE = 0.5;

    private final Objective objective;
    private final ScaledPenalty penalty;
    private final RowLoss loss;
    private final double tolerance;
    private final double gapTolerance;
    private final double pushFloor;
    private final double objectiveFloor;
    private boolean neededRidge;

    KinkedSolver(
            Objective objective,
            ScaledPenalty penalty,
            RowLoss loss,
            double tolerance,
            double gapTolerance,
            double pushFloor,
            double objectiveFloor) {
        this.objective = objective;
        this.penalty = penalty;
        this.loss = loss;
        this.tolerance = tolerance;
        this.gapTolerance = gapTolerance;
        this.pushFloor = pushFloor;
        this.objectiveFloor = objectiveFloor;
    }

    /** Where it stopped, with the relative duality gap as its optimality, and the last width. */
    record Smoothed(Solution solution, double width) {}

    boolean neededRidge() {
        return neededRidge;
    }

    Smoothed minimise(double[] start, double firstWidth, int maxIterations) {
        double width = firstWidth;
        double[] point = start;
        int iterations = 0;
        @Nullable Smoothed best = null;
        for (int stage = 0; stage < MOST_WIDTHS; stage++) {
            SmoothedModel model = new SmoothedModel(loss, width);
            ProximalNewton newton = new ProximalNewton(objective, penalty, model, tolerance, pushFloor);
            Solution found = newton.minimise(point, Math.max(1, maxIterations - iterations));
            neededRidge |= newton.neededRidge();
            iterations += found.iterations();
            point = found.at().parameters();
            double gap = relativeGap(found.at());
            Solution.Outcome outcome = gap <= gapTolerance ? Solution.Outcome.CONVERGED : found.outcome();
            if (best == null || gap < best.solution().optimality()) {
                best = new Smoothed(new Solution(found.at(), iterations, gap, outcome), width);
            }
            if (gap <= gapTolerance || iterations >= maxIterations || found.outcome() == Solution.Outcome.SEPARATED) {
                break;
            }
            width *= Math.max(SHARPEST_SHRINK, Math.min(0.5, Math.sqrt(0.4 * gapTolerance / gap)));
        }
        return best;
    }

    double relativeGap(Evaluation at) {
        double value = at.loss() + penalty.value(at.parameters());
        double gap = at.gap() + penalty.gap(at.parameters(), at.gradient(), largest(at.parameters()));
        return gap / Math.max(Math.abs(value), objectiveFloor);
    }

    private static double largest(double[] parameters) {
        double largest = 0;
        for (double parameter : parameters) {
            largest = Math.max(largest, Math.abs(parameter));
        }
        return largest;
    }

    /**
     * A width to start with at a point: the widest whose own gap promises the tolerance, if the point is near the optimum, else the
     * one that takes in about half of the kinks.
     */
    double width(double[] point, double unit, boolean near) {
        double width = unit;
        for (int halving = 0; halving < 60; halving++) {
            Evaluation at = objective.evaluate(point, new SmoothedModel(loss, width), false);
            double value = Math.max(Math.abs(at.loss() + penalty.value(point)), objectiveFloor);
            double wanted = near ? 0.4 * gapTolerance * value : FIRST_SHARE * value;
            if (at.gap() <= wanted) {
                return width;
            }
            width *= near ? Math.max(SHARPEST_SHRINK, Math.min(0.7, Math.sqrt(wanted / at.gap()))) : 0.5;
        }
        return width;
    }
}
