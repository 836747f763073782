package org.lossmith.learn.fit;

import org.jspecify.annotations.Nullable;

/** Newton for smooth losses, by {@link ProximalNewton}. */
final class NewtonSolver implements Solver {
    /** A matrix of this many columns squared still fits in memory, and its Cholesky factor takes seconds. */
    static final int LARGEST_GRAM = 2000;

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
        ProximalNewton newton = new ProximalNewton(
                problem.objective(),
                problem.sample(),
                problem.penalty(),
                problem.loss().direct(),
                problem.tolerance(),
                problem.scale());
        Solution found = newton.minimise(start, problem.maxIterations());
        return new Solved(found, label(problem), kind(problem), problem.tolerance(), newton.neededRidge());
    }

    static String label(Problem problem) {
        return problem.penalty().hasL1() ? "proximal Newton" : "Newton";
    }

    /** What the norm of the smallest (sub)gradient is called. */
    static Certificate.Kind kind(Problem problem) {
        return problem.penalty().hasL1() ? Certificate.Kind.SUBGRADIENT : Certificate.Kind.GRADIENT_NORM;
    }
}
