package org.lossmith.learn.fit.newton;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.fit.objective.Evaluation;
import org.lossmith.learn.fit.objective.FitScale;
import org.lossmith.learn.fit.objective.Objective;
import org.lossmith.learn.fit.objective.RowModel;
import org.lossmith.learn.fit.objective.ScaledPenalty;
import org.lossmith.learn.fit.problem.Solution;

/**
 * For many columns, where a Gram matrix costs more than it brings: L-BFGS (Liu and Nocedal 1989), and with L1 its
 * orthant-wise form (OWL-QN, Andrew and Gao 2007), which steps within the orthant of the smallest subgradient and sets
 * what would leave it to exactly 0. A pass costs rows times columns.
 */
final class QuasiNewton {
    private static final int MEMORY = 20;
    private static final int MOST_TRIALS = 30;
    private static final double ARMIJO = 1e-4;
    private static final double VALUE_ROUNDING = 1e-14;
    private static final int LOOK_FAR = 10;
    /** How many times larger all coefficients may become. */
    private static final double[] FAR = {4, 1e4};

    private static final double CURVED = 1e-10;

    private final Objective objective;
    private final ScaledPenalty penalty;
    private final RowModel model;
    private final double tolerance;
    private final FitScale scale;
    private final Deque<Pair> memory = new ArrayDeque<>();

    /** A step and how the smooth part's gradient changed along it. */
    private record Pair(double[] step, double[] change, double product) {}

    QuasiNewton(Objective objective, ScaledPenalty penalty, RowModel model, double tolerance, FitScale scale) {
        this.objective = objective;
        this.penalty = penalty;
        this.model = model;
        this.tolerance = tolerance;
        this.scale = scale;
    }

    Solution minimise(double[] start, int maxIterations) {
        Evaluation at = objective.evaluate(start, model, false);
        for (int iteration = 0; ; iteration++) {
            double optimality = scale.optimality(penalty, at, tolerance);
            boolean converged = optimality <= tolerance;
            if ((converged || iteration % LOOK_FAR == LOOK_FAR - 1) && recedes(at)) {
                return new Solution(at, iteration, optimality, Solution.Outcome.SEPARATED);
            }
            if (converged) {
                return new Solution(at, iteration, optimality, Solution.Outcome.CONVERGED);
            }
            if (iteration >= maxIterations) {
                return new Solution(at, iteration, optimality, Solution.Outcome.ITERATIONS);
            }
            if (objective.stopped(iteration, at.loss() + penalty.value(at.parameters()), optimality, tolerance)) {
                return new Solution(at, iteration, optimality, Solution.Outcome.STOPPED);
            }
            double[] slope = subgradient(at);
            Evaluation next = search(at, slope, direction(slope));
            if (next == null && !memory.isEmpty()) {
                memory.clear();
                next = search(at, slope, direction(slope));
            }
            if (next == null) {
                return new Solution(at, iteration, optimality, Solution.Outcome.STALLED);
            }
            remember(at, next);
            at = next;
        }
    }

    /**
     * Whether the loss only falls as all coefficients grow together: {@link ProximalNewton} says why that means
     * separation.
     */
    private boolean recedes(Evaluation at) {
        if (!penalty.none()) {
            return false;
        }
        double[] p = at.parameters();
        for (double factor : FAR) {
            double[] point = p.clone();
            scaleBy(point, factor);
            Evaluation there = objective.evaluate(point, model, false);
            if (!there.finite() || !(there.loss() < at.loss()) || (factor == FAR[0] && there.push() == 0)) {
                return false;
            }
        }
        return true;
    }

    /** The smallest subgradient of loss and penalty, with its signs. */
    private double[] subgradient(Evaluation at) {
        double[] p = at.parameters();
        double[] result = new double[p.length];
        for (int j = 0; j < p.length; j++) {
            double smooth = at.gradient()[j] + 2 * penalty.l2()[j] * p[j];
            double l1 = penalty.l1()[j];
            if (p[j] != 0) {
                result[j] = smooth + Math.copySign(l1, p[j]);
            } else {
                result[j] = Math.abs(smooth) > l1 ? smooth - Math.copySign(l1, smooth) : 0;
            }
        }
        return result;
    }

