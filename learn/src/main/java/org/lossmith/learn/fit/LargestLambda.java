package org.lossmith.learn.fit;

import org.lossmith.learn.fit.design.Design;
import org.lossmith.learn.fit.objective.Evaluation;
import org.lossmith.learn.fit.objective.PenaltySubgradient;
import org.lossmith.learn.fit.problem.Problem;
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

    /** Free columns can only strengthen what the others have to say by more than this if they hid nearly all of it. */
    private static final double HOLDING = 1e3;

    private static final int MOST_ATTEMPTS = 3;

    private LargestLambda() {}

    /**
     * The smallest lambda under which no penalised coefficient leaves 0. It is an estimate for losses with a kink on which a row
     * lies, and for losses of classes other than cross-entropy, whose best constants are not known exactly.
     */
    static double of(FitRun run, PenaltyFamily family) {
        Problem problem = run.under(family.at(1)).problem();
        Evaluation known = run.known();
        double[] gradient = known == null
                ? gradient(problem, ConvexStart.constant(problem.loss(), problem.objective()))
                : atBestIntercept(known);
        double edge = edge(problem, family, gradient);
        return (1 + ROUNDING) * (run.someUnpenalised() ? beyond(run, family, problem, edge) : edge);
    }

    /** Where columns without a penalty are fitted first: what they explain the others need not. */
    private static double beyond(FitRun run, PenaltyFamily family, Problem problem, double first) {
        double edge = first;
        for (int attempt = 0; attempt < MOST_ATTEMPTS && edge > 0; attempt++) {
            double holding = HOLDING * edge;
            double[] point = run.under(family.at(holding)).run(null).parameters();
            edge = edge(problem, family, gradient(problem, point));
            if (edge <= holding) {
                break;
            }
        }
        return edge;
    }

    private static double[] gradient(Problem problem, double[] point) {
        return problem.objective()
                .evaluate(point, problem.loss().direct(), false)
                .gradient();
    }

    /** The gradient of a quadratic loss after the one step that takes the intercept to its best. */
    private static double[] atBestIntercept(Evaluation known) {
        double[] gradient = known.gradient().clone();
        int last = gradient.length - 1;
        int line = last * gradient.length;
        double step = -gradient[last] / known.gram()[line + last];
        for (int j = 0; j <= last; j++) {
            gradient[j] += step * known.gram()[line + j];
        }
        return gradient;
    }

    private static double edge(Problem problem, PenaltyFamily family, double[] gradient) {
        double holding = PenaltySubgradient.holding(problem.penalty(), gradient);
        return holding > 0 ? holding : ridge(family.at(1), problem, gradient);
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
