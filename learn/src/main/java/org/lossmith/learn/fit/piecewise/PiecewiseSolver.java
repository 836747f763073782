package org.lossmith.learn.fit.piecewise;

import org.jspecify.annotations.Nullable;
import org.lossmith.learn.fit.newton.NewtonSolver;
import org.lossmith.learn.fit.objective.ElementLoss;
import org.lossmith.learn.fit.objective.PiecewiseQuadratic;
import org.lossmith.learn.fit.problem.Problem;
import org.lossmith.learn.fit.problem.Solution;
import org.lossmith.learn.fit.problem.Solved;
import org.lossmith.learn.fit.problem.Solver;
import org.lossmith.learn.solver.SolverName;
import org.lossmith.loss.Link;
import org.lossmith.loss.Losses;

/** Smooth convex losses made of parabolas and straight lines, exactly: {@link PiecewiseNewton}. */
public final class PiecewiseSolver implements Solver {
    /** A start that is any good needs about a dozen steps. */
    private static final int STEPS_TO_MEDIAN = 20;

    @Override
    public SolverName name() {
        return SolverName.PIECEWISE;
    }

    @Override
    public @Nullable String refusal(Problem problem) {
        boolean pieces = PiecewiseQuadratic.is(
                problem.loss(),
                problem.sample().design().targets().values(),
                problem.scale().unit());
        if (!pieces) {
            return problem.loss().spec() + " is not smooth, convex and made of several parabolas and straight lines";
        }
        if (problem.objective().design().sparse()) {
            return "the data are sparse, and it looks at rows with every number spelt out";
        }
        return problem.penalty().isElastic()
                ? new NewtonSolver().refusal(problem)
                : "of penalties it takes L1 and L2, without bounds";
    }

    @Override
    public Solved solve(Problem problem, double[] start, boolean near) {
        int most = problem.maxIterations();
        PiecewiseNewton newton = newton(problem);
        Solution found = newton.minimise(start, Math.min(most, STEPS_TO_MEDIAN));
        if (!found.converged() && found.iterations() < most) {
            Solution better = restart(problem, found, near);
            int left = Math.max(1, most - better.iterations());
            found = newton.minimise(better.at().parameters(), left).after(better.iterations());
        }
        String label = NewtonSolver.label(problem) + " from piece to piece";
        if (found.converged() || found.iterations() >= most) {
            return new Solved(found, label, NewtonSolver.kind(problem), problem.tolerance(), newton.neededRidge());
        }
        Solved finished = new NewtonSolver().solve(problem, found.at().parameters(), true);
        return new Solved(
                finished.solution().after(found.iterations()),
                label + ", then " + finished.solver(),
                finished.kind(),
                finished.tolerance(),
                finished.neededRidge());
    }

    private static PiecewiseNewton newton(Problem problem) {
        return new PiecewiseNewton(
                problem.objective(),
                problem.penalty(),
                (ElementLoss) problem.loss(),
                problem.tolerance(),
                problem.scale());
    }

    /**
     * Where to go on from: with few rows on parabolas most directions have no curvature, but then the loss is nearly
     * absolute error, whose optimum is close.
     */
    private static Solution restart(Problem problem, Solution found, boolean near) {
        InteriorPointSolver solver = new InteriorPointSolver();
        Problem median = problem.with(ElementLoss.of(Losses.parse("absolute-error")));
        boolean residual = ((ElementLoss) problem.loss()).link() == Link.IDENTITY;
        return residual && solver.refusal(median) == null
                ? solver.solve(median, found.at().parameters(), near).solution().after(found.iterations())
                : found;
    }
}
