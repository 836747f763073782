package org.lossmith.learn.fit.problem;

import org.lossmith.learn.fit.objective.Evaluation;

/**
 * Where a solver stopped.
 *
 * @param at the last accepted point
 * @param iterations steps taken
 * @param optimality the relative subgradient there
 * @param outcome why it stopped
 * @param direction where the parameters were going, if the outcome is separation and the solver knows
 */
public record Solution(Evaluation at, int iterations, double optimality, Outcome outcome, double[] direction) {
    public Solution(Evaluation at, int iterations, double optimality, Outcome outcome) {
        this(at, iterations, optimality, outcome, new double[0]);
    }

    /** The same, counted on from the steps of another solver. */
    public Solution after(int steps) {
        return new Solution(at, steps + iterations, optimality, outcome, direction);
    }

    public enum Outcome {
        CONVERGED,
        /**
         * No step lowers the objective any more although the tolerance is not reached: rounding, or a wrong derivative.
         */
        STALLED,
        ITERATIONS,
        /** The user did not want to wait any longer. */
        STOPPED,
        /** The objective falls for ever along a direction: no finite coefficients are best. */
        SEPARATED
    }

    public boolean converged() {
        return outcome == Outcome.CONVERGED;
    }
}
