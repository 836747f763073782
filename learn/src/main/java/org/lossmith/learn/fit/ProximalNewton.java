package org.lossmith.learn.fit;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Newton's method with a line search: each trial point costs one fused pass that also brings the next Gram matrix, because the
 * full step is nearly always taken. With L1 the step comes from a lasso on the same matrix (proximal Newton; Lee, Sun
 * and Saunders 2014).
 */
final class ProximalNewton {
    private static final double ARMIJO = 1e-4;
    /** Near the optimum values differ by rounding alone; then the slope decides (Hager and Zhang 2005, approximate Wolfe). */
    private static final double VALUE_ROUNDING = 1e-13;

    private static final int MOST_TRIALS = 40;
    private static final int RECESSION_FROM = 3;
    /** How many steps far the loss must still be lower for the minimum to be infinitely far. */
    private static final double[] FAR = {10, 1e4};
    /** A relative gradient below which a loss that is not convex is likely to be so nearby. */
    private static final double NEAR = 0.03;

    private final Objective objective;
    private final ScaledPenalty penalty;
    private final RowModel model;
    private final QuadraticStep quadratic;
    private final double tolerance;
    private final FitScale scale;
    private boolean neededRidge;

    ProximalNewton(Objective objective, ScaledPenalty penalty, RowModel model, double tolerance, FitScale scale) {
        this.objective = objective;
        this.penalty = penalty;
        this.model = model;
        this.quadratic = new QuadraticStep(penalty);
        this.tolerance = tolerance;
        this.scale = scale;
    }

    /** Whether a matrix was singular along the way. */
    boolean neededRidge() {
        return neededRidge;
    }

    Solution minimise(double[] start, int maxIterations) {
        majorise();
        Evaluation at = objective.evaluate(start, model, true);
        double[] direction = new double[start.length];
        double length = Double.POSITIVE_INFINITY;
        for (int iteration = 0; ; iteration++) {
            double optimality = optimality(at);
            boolean converged = optimality <= tolerance;
            if (converged && !(iteration > 0 && recedes(at, direction))) {
                return new Solution(at, iteration, optimality, Solution.Outcome.CONVERGED);
            }
            if (converged) {
                return new Solution(at, iteration, optimality, Solution.Outcome.SEPARATED);
            }
            if (iteration >= maxIterations) {
                return new Solution(at, iteration, optimality, Solution.Outcome.ITERATIONS);
            }
            at = sharpen(at, optimality);
            direction = quadratic.direction(at);
            neededRidge |= quadratic.neededRidge();
            double previous = length;
            length = Math.sqrt(dot(direction, direction));
            if (iteration >= RECESSION_FROM && length > 0.5 * previous && recedes(at, direction)) {
                return new Solution(at, iteration, optimality, Solution.Outcome.SEPARATED);
            }
            Evaluation next = search(at, direction);
            if (next == null) {
                return new Solution(at, iteration, optimality, Solution.Outcome.STALLED);
            }
            at = next;
        }
    }

    private double optimality(Evaluation at) {
        double distance = penalty.largestDistance(at.parameters(), at.gradient());
        double unit = Math.max(at.push(), scale.push());
        if (distance == 0 || distance <= tolerance * unit) {
            return distance == 0 ? 0 : distance / unit;
        }
        return Math.max(0, distance - scale.noise(at)) / unit;
    }

    private void majorise() {
        if (model instanceof DirectModel direct) {
            direct.useExactHessian(false);
        }
    }

    /** For a loss that is not convex: close to a stationary point the exact Hessian, as long as it is positive there. */
    private Evaluation sharpen(Evaluation at, double optimality) {
        if (!(model instanceof DirectModel direct) || direct.convex()) {
            return at;
        }
        Evaluation result = at;
        if (optimality < NEAR && !direct.exactHessian()) {
            direct.useExactHessian(true);
            result = objective.evaluate(at.parameters(), model, true);
        }
        if (direct.exactHessian() && !quadratic.positive(result)) {
            direct.useExactHessian(false);
            result = objective.evaluate(at.parameters(), model, true);
        }
        return result;
    }

    /** The next point, or null when there is no way down. */
    private @Nullable Evaluation search(Evaluation at, double[] direction) {
        double before = at.loss() + penalty.value(at.parameters());
        double slope = dot(at.gradient(), direction) + penalty.slopeOnLeaving(at.parameters(), direction);
        if (!(slope < 0)) {
            return null;
        }
        double step = 1;
        for (int trial = 0; trial < MOST_TRIALS; trial++) {
            double[] point = moved(at.parameters(), direction, step);
            if (Arrays.equals(point, at.parameters())) {
                return null;
            }
            Evaluation next = objective.evaluate(point, model, true);
            double arrival = dot(next.gradient(), direction) + penalty.slopeOnArrival(point, direction);
            if (next.finite() && accepted(next, before, slope, arrival, step)) {
                return next;
            }
            boolean bracketed = next.finite() && arrival > 0;
            double shrink = bracketed ? -slope / (arrival - slope) : 0.25;
            step *= Math.max(0.1, Math.min(0.8, shrink));
        }
        return null;
    }

    private boolean accepted(Evaluation next, double before, double slope, double arrival, double step) {
        double after = next.loss() + penalty.value(next.parameters());
        if (!model.exact()) {
            // A smoothed objective has no value here. If it is convex and still falls on arrival, it has fallen all the way.
            return arrival <= -0.1 * slope && (model.convex() || after <= before);
        }
        double rounding = VALUE_ROUNDING * Math.abs(before);
        return after <= before + ARMIJO * step * slope || (after <= before + rounding && arrival <= -0.9 * slope);
    }

    /**
     * Whether the minimum is infinitely far: ten and ten thousand steps on, the loss is still lower by at least what one Newton step
     * promises. About a finite minimum ten Newton steps climb far up the other side. A loss that reaches its minimum (a hinge) ends
     * with no gradient at all and is no such case. Only asked when no penalty bounds the coefficients.
     */
    private boolean recedes(Evaluation at, double[] direction) {
        double slope = dot(at.gradient(), direction);
        if (!penalty.none() || !model.exact() || !(slope < 0)) {
            return false;
        }
        for (double far : FAR) {
            Evaluation there = objective.evaluate(moved(at.parameters(), direction, far), model, false);
            boolean lower = at.loss() - there.loss() >= -0.5 * slope && there.loss() < at.loss();
            if (!there.finite() || !lower || (far == FAR[0] && there.push() == 0)) {
                return false;
            }
        }
        return true;
    }

    private static double[] moved(double[] from, double[] direction, double step) {
        double[] point = new double[from.length];
        for (int j = 0; j < from.length; j++) {
            point[j] = from[j] + step * direction[j];
        }
        return point;
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }
}
