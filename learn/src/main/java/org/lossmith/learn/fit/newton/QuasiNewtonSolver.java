package org.lossmith.learn.fit.newton;

import org.jspecify.annotations.Nullable;
import org.lossmith.learn.fit.objective.ScaledPenalty;
import org.lossmith.learn.fit.problem.Problem;
import org.lossmith.learn.fit.problem.Solution;
import org.lossmith.learn.fit.problem.Solved;
import org.lossmith.learn.fit.problem.Solver;
import org.lossmith.learn.solver.SolverName;

/** Quasi-Newton by {@link QuasiNewton}; what it leaves unfinished Newton ends, where its matrix is not too large. */
public final class QuasiNewtonSolver implements Solver {
    @Override
    public SolverName name() {
        return SolverName.LBFGS;
    }

    @Override
    public @Nullable String refusal(Problem problem) {
        if (!problem.loss().smooth()) {
            return problem.loss().spec() + " has kinks, where its gradient jumps";
        }
        ScaledPenalty penalty = problem.penalty();
        if (!penalty.isSeparable()) {
            return "it steps in orthants of single coefficients, and the penalty sets whole groups to zero";
        }
        if (penalty.bounded()) {
            return "it steps in orthants of single coefficients and knows no bounds";
        }
        return penalty.isConvex() ? null : "its memory of slopes needs a convex penalty";
    }

    @Override
    public Solved solve(Problem problem, double[] start, boolean near) {
        QuasiNewton quasi = new QuasiNewton(
                problem.objective(), problem.penalty(), problem.loss().direct(), problem.tolerance(), problem.scale());
        Solution found = quasi.minimise(start, problem.maxIterations());
        String label = problem.penalty().hasL1() ? "OWL-QN" : "L-BFGS";
        boolean done = found.converged()
                || found.outcome() == Solution.Outcome.SEPARATED
                || found.outcome() == Solution.Outcome.STOPPED;
        NewtonSolver newton = new NewtonSolver();
        if (done || newton.refusal(problem) != null) {
            return new Solved(found, label, NewtonSolver.kind(problem), problem.tolerance(), false);
        }
        Solved finished = newton.solve(problem, found.at().parameters(), true);
        return new Solved(
                finished.solution().after(found.iterations()),
                label + ", then " + finished.solver(),
                finished.kind(),
                finished.tolerance(),
                finished.neededRidge());
    }
}
