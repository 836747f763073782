package org.lossmith.learn.fit.problem;

import org.jspecify.annotations.Nullable;
import org.lossmith.learn.solver.SolverName;

/** A way to minimise loss and penalty. It keeps nothing from one problem to the next. */
public interface Solver {
    /** The name by which it can be asked for. */
    SolverName name();

    /** Why it cannot solve this problem, as the end of a sentence that begins "... cannot be used: "; null if it can. */
    @Nullable
    String refusal(Problem problem);

    /**
     * @param start where to begin
     * @param near whether the start is close to the optimum
     */
    Solved solve(Problem problem, double[] start, boolean near);
}
