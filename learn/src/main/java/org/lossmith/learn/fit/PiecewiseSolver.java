package org.lossmith.learn.fit;

import org.jspecify.annotations.Nullable;

/** Smooth convex losses made of parabolas and straight lines, exactly: {@link PiecewiseNewton}. */
final class PiecewiseSolver implements Solver {
    @Override
    public SolverName name() {
        return SolverName.PIECEWISE;
    }

    @Override
    public @Nullable String refusal(Problem problem) {
        boolean pieces = PiecewiseQuadratic.is(
                problem.loss(),
                problem.sample().design().targets(),
                problem.scale().unit());
        return pieces
                ? new NewtonSolver().refusal(problem)
                : problem.loss().spec() + " is not smooth, convex and made of several parabolas and straight lines";
    }

    @Override
    public Solved solve(Problem problem, double[] start, boolean near) {
        PiecewiseNewton newton = new PiecewiseNewton(
                problem.objective(),
                problem.penalty(),
                (ElementLoss) problem.loss(),
                problem.tolerance(),
                problem.scale());
        Solution found = newton.minimise(start, problem.maxIterations());
        String label = NewtonSolver.label(problem) + " from piece to piece";
        if (found.converged() || found.iterations() >= problem.maxIterations()) {
            return new Solved(
                    found, label, NewtonSolver.kind(problem), problem.tolerance(), newton.neededRidge());
        }
        // Where the matrix is singular on nearly all pieces another matrix at every trial point is safer.
        Solved finished = new NewtonSolver().solve(problem, found.at().parameters(), true);
        return new Solved(
                finished.solution().after(found.iterations()),
                label + ", then " + finished.solver(),
                finished.kind(),
                finished.tolerance(),
                finished.neededRidge());
    }
}
