package org.lossmith.learn.fit;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;
import org.lossmith.learn.fit.newton.NewtonSolver;
import org.lossmith.learn.fit.newton.QuasiNewtonSolver;
import org.lossmith.learn.fit.objective.FitLoss;
import org.lossmith.learn.fit.piecewise.InteriorPointSolver;
import org.lossmith.learn.fit.piecewise.PiecewiseSolver;
import org.lossmith.learn.fit.piecewise.SmoothingSolver;
import org.lossmith.learn.fit.problem.Problem;
import org.lossmith.learn.fit.problem.Solver;
import org.lossmith.learn.fit.stochastic.AdamSolver;
import org.lossmith.learn.fit.stochastic.FtrlSolver;
import org.lossmith.learn.fit.workingset.WorkingSetSolver;
import org.lossmith.learn.solver.SolverName;

/** Chooses the solver from loss, penalty and shape, and says why. */
final class Planner {
    /** With more parameters than this a Gram matrix costs more than it brings. */
    static final int NEWTON_DIMENSION = 300;
    /** With kinks on several scores L-BFGS takes hundreds of steps where Newton takes four. */
    private static final int NEWTON_DIMENSION_OF_KINKED_SCORES = 600;

    private static final List<Solver> SOLVERS = List.of(
            new NewtonSolver(),
            new QuasiNewtonSolver(),
            new SmoothingSolver(),
            new InteriorPointSolver(),
            new PiecewiseSolver(),
            new WorkingSetSolver(),
            new AdamSolver(),
            new FtrlSolver());

    private Planner() {}

    /** @param reason why this one, in a few words */
    record Plan(Solver solver, String reason) {}

    /**
     * @param asked the solver to use, or auto
     * @throws InputException if the solver asked for cannot solve this problem
     */
    static Plan plan(Problem problem, SolverName asked) {
        if (asked == SolverName.AUTO) {
            return chosen(problem);
        }
        Solver solver = named(asked);
        @Nullable String refusal = solver.refusal(problem);
        if (refusal != null) {
            Plan instead = chosen(problem);
            throw new InputException("solver " + asked.text() + " cannot be used: " + refusal + "; leave it out, and "
                    + instead.solver().name().text() + " is used (" + instead.reason() + ")");
        }
        return new Plan(solver, "it was asked for");
    }

    /** Newton with more parameters than it is best for, because the penalty leaves no other choice. */
    private static Plan fewEnough(Problem problem) {
        Solver newton = named(SolverName.NEWTON);
        @Nullable String refusal = newton.refusal(problem);
        if (refusal != null) {
            throw new InputException("no solver for this loss and penalty with so many columns: for newton " + refusal
                    + ", and for lbfgs " + named(SolverName.LBFGS).refusal(problem)
                    + "; choose fewer columns, or l1, l2 or elastic-net without bounds");
        }
        return new Plan(newton, "no other solver knows this penalty");
    }

    private static Solver named(SolverName name) {
        return SOLVERS.stream()
                .filter(solver -> solver.name() == name)
                .findFirst()
                .orElseThrow();
    }

    private static void requireGram(Problem problem) {
        if (problem.dimension() > NewtonSolver.LARGEST_GRAM) {
            throw new InputException("no solver for " + problem.loss().spec() + ", which has kinks, with "
                    + problem.dimension() + " parameters: at most " + NewtonSolver.LARGEST_GRAM
                    + "; choose a smooth loss (huber for absolute-error, squared-hinge for hinge) or fewer columns");
        }
    }

    private static int newtonDimension(Problem problem) {
        boolean kinked = problem.loss().outputs() > 1 && problem.penalty().hasL1();
        return kinked ? NEWTON_DIMENSION_OF_KINKED_SCORES : NEWTON_DIMENSION;
    }

    private static Plan chosen(Problem problem) {
        FitLoss loss = problem.loss();
        if (!loss.smooth() && named(SolverName.INTERIOR_POINT).refusal(problem) == null) {
            return new Plan(
                    named(SolverName.INTERIOR_POINT),
                    "the loss is made of straight lines, so a vertex is the exact optimum");
        }
        if (!loss.smooth()) {
            requireGram(problem);
            return new Plan(
                    named(SolverName.SMOOTHING),
                    loss.convex() ? "the loss has kinks" : "the loss has kinks and may have several minima");
        }
        if (!loss.curved()) {
            return new Plan(named(SolverName.LBFGS), "the loss is smooth, and its curvature may be negative");
        }
        int dimension = problem.dimension();
        boolean sparse = problem.objective().design().sparse();
        boolean wide = dimension > Math.min(problem.rows(), NEWTON_DIMENSION);
        if ((sparse || wide) && named(SolverName.WORKING_SET).refusal(problem) == null) {
            String shape = sparse
                    ? "the data are sparse"
                    : dimension > problem.rows() ? "columns outnumber rows" : dimension + " parameters are many";
            return new Plan(named(SolverName.WORKING_SET), shape + " and the penalty sets most coefficients to zero");
        }
        int few = newtonDimension(problem);
        if (dimension > few && named(SolverName.LBFGS).refusal(problem) != null) {
            return fewEnough(problem);
        }
        if (dimension > few) {
            return new Plan(
                    named(SolverName.LBFGS), dimension + " parameters are too many for a matrix of second derivatives");
        }
        if (named(SolverName.PIECEWISE).refusal(problem) == null) {
            return new Plan(
                    named(SolverName.PIECEWISE),
                    "the loss is made of parabolas and lines, so the optimum is found exactly");
        }
        return new Plan(
                named(SolverName.NEWTON),
                "the loss is smooth and " + dimension + (dimension == 1 ? " parameter is" : " parameters are")
                        + " few");
    }
}
