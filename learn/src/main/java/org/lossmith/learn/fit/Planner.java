package org.lossmith.learn.fit;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;

/** Chooses the solver from loss, penalty and shape, and says why. */
final class Planner {
    /** With more parameters than this a Gram matrix costs more than it brings. */
    static final int NEWTON_DIMENSION = 300;

    private static final List<Solver> SOLVERS =
            List.of(new NewtonSolver(), new QuasiNewtonSolver(), new SmoothingSolver());

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

    private static Solver named(SolverName name) {
        return SOLVERS.stream()
                .filter(solver -> solver.name() == name)
                .findFirst()
                .orElseThrow();
    }

    private static Plan chosen(Problem problem) {
        FitLoss loss = problem.loss();
        if (!loss.smooth()) {
            return new Plan(
                    named(SolverName.SMOOTHING),
                    loss.convex() ? "the loss has kinks" : "the loss has kinks and may have several minima");
        }
        if (!loss.curved()) {
            return new Plan(named(SolverName.LBFGS), "the loss is smooth, and its curvature may be negative");
        }
        int dimension = problem.dimension();
        if (dimension > NEWTON_DIMENSION) {
            return new Plan(
                    named(SolverName.LBFGS), dimension + " parameters are too many for a matrix of second derivatives");
        }
        return new Plan(
                named(SolverName.NEWTON),
                "the loss is smooth and " + dimension + (dimension == 1 ? " parameter is" : " parameters are")
                        + " few");
    }
}
