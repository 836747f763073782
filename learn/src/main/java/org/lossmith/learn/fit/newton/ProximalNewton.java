package org.lossmith.learn.fit.newton;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.fit.objective.Evaluation;
import org.lossmith.learn.fit.objective.FitScale;
import org.lossmith.learn.fit.objective.LineSearch;
import org.lossmith.learn.fit.objective.NonConvexModel;
import org.lossmith.learn.fit.objective.RowModel;
import org.lossmith.learn.fit.objective.ScaledPenalty;
import org.lossmith.learn.fit.objective.Surface;
import org.lossmith.learn.fit.problem.Solution;

/**
 * Newton's method with a line search: each trial point costs one fused pass that also brings the next Gram matrix,
 * because the full step is nearly always taken, unless the present one does ({@link CarriedHessian}). With L1 the step comes from a lasso on the same matrix (proximal
 * Newton; Lee, Sun and Saunders 2014).
 */
public final class ProximalNewton {
    private static final double LONGEST_STEP = 10;
    /** On few rows another step costs nothing and gives coefficients to the last digits. */
    private static final int FEW_ROWS = 20_000;

    private static final double POLISH = 1e-3;
    private static final int RECESSION_FROM = 3;
    /** How many steps far the loss must still be lower for the minimum to be infinitely far. */
    private static final double[] FAR = {10, 300, 1e4};
    /** Up to this many steps exp(-z) has not underflowed: a loss without any gradient there has reached its minimum. */
    private static final double ATTAINED = 300;
    /**
     * Where the minimum is infinitely far a gradient made of exponentials falls to 1/e = 0.37 of itself with each step; it is
     * followed until it is certain that no other direction hides that.
     */
    private static final double FADING_FROM = 0.3;

    private static final double FADING_TO = 0.45;
    /**
     * Along the bent valleys of losses that are not convex steps may get stuck; a fit that is only judged on other rows ends
     * after so many that each lower the objective by less than this share, which no held-out loss can show.
     */
    private static final int STUCK = 8;

    private static final double STUCK_SHARE = 1e-6;

    /** A smaller share of the loss is rounding, not a fall. */
    private static final double NOTICEABLE = 1e-12;

    private final Surface objective;
    private final Surface sample;
    private final ScaledPenalty penalty;
    private final RowModel model;
    private final QuadraticStep quadratic;
    private final CarriedHessian hessians;
    private final double tolerance;
    private final double aim;
    private final boolean patient;
    private final FitScale scale;
    private boolean neededRidge;
    /** Whether the present matrix is that of the step before, corrected. */
    private boolean carried;

    /**
     * @param sample some of the objective's rows, or the objective itself: for questions that they can answer in the
     *     negative
     * @param polished whether to go on below the tolerance where a step costs next to nothing
     */
    public ProximalNewton(
            Surface objective,
            Surface sample,
            ScaledPenalty penalty,
            RowModel model,
            double tolerance,
            boolean polished,
            FitScale scale) {
        this.objective = objective;
        this.sample = sample;
        this.penalty = penalty;
        this.model = model;
        this.quadratic = new QuadraticStep(penalty);
        this.hessians = new CarriedHessian(objective.design(), model);
        this.tolerance = tolerance;
        this.patient = polished || model.convex();
        this.aim = polished && objective.design().size() <= FEW_ROWS ? POLISH * tolerance : tolerance;
        this.scale = scale;
    }

    /** Whether a matrix was singular along the way. */
    public boolean neededRidge() {
        return neededRidge;
    }

    public Solution minimise(double[] start, int maxIterations) {
        majorise();
        return minimise(objective.evaluate(start, model, true), 1, maxIterations);
    }

    /** From a start near the optimum, where an estimate of the second derivatives does for the first step. */
    Solution refine(double[] start, int maxIterations) {
        if (!hessians.carries()) {
            return minimise(start, maxIterations);
        }
        return minimise(objective.evaluate(start, model, Surface.Gram.SOME), 0, maxIterations);
    }

    /** From a point of this objective where its gradient and some matrix of second derivatives are known already. */
    public Solution resume(Evaluation at, int maxIterations) {
        return minimise(at, hessians.carries() ? 0 : 1, maxIterations);
    }

    /** @param contraction what share of the gradient a step is expected to leave */
    private Solution minimise(Evaluation start, double contraction, int maxIterations) {
        Evaluation at = start;
        double[] direction = new double[start.parameters().length];
        double length = Double.POSITIVE_INFINITY;
        double optimality = Double.POSITIVE_INFINITY;
        double value = Double.POSITIVE_INFINITY;
        int stuck = 0;
        for (int iteration = 0; ; iteration++) {
            double before = optimality;
            optimality = optimality(at);
            boolean fading = optimality > FADING_FROM * before && optimality < FADING_TO * before;
            boolean good = optimality <= aim || (optimality <= tolerance && optimality > 0.1 * before && !fading);
            if (good || iteration >= maxIterations) {
                return stop(at, direction, iteration, optimality, Solution.Outcome.ITERATIONS);
            }
            double higher = value;
            value = at.loss() + penalty.value(at.parameters());
            if (objective.stopped(iteration, value, optimality, tolerance)) {
                return new Solution(at, iteration, optimality, Solution.Outcome.STOPPED);
            }
            stuck = higher - value < STUCK_SHARE * Math.max(Math.abs(value), scale.loss()) ? stuck + 1 : 0;
            if (!patient && stuck >= STUCK) {
                return stop(at, direction, iteration, optimality, Solution.Outcome.STALLED);
            }
            at = sharpen(at, optimality);
            double longest = (model.exact() ? LONGEST_STEP : 1) * size(at.parameters());
            direction = bounded(quadratic.direction(at, longest, carried), LONGEST_STEP * size(at.parameters()));
            neededRidge |= quadratic.neededRidge();
            double previous = length;
            length = Math.sqrt(dot(direction, direction));
            if (iteration >= RECESSION_FROM && length > 0.5 * previous && recedes(at, direction)) {
                return new Solution(at, iteration, optimality, Solution.Outcome.SEPARATED, direction);
            }
            boolean measure = hessians.measures(iteration == 0 ? contraction : optimality / before);
            Evaluation next = search(at, direction, measure);
            if (next == null) {
                return stop(at, direction, iteration, optimality, Solution.Outcome.STALLED);
            }
            at = next;
        }
    }

