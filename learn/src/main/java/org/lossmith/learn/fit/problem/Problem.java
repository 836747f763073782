package org.lossmith.learn.fit.problem;

import org.lossmith.learn.fit.objective.FitLoss;
import org.lossmith.learn.fit.objective.FitScale;
import org.lossmith.learn.fit.objective.Objective;
import org.lossmith.learn.fit.objective.ScaledPenalty;

/**
 * One minimisation as a solver sees it.
 *
 * @param objective the rows to fit on
 * @param sample some of those rows, or the same: for questions that they can answer in the negative
 * @param scale what counts as small
 * @param tolerance of the relative gradient
 * @param polished whether to go on below that where a step costs next to nothing
 * @param gapTolerance of the relative duality gap
 * @param maxIterations the most steps on all rows
 */
public record Problem(
        FitLoss loss,
        Objective objective,
        Objective sample,
        ScaledPenalty penalty,
        FitScale scale,
        double tolerance,
        boolean polished,
        double gapTolerance,
        int maxIterations) {
    public int dimension() {
        return objective.design().dimension();
    }

    public int rows() {
        return objective.design().size();
    }

    /** The same with another loss. */
    public Problem with(FitLoss other) {
        return new Problem(other, objective, sample, penalty, scale, tolerance, polished, gapTolerance, maxIterations);
    }

    /** The same with the convex penalty that a folded concave one begins like. */
    public Problem relaxed() {
        return new Problem(
                loss, objective, sample, penalty.relaxed(), scale, tolerance, polished, gapTolerance, maxIterations);
    }

    /** The same on the sample alone, less exactly. */
    Problem onSample(double looser, int fewer) {
        return new Problem(loss, sample, sample, penalty, scale, looser, polished, gapTolerance, fewer);
    }
}
