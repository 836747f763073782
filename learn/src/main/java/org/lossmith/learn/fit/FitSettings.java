package org.lossmith.learn.fit;

import org.lossmith.learn.solver.SolverName;
import org.lossmith.penalty.ColumnPenalties;
import org.lossmith.penalty.Penalty;

/**
 * What a fit is asked for besides its loss; the parts are those of {@link FitRequest}.
 *
 * @param polished whether to go on below the tolerance where a step costs next to nothing, and to bound the gap
 */
record FitSettings(
        Penalty penalty,
        ColumnPenalties columns,
        boolean intercept,
        boolean standardise,
        double tolerance,
        boolean polished,
        double gapTolerance,
        int maxIterations,
        SolverName solver,
        int starts,
        long seed) {
    /** Coefficients this close move a mean loss on rows held out by less than a thousandth of its standard error. */
    private static final double JUDGED_TOLERANCE = 1e-5;

    static FitSettings of(FitRequest request) {
        return new FitSettings(
                request.penalty(),
                request.columns(),
                request.intercept(),
                request.standardise(),
                request.tolerance(),
                true,
                request.gapTolerance(),
                request.maxIterations(),
                request.solver(),
                request.starts(),
                request.seed());
    }

    /** An intercept, standardised inputs, default tolerances, the solver that suits. */
    static FitSettings usual(Penalty penalty, ColumnPenalties columns, int starts, long seed) {
        return new FitSettings(
                penalty,
                columns,
                true,
                true,
                FitRequest.DEFAULT_TOLERANCE,
                true,
                FitRequest.DEFAULT_GAP_TOLERANCE,
                FitRequest.DEFAULT_MAX_ITERATIONS,
                SolverName.AUTO,
                starts,
                seed);
    }

    FitSettings with(Penalty other) {
        return with(other, solver);
    }

    /** For the fit that an adaptive penalty's factors come from. */
    FitSettings withPilot(Penalty pilot) {
        return with(pilot, SolverName.AUTO);
    }

    /** For fits that are judged on rows held out and then forgotten: as exact as their losses there can show. */
    FitSettings forJudging() {
        return new FitSettings(
                penalty,
                columns,
                intercept,
                standardise,
                Math.max(tolerance, JUDGED_TOLERANCE),
                false,
                gapTolerance,
                maxIterations,
                solver,
                starts,
                seed);
    }

    private FitSettings with(Penalty other, SolverName by) {
        return new FitSettings(
                other,
                columns,
                intercept,
                standardise,
                tolerance,
                polished,
                gapTolerance,
                maxIterations,
                by,
                starts,
                seed);
    }
}