    /** @param otherwise why it stopped if the tolerance is not reached */
    private Solution stop(
            Evaluation at, double[] direction, int iteration, double optimality, Solution.Outcome otherwise) {
        if (!(optimality <= tolerance)) {
            return new Solution(at, iteration, optimality, otherwise);
        }
        boolean separated = iteration > 0 && recedes(at, direction);
        return new Solution(
                at,
                iteration,
                optimality,
                separated ? Solution.Outcome.SEPARATED : Solution.Outcome.CONVERGED,
                direction);
    }

    private double optimality(Evaluation at) {
        return scale.optimality(penalty, at, tolerance);
    }

    /** What scores and parameters look like. */
    private double size(double[] parameters) {
        double size = scale.unit();
        for (double parameter : parameters) {
            size = Math.max(size, Math.abs(parameter));
        }
        return size;
    }

    /** Where hardly any row is curved a step can be absurdly long. */
    private static double[] bounded(double[] direction, double limit) {
        double longest = 0;
        for (double entry : direction) {
            longest = Math.max(longest, Math.abs(entry));
        }
        for (int j = 0; longest > limit && j < direction.length; j++) {
            direction[j] *= limit / longest;
        }
        return direction;
    }

    private void majorise() {
        if (model instanceof NonConvexModel bent) {
            bent.useExactHessian(false);
        }
    }

    /**
     * For a loss that is not convex: close to a stationary point the exact Hessian, as long as it is positive there.
     */
    private Evaluation sharpen(Evaluation at, double optimality) {
        if (!(model instanceof NonConvexModel bent) || bent.convex()) {
            return at;
        }
        Evaluation result = at;
        if (optimality < bent.near() && !bent.exactHessian()) {
            bent.useExactHessian(true);
            result = objective.evaluate(at.parameters(), model, true);
        }
        if (bent.exactHessian() && !quadratic.positive(result)) {
            bent.useExactHessian(false);
            result = objective.evaluate(at.parameters(), model, true);
        }
        return result;
    }

    /**
     * The next point, or null when there is no way down. Only the full step, nearly always taken, pays for a Gram
     * matrix at once.
     *
     * @param measure whether a new Gram matrix is wanted there, or the present one will do
     */
    private @Nullable Evaluation search(Evaluation at, double[] direction, boolean measure) {
        double slope = dot(at.gradient(), direction) + penalty.slopeOnLeaving(at.parameters(), direction);
        if (!(slope < 0)) {
            return null;
        }
        LineSearch line = new LineSearch(at.loss() + penalty.value(at.parameters()), slope, model);
        double step = 1;
        while (!line.exhausted(step)) {
            double[] point = penalty.clip(moved(at.parameters(), direction, step));
            if (Arrays.equals(point, at.parameters())) {
                break;
            }
            Evaluation next = objective.evaluate(point, model, measure && step == 1);
            double arrival = dot(next.gradient(), direction) + penalty.slopeOnArrival(point, direction);
            if (line.accepts(step, next.finite(), next.loss() + penalty.value(point), arrival)) {
                carried = step == 1 && !measure;
                if (step == 1) {
                    return measure ? next : hessians.carry(at, next);
                }
                return objective.evaluate(point, model, true);
            }
            step = line.next();
        }
        carried = false;
        return line.fallback() > 0
                ? objective.evaluate(penalty.clip(moved(at.parameters(), direction, line.fallback())), model, true)
                : null;
    }

    /**
     * Whether the minimum is infinitely far: ten and ten thousand steps on, the loss is still lower by at least what
     * one Newton step promises. About a finite minimum ten Newton steps climb far up the other side. A loss that
     * reaches its minimum (a hinge) ends with no gradient at all and is no such case. Only asked about coefficients that
     * no penalty holds.
     */
    private boolean recedes(Evaluation at, double[] step) {
        double[] direction = penalty.unpunished(at.parameters(), step);
        double slope = dot(at.gradient(), direction);
        if (!model.exact() || !(slope < 0)) {
            return false;
        }
        if (sample != objective) {
            // What falls for ever on all rows does so on some of them.
            double here = sample.evaluate(at.parameters(), model, false).loss();
            if (!lowerFarAway(sample, at.parameters(), direction, here, 0)) {
                return false;
            }
        }
        return lowerFarAway(objective, at.parameters(), direction, at.loss(), -0.5 * slope);
    }

    private boolean lowerFarAway(Surface on, double[] from, double[] direction, double here, double by) {
        for (double far : FAR) {
            Evaluation there = on.evaluate(penalty.clip(moved(from, direction, far)), model, false);
            boolean lower = here - there.loss() >= Math.max(by, NOTICEABLE * Math.abs(here));
            if (!there.finite() || !lower || (on == objective && far <= ATTAINED && there.push() == 0)) {
                return false;
            }
        }
        return true;
    }

    public static double[] moved(double[] from, double[] direction, double step) {
        double[] point = new double[from.length];
        for (int j = 0; j < from.length; j++) {
            point[j] = from[j] + step * direction[j];
        }
        return point;
    }

    public static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }
}
