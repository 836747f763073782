package org.lossmith.learn.fit;

import org.lossmith.penalty.ColumnPenalties;
import org.lossmith.penalty.Penalty;

/** What a fit is asked for besides its loss; the parts are those of {@link FitRequest}. */
record FitSettings(
        Penalty penalty,
        ColumnPenalties columns,
        boolean intercept,
        boolean standardise,
        double tolerance,
        double gapTolerance,
        int maxIterations,
        SolverName solver,
        int starts,
        long seed) {
    static FitSettings of(FitRequest request) {
        return new FitSettings(
                request.penalty(),
                request.columns(),
                request.intercept(),
                request.standardise(),
                request.tolerance(),
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

    private FitSettings with(Penalty other, SolverName by) {
        return new FitSettings(
                other, columns, intercept, standardise, tolerance, gapTolerance, maxIterations, by, starts, seed);
    }
}
