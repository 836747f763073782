package org.lossmith.learn.fit.newton;

import org.jspecify.annotations.Nullable;
import org.lossmith.learn.fit.objective.Evaluation;
import org.lossmith.learn.fit.objective.Surface;
import org.lossmith.learn.fit.problem.Problem;
import org.lossmith.learn.fit.problem.Solution;
import org.lossmith.learn.fit.problem.Solved;
import org.lossmith.learn.fit.problem.Solver;
import org.lossmith.learn.solver.Certificate;
import org.lossmith.learn.solver.SolverName;

/** Newton for smooth losses, by {@link ProximalNewton}. */
public final class NewtonSolver implements Solver {
    /** A matrix of this many columns squared still fits in memory, and its Cholesky factor takes seconds. */
    public static final int LARGEST_GRAM = 2000;

    @Override
    public SolverName name() {
        return SolverName.NEWTON;
    }

    @Override
    public @Nullable String refusal(Problem problem) {
        if (!problem.loss().smooth()) {
            return problem.loss().spec() + " has kinks, where it has no second derivative";
        }
        if (!problem.loss().curved()) {
            return problem.loss().spec() + " has no curvature over its scores that is certain to be positive";
        }
        return problem.dimension() > LARGEST_GRAM
                ? problem.dimension() + " parameters need too large a matrix of second derivatives (at most "
                        + LARGEST_GRAM + ")"
                : null;
    }

    @Override
    public Solved solve(Problem problem, double[] start, boolean near) {
        if (near || problem.penalty().isConvex()) {
            return minimised(problem, start, near);
        }
        // Of the many stationary points the one that the best lasso leads to (Zou and Li 2008).
        Solved lasso = minimised(problem.relaxed(), start, false);
        Solved found = minimised(problem, lasso.solution().at().parameters(), false);
        return new Solved(
                found.solution().after(lasso.solution().iterations()),
                lasso.solver() + " from the lasso",
                found.kind(),
                found.tolerance(),
                lasso.neededRidge() || found.neededRidge());
    }

    private static Solved minimised(Problem problem, double[] start, boolean near) {
        ProximalNewton newton = newton(problem, problem.objective(), problem.sample());
        Solution found =
                near ? newton.refine(start, problem.maxIterations()) : newton.minimise(start, problem.maxIterations());
        return solved(problem, found, newton);
    }

    /**
     * From a point whose gradient and some matrix of second derivatives are known.
     *
     * @param surface the problem's objective, or what stands for it
     */
    public Solved resume(Problem problem, Surface surface, Evaluation at) {
        Surface sample = surface == problem.objective() ? problem.sample() : surface;
        ProximalNewton newton = newton(problem, surface, sample);
        return solved(problem, newton.resume(at, problem.maxIterations()), newton);
    }

    private static ProximalNewton newton(Problem problem, Surface surface, Surface sample) {
        return new ProximalNewton(
                surface,
                sample,
                problem.penalty(),
                problem.loss().direct(),
                problem.tolerance(),
                problem.polished(),
                problem.scale());
    }

    private static Solved solved(Problem problem, Solution found, ProximalNewton newton) {
        return new Solved(found, label(problem), kind(problem), problem.tolerance(), newton.neededRidge());
    }

    public static String label(Problem problem) {
        return held(problem) ? "proximal Newton" : "Newton";
    }

    /** What the norm of the smallest (sub)gradient is called. */
    public static Certificate.Kind kind(Problem problem) {
        return held(problem) ? Certificate.Kind.SUBGRADIENT : Certificate.Kind.GRADIENT_NORM;
    }

    /** Whether kinks or bounds can hold parameters. */
    private static boolean held(Problem problem) {
        return problem.penalty().hasL1() || problem.penalty().bounded();
    }
}
