package org.lossmith.learn.fit.workingset;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.fit.design.DesignColumns;
import org.lossmith.learn.fit.objective.ElementLoss;
import org.lossmith.learn.fit.objective.FitLoss;
import org.lossmith.learn.fit.objective.ScaledPenalty;
import org.lossmith.learn.fit.problem.Problem;
import org.lossmith.learn.fit.problem.Solved;
import org.lossmith.learn.fit.problem.Solver;
import org.lossmith.learn.solver.Certificate;
import org.lossmith.learn.solver.FitWatch;
import org.lossmith.learn.solver.SolverName;

/** Penalties with exact zeros on many columns, by {@link WorkingSet}. */
public final class WorkingSetSolver implements Solver {
    private static final String LABEL = "working sets with coordinate descent";

    /** A dense design is copied column by column; up to this many numbers (200 MB) that is worth it. */
    static final long LARGEST_COPY = 25_000_000;

    @Override
    public SolverName name() {
        return SolverName.WORKING_SET;
    }

    @Override
    public @Nullable String refusal(Problem problem) {
        FitLoss loss = problem.loss();
        if (!loss.smooth()) {
            return loss.spec() + " has kinks, where it has no second derivative";
        }
        if (!loss.convex()) {
            return loss.spec() + " is not convex, so that no duality gap would tell when it is done";
        }
        if (!(loss instanceof ElementLoss)) {
            return loss.spec() + " takes several scores a row, and this solver one";
        }
        boolean columns = problem.dimension() > (problem.objective().design().intercept() ? 1 : 0);
        if (columns && !problem.penalty().hasL1()) {
            return "the penalty sets no coefficient to zero, so there is no small set of columns to work on";
        }
        if (!problem.penalty().isElastic()) {
            return "it takes the penalties l1 and elastic-net, without bounds and groups";
        }
        long numbers = (long) problem.rows() * problem.dimension();
        return problem.objective().design().sparse() || numbers <= LARGEST_COPY
                ? null
                : "the data are " + numbers + " numbers, and it keeps a copy of at most " + LARGEST_COPY;
    }

    @Override
    public Solved solve(Problem problem, double[] start, boolean near) {
        DesignColumns columns = DesignColumns.of(problem.objective().design());
        return path(problem, columns, List.of(problem.penalty()), start, PathWatch.ofAll(FitWatch.NONE, 1))
                .get(0);
    }

    /**
     * Solves for one penalty after the other, each from where the last one ended; what is known of the columns is kept.
     *
     * @param problem its penalty is not looked at
     * @param columns the problem's
     * @param penalties the same with its strength falling
     * @param watch may end the path
     */
    public List<Solved> path(
            Problem problem, DesignColumns columns, List<ScaledPenalty> penalties, double[] start, PathWatch watch) {
        return SplitPath.of(problem, columns, penalties, start, watch).stream()
                .map(solution -> new Solved(solution, LABEL, Certificate.Kind.DUALITY_GAP, problem.tolerance(), false))
                .toList();
    }
}