    /** The two-loop recursion, then whatever points uphill is dropped. */
    private double[] direction(double[] slope) {
        double[] d = new double[slope.length];
        for (int j = 0; j < d.length; j++) {
            d[j] = -slope[j];
        }
        if (memory.isEmpty()) {
            double length = Math.sqrt(ProximalNewton.dot(d, d));
            scaleBy(d, scale.unit() / Math.max(length, Double.MIN_NORMAL));
        } else {
            twoLoops(d);
        }
        for (int j = 0; j < d.length; j++) {
            if (d[j] * slope[j] >= 0 && penalty.l1()[j] > 0) {
                d[j] = 0;
            }
        }
        return d;
    }

    private void twoLoops(double[] d) {
        double[] factors = new double[memory.size()];
        int k = 0;
        for (Pair pair : memory) {
            factors[k] = ProximalNewton.dot(pair.step(), d) / pair.product();
            add(d, pair.change(), -factors[k++]);
        }
        Pair last = memory.getFirst();
        scaleBy(d, last.product() / ProximalNewton.dot(last.change(), last.change()));
        Iterator<Pair> oldestFirst = memory.descendingIterator();
        while (oldestFirst.hasNext()) {
            Pair pair = oldestFirst.next();
            add(d, pair.step(), factors[--k] - ProximalNewton.dot(pair.change(), d) / pair.product());
        }
    }

    private @Nullable Evaluation search(Evaluation at, double[] slope, double[] direction) {
        if (!(ProximalNewton.dot(slope, direction) < 0)) {
            return null;
        }
        double before = at.loss() + penalty.value(at.parameters());
        double step = 1;
        for (int trial = 0; trial < MOST_TRIALS; trial++) {
            double[] point = within(at.parameters(), slope, direction, step);
            double promised = 0;
            for (int j = 0; j < point.length; j++) {
                promised += slope[j] * (point[j] - at.parameters()[j]);
            }
            Evaluation next = objective.evaluate(point, model, false);
            double after = next.loss() + penalty.value(point);
            if (next.finite()
                    && promised < 0
                    && after <= before + ARMIJO * promised + VALUE_ROUNDING * Math.abs(before)) {
                return next;
            }
            step *= 0.4;
        }
        return null;
    }

    /** The step's end, with every parameter that would change its sign set to 0. */
    private double[] within(double[] from, double[] slope, double[] direction, double step) {
        double[] point = new double[from.length];
        for (int j = 0; j < point.length; j++) {
            point[j] = from[j] + step * direction[j];
            double side = from[j] != 0 ? from[j] : -slope[j];
            if (penalty.l1()[j] > 0 && point[j] * side <= 0) {
                point[j] = 0.0;
            }
        }
        return point;
    }

    private void remember(Evaluation from, Evaluation to) {
        int size = from.parameters().length;
        double[] step = new double[size];
        double[] change = new double[size];
        for (int j = 0; j < size; j++) {
            step[j] = to.parameters()[j] - from.parameters()[j];
            change[j] = to.gradient()[j] - from.gradient()[j] + 2 * penalty.l2()[j] * step[j];
        }
        double product = ProximalNewton.dot(step, change);
        double lengths = Math.sqrt(ProximalNewton.dot(step, step) * ProximalNewton.dot(change, change));
        if (product > CURVED * lengths) {
            memory.addFirst(new Pair(step, change, product));
        }
        if (memory.size() > MEMORY) {
            memory.removeLast();
        }
    }

    private static void add(double[] to, double[] other, double factor) {
        for (int j = 0; j < to.length; j++) {
            to[j] += factor * other[j];
        }
    }

    private static void scaleBy(double[] values, double factor) {
        for (int j = 0; j < values.length; j++) {
            values[j] *= factor;
        }
    }
}
