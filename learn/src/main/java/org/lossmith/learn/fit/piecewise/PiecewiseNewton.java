package org.lossmith.learn.fit.piecewise;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.fit.newton.ProximalNewton;
import org.lossmith.learn.fit.newton.QuadraticStep;
import org.lossmith.learn.fit.objective.ElementLoss;
import org.lossmith.learn.fit.objective.Evaluation;
import org.lossmith.learn.fit.objective.FitScale;
import org.lossmith.learn.fit.objective.LineSearch;
import org.lossmith.learn.fit.objective.Objective;
import org.lossmith.learn.fit.objective.PenaltySubgradient;
import org.lossmith.learn.fit.objective.RowModel;
import org.lossmith.learn.fit.objective.ScaledPenalty;
import org.lossmith.learn.fit.problem.Solution;

/**
 * Newton for smooth convex losses made of parabolas and straight lines (for huber: Madsen and Nielsen 1990). While no row
 * changes its piece the objective is a parabola, so the first full step after which all rows are where they were has
 * found the minimum exactly. The matrix is summed up once; afterwards only rows that change their piece are added and
 * taken away.
 */
final class PiecewiseNewton {
    private static final double LONGEST_STEP = 10;
    /** A relative gradient this far below the tolerance is rounding. */
    private static final double POLISH = 1e-5;
    /** A step that leaves more than this of the gradient although no row changed its piece was all rounding. */
    private static final double PROGRESS = 0.1;

    private final Objective objective;
    private final ScaledPenalty penalty;
    private final ElementLoss loss;
    private final RowModel direct;
    private final QuadraticStep quadratic;
    private final double tolerance;
    private final FitScale scale;
    private boolean neededRidge;

    PiecewiseNewton(Objective objective, ScaledPenalty penalty, ElementLoss loss, double tolerance, FitScale scale) {
        this.objective = objective;
        this.penalty = penalty;
        this.loss = loss;
        this.direct = loss.direct();
        this.quadratic = new QuadraticStep(penalty);
        this.tolerance = tolerance;
        this.scale = scale;
    }

    /** @param settled whether a full step left every row on its piece */
    private record Step(Evaluation at, boolean settled) {}

    /** Whether a matrix was singular along the way. */
    boolean neededRidge() {
        return neededRidge;
    }

    Solution minimise(double[] start, int maxIterations) {
        Step step = new Step(objective.evaluate(start, direct, true), false);
        double optimality = Double.POSITIVE_INFINITY;
        for (int iteration = 0; ; iteration++) {
            Evaluation at = step.at();
            double before = optimality;
            optimality = PenaltySubgradient.largest(penalty, at.parameters(), at.gradient())
                    / Math.max(at.push(), scale.push());
            boolean spent = step.settled() && optimality > PROGRESS * before;
            if (optimality <= POLISH * tolerance || spent || iteration >= maxIterations) {
                return stopped(at, iteration, optimality, Solution.Outcome.ITERATIONS);
            }
            if (objective.stopped(iteration, at.loss() + penalty.value(at.parameters()), optimality, tolerance)) {
                return stopped(at, iteration, optimality, Solution.Outcome.STOPPED);
            }
            double[] direction = quadratic.direction(at, LONGEST_STEP * size(at.parameters()), false);
            neededRidge |= quadratic.neededRidge();
            Step next = search(at, direction);
            if (next == null) {
                return stopped(at, iteration, optimality, Solution.Outcome.STALLED);
            }
            step = next;
        }
    }

    private Solution stopped(Evaluation at, int iteration, double optimality, Solution.Outcome otherwise) {
        return new Solution(
                at, iteration, optimality, optimality <= tolerance ? Solution.Outcome.CONVERGED : otherwise);
    }

    private double size(double[] parameters) {
        return Math.max(
                scale.unit(), Arrays.stream(parameters).map(Math::abs).max().orElse(0));
    }

    /** The next point with its matrix, or null when there is no way down. */
    private @Nullable Step search(Evaluation at, double[] direction) {
        double slope =
                ProximalNewton.dot(at.gradient(), direction) + penalty.slopeOnLeaving(at.parameters(), direction);
        if (!(slope < 0)) {
            return null;
        }
        PieceChanges changes = new PieceChanges(loss, at.parameters());
        LineSearch line = new LineSearch(at.loss() + penalty.value(at.parameters()), slope, changes);
        for (double step = 1; !line.exhausted(step); step = line.next()) {
            double[] point = ProximalNewton.moved(at.parameters(), direction, step);
            if (Arrays.equals(point, at.parameters())) {
                return null;
            }
            Evaluation next = objective.evaluate(point, changes, true);
            double arrival = ProximalNewton.dot(next.gradient(), direction) + penalty.slopeOnArrival(point, direction);
            if (line.accepts(step, next.finite(), next.loss() + penalty.value(point), arrival)) {
                boolean settled = step == 1 && !quadratic.neededRidge() && zero(next.gram());
                return new Step(next.withGram(sum(at.gram(), next.gram())), settled);
            }
        }
        if (!(line.fallback() > 0)) {
            return null;
        }
        double[] point = ProximalNewton.moved(at.parameters(), direction, line.fallback());
        return new Step(objective.evaluate(point, direct, true), false);
    }

    private static boolean zero(double[] matrix) {
        return Arrays.stream(matrix).allMatch(entry -> entry == 0);
    }

    private static double[] sum(double[] matrix, double[] change) {
        double[] result = matrix.clone();
        for (int i = 0; i < result.length; i++) {
            result[i] += change[i];
        }
        return result;
    }
}
