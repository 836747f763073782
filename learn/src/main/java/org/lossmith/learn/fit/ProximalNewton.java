package org.lossmith.learn.fit;

/**
 * Newton's method with a line search: each trial point costs one fused pass that also brings the next Gram matrix, because the
 * full step is nearly always taken. With L1 the step comes from coordinate descent on the same matrix (proximal Newton; Lee, Sun
 * and Saunders 2014).
 */
final class ProximalNewton {
    private static final double ARMIJO = 1e-4;
    /** Near the optimum values differ by rounding alone; then the slope decides (Hager and Zhang 2005, approximate Wolfe). */
    private static final double VALUE_ROUNDING = 1e-13;

    private static final int MOST_TRIALS = 40;
    private static final int RECESSION_FROM = 4;

    private final Objective objective;
    private final ScaledPenalty penalty;
    private final RowModel model;
    private final QuadraticStep quadratic;
    private final double tolerance;
    private final double pushFloor;
    private boolean neededRidge;

    /** @param pushFloor the smallest unit in which a gradient is measured, so that a perfect fit can converge */
    ProximalNewton(
            Objective objective, ScaledPenalty penalty, RowModel model, double tolerance, double pushFloor) {
        this.objective = objective;
        this.penalty = penalty;
        this.model = model;
        this.quadratic = new QuadraticStep(penalty);
        this.tolerance = tolerance;
        this.pushFloor = pushFloor;
    }

    boolean neededRidge() {
        return neededRidge;
    }

    Solution minimise(double[] start, int maxIterations) {
        return minimise(objective.evaluate(start, model, true), maxIterations);
    }

    private Solution minimise(Evaluation start, int maxIterations) {
        Evaluation at = start;
        double previous = Double.POSITIVE_INFINITY;
        for (int iteration = 0; iteration <= maxIterations; iteration++) {
            double optimality = optimality(at);
            if (optimality <= tolerance) {
                return new Solution(at, iteration, optimality, Solution.Outcome.CONVERGED);
            }
            if (iteration == maxIterations) {
                return new Solution(at, iteration, optimality, Solution.Outcome.ITERATIONS);
            }
            at = choose(at, optimality);
            double[] direction = quadratic.direction(at);
            neededRidge |= quadratic.neededRidge();
            double length = norm(direction);
            if (iteration >= RECESSION_FROM && length > 0.5 * previous && recedes(at.parameters(), direction)) {
                return new Solution(at, iteration, optimality, Solution.Outcome.SEPARATED);
            }
            Evaluation next = search(at, direction);
            if (next == null) {
                return new Solution(at, iteration, optimality, Solution.Outcome.STALLED);
            }
            previous = length;
            at = next;
        }
        throw new IllegalStateException();
    }

    double optimality(Evaluation at) {
        double distance = penalty.largestDistance(at.parameters(), at.gradient());
        return distance == 0 ? 0 : distance / Math.max(at.push(), pushFloor);
    }

    /** For a loss that is not convex: close to a stationary point the exact Hessian, if it is positive there. */
    private Evaluation choose(Evaluation at, double optimality) {
        if (!(model instanceof DirectModel direct) || direct.convex()) {
            return at;
        }
        boolean near = optimality < 0.03;
        if (!near) {
            direct.useExactHessian(false);
            return at;
        }
        direct.useExactHessian(true);
        Evaluation exact = objective.evaluate(at.parameters(), model, true);
        quadratic.direction(exact);
        if (!quadratic.neededRidge()) {
            return exact;
        }
        direct.useExactHessian(false);
        return objective.evaluate(at.parameters(), model, true);
    }

    /** The next point, or null when there is no way down. */
    private @org.jspecify.annotations.Nullable Evaluation search(Evaluation at, double[] direction) {
        double before = at.loss() + penalty.value(at.parameters());
        double slope = dot(at.gradient(), direction) + penalty.slopeOnLeaving(at.parameters(), direction);
        if (!(slope < 0)) {
            return null;
        }
        double step = 1;
        for (int trial = 0; trial < MOST_TRIALS; trial++) {
            double[] point = moved(at.parameters(), direction, step);
            if (java.util.Arrays.equals(point, at.parameters())) {
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
        if (!model.exact()) {
            // The smoothed objective is convex: while it still falls on arrival, it has fallen all the way.
            return arrival <= -0.1 * slope;
        }
        double after = next.loss() + penalty.value(next.parameters());
        double rounding = VALUE_ROUNDING * Math.abs(before);
        return after <= before + ARMIJO * step * slope || (after <= before + rounding && arrival <= -0.9 * slope);
    }

    /**
     * Whether the loss keeps falling however far one goes along the direction. A finite minimum forbids that for a convex loss: the
     * slope turns positive. Only asked when nothing else (a penalty) bounds the coefficients.
     */
    private boolean recedes(double[] from, double[] direction) {
        if (!penalty.none() || (model instanceof DirectModel direct && !direct.convex())) {
            return false;
        }
        for (double step : new double[] {10, 1000}) {
            Evaluation far = objective.evaluate(moved(from, direction, step), model, false);
            if (!far.finite() || !(dot(far.gradient(), direction) <= 0)) {
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

    private static double norm(double[] a) {
        return Math.sqrt(dot(a, a));
    }
}
