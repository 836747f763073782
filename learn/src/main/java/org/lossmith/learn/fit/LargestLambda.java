package org.lossmith.learn.fit;

import org.lossmith.penalty.Penalty;
import org.lossmith.penalty.PenaltyFamily;
import org.lossmith.penalty.SeparablePenalty;

/** Where a path of penalties begins. */
final class LargestLambda {
    /**
     * Ridge has no lambda that gives zeros. Friedman, Hastie and Tibshirani (2010, section 2.5) begin where an elastic net
     * with alpha = 0.001 would, whose zeros begin at this many times the lasso's lambda.
     */
    static final double RIDGE = 1000;

    /** The gradient is a sum with rounding errors of about 1e-13 of itself; beyond the edge they must not count. */
    private static final double ROUNDING = 1e-9;

    private LargestLambda() {}

    /**
     * The smallest lambda under which no penalised coefficient leaves 0. Columns without a penalty, if some have a factor of 0,
     * are taken to be 0 too, so for these it is an estimate; so it is for losses with a kink where a row lies on it,
     * and for losses of classes other than cross-entropy, whose best constants are not known exactly.
     */
    static double of(FitRun run, PenaltyFamily family) {
        Problem problem = run.under(family.at(1)).problem();
        FitLoss loss = problem.loss();
        Objective objective = problem.objective();
        double[] point = ConvexStart.constant(loss, objective);
        double[] gradient = objective.evaluate(point, loss.direct(), false).gradient();
        double holding = problem.penalty().holding(gradient);
        return (1 + ROUNDING) * (holding > 0 ? holding : ridge(family.at(1), problem, gradient));
    }

    /**
     * A gradient is a loss per score, the lambda of a square a loss per squared score: between them stands the size of a
     * score, for which those authors need targets with a variance of 1. They halve the square, we do not.
     */
    private static double ridge(Penalty unit, Problem problem, double[] gradient) {
        double square = unit instanceof SeparablePenalty separable ? separable.l2() : 0;
        if (square == 0) {
            return 0;
        }
        double largest = 0;
        Design design = problem.objective().design();
        int coefficients = design.standardisation().active().length;
        for (int at = 0; at < gradient.length; at++) {
            boolean coefficient = at % design.columns() < coefficients;
            largest = coefficient ? Math.max(largest, Math.abs(gradient[at])) : largest;
        }
        return RIDGE * largest / (2 * square * problem.scale().unit());
    }
}
