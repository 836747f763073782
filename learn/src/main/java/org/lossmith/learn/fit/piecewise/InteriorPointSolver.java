package org.lossmith.learn.fit.piecewise;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.fit.newton.NewtonSolver;
import org.lossmith.learn.fit.objective.Evaluation;
import org.lossmith.learn.fit.problem.Problem;
import org.lossmith.learn.fit.problem.Solution;
import org.lossmith.learn.fit.problem.Solved;
import org.lossmith.learn.fit.problem.Solver;
import org.lossmith.learn.solver.Certificate;
import org.lossmith.learn.solver.SolverName;

/** Absolute error, quantiles, hinge and other losses of straight lines, without penalty or with L1, exact to a vertex. */
public final class InteriorPointSolver implements Solver {
    /** The true loss and the sum of slopes times residuals may differ by this share: rounding of two ways to add. */
    private static final double SAME = 1e-10;

    /** What is kept of a row beside its inputs: target, bounds, residual and dual variables with their moves. */
    private static final int NUMBERS_A_ROW = 15;

    @Override
    public SolverName name() {
        return SolverName.INTERIOR_POINT;
    }

    @Override
    public @Nullable String refusal(Problem problem) {
        LinearPieces pieces = pieces(problem);
        if (pieces == null) {
            return problem.loss().spec() + " is not convex and made of straight lines, 0 where they are lowest";
        }
        if (problem.objective().design().sparse()) {
            return "the data are sparse, and it copies rows with every number spelt out";
        }
        if (!problem.objective().design().inMemory()
                && bytes(problem, pieces) > Runtime.getRuntime().maxMemory() / 2) {
            return "the rows do not fit into memory, where it may have to copy them";
        }
        boolean l1 = problem.penalty().isElastic()
                && Arrays.stream(problem.penalty().l2()).allMatch(factor -> factor == 0);
        if (!l1) {
            return "of penalties it takes L1 alone, without bounds: with others the best coefficients are at no vertex";
        }
        return problem.dimension() > NewtonSolver.LARGEST_GRAM
                ? problem.dimension() + " parameters need too large a matrix (at most " + NewtonSolver.LARGEST_GRAM
                        + ")"
                : null;
    }

    private static long bytes(Problem problem, LinearPieces pieces) {
        return 8L * problem.rows() * pieces.count() * (problem.dimension() + NUMBERS_A_ROW);
    }

    private static @Nullable LinearPieces pieces(Problem problem) {
        return LinearPieces.of(
                problem.loss(), problem.sample().design().targets().values());
    }

    @Override
    public Solved solve(Problem problem, double[] start, boolean near) {
        PinballFit fit = fit(problem);
        return certified(problem, fit, fit.minimise(start, near));
    }

    /** @param neighbour the best under a penalty much like this one */
    public Solved follow(Problem problem, double[] neighbour) {
        PinballFit fit = fit(problem);
        return certified(problem, fit, fit.follow(neighbour));
    }

    private static PinballFit fit(Problem problem) {
        LinearPieces pieces = pieces(problem);
        if (pieces == null) {
            throw new IllegalStateException(problem.loss().spec());
        }
        return new PinballFit(problem, pieces);
    }

    private static Solved certified(Problem problem, PinballFit fit, PinballFit.Fitted fitted) {
        Evaluation at =
                problem.objective().evaluate(fitted.parameters(), problem.loss().direct(), false);
        double value = at.loss() + problem.penalty().value(fitted.parameters());
        double difference = Math.abs(at.loss() - fitted.loss());
        double gap = difference <= SAME * Math.abs(at.loss()) ? fitted.gap() : fitted.gap() + difference;
        double relative =
                gap == 0 ? 0 : gap / Math.max(Math.abs(value), problem.scale().loss());
        boolean converged = relative <= problem.gapTolerance();
        Solution.Outcome otherwise = fit.stopped() ? Solution.Outcome.STOPPED : Solution.Outcome.STALLED;
        Solution solution = new Solution(at, fit.steps(), relative, converged ? Solution.Outcome.CONVERGED : otherwise);
        return new Solved(
                solution,
                "Frisch-Newton, exact to a vertex",
                Certificate.Kind.DUALITY_GAP,
                problem.gapTolerance(),
                fit.dependent());
    }
}
