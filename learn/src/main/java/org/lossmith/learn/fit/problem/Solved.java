package org.lossmith.learn.fit.problem;

import org.lossmith.learn.solver.Certificate;

/**
 * What a solver ends with.
 *
 * @param solver what ran, in a few words
 * @param kind what the solution's optimality measures
 * @param tolerance the one that the solution's optimality had to reach
 * @param neededRidge whether a matrix was singular along the way
 */
public record Solved(Solution solution, String solver, Certificate.Kind kind, double tolerance, boolean neededRidge) {
    /** The same, counted on from earlier steps. */
    public Solved after(int steps) {
        return new Solved(solution.after(steps), solver, kind, tolerance, neededRidge);
    }
}
