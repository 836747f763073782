package org.lossmith.learn.fit;

import java.util.function.Consumer;
import org.lossmith.InputException;
import org.lossmith.learn.solver.Certificate;
import org.lossmith.learn.solver.SolverName;
import org.lossmith.loss.Loss;
import org.lossmith.penalty.ColumnPenalties;
import org.lossmith.penalty.Penalty;

/**
 * What to fit and how well.
 *
 * @param loss any elementwise loss
 * @param penalty on the coefficients, never on the intercept
 * @param columns in which columns differ: penalty factors, bounds, groups
 * @param intercept whether the score has a constant term
 * @param standardise whether the penalty counts coefficients per standard deviation of their column (the default) or
 *     per unit of the column; without a penalty it changes nothing, and coefficients are always reported in original
 *     units
 * @param threads at least 1; the result has the same bits for every number
 * @param tolerance of the relative gradient; see {@link Certificate.Kind#GRADIENT_NORM}
 * @param gapTolerance of the relative duality gap, for losses with kinks; see {@link Certificate.Kind#DUALITY_GAP}
 * @param maxIterations the most solver steps on all rows
 * @param solver the solver to use, or auto: whichever suits loss, penalty and shape
 * @param starts for losses that are not convex: how many places to descend from, on a sample; the lowest end is the result
 * @param seed of the random ones among them
 */
public record FitRequest(
        Loss loss,
        Penalty penalty,
        ColumnPenalties columns,
        boolean intercept,
        boolean standardise,
        int threads,
        double tolerance,
        double gapTolerance,
        int maxIterations,
        SolverName solver,
        int starts,
        long seed) {
    /** Relative gradient: five orders below what moves a coefficient by a standard error at a million rows. */
    public static final double DEFAULT_TOLERANCE = 1e-8;

    public static final double DEFAULT_GAP_TOLERANCE = 1e-4;
    public static final int DEFAULT_MAX_ITERATIONS = 500;

    public FitRequest {
        if (threads < 1) {
            throw new InputException("threads must be at least 1, not " + threads);
        }
        if (!(tolerance > 0 && tolerance < 1)) {
            throw new InputException("tolerance must be between 0 and 1, not " + tolerance + "; 1e-8 is the default");
        }
        if (!(gapTolerance > 0 && gapTolerance < 1)) {
            throw new InputException(
                    "the gap tolerance must be between 0 and 1, not " + gapTolerance + "; 1e-4 is the default");
        }
        if (starts < 1) {
            throw new InputException("the number of starts must be at least 1, not " + starts);
        }
        if (maxIterations < 1) {
            throw new InputException("the number of iterations must be at least 1, not " + maxIterations);
        }
    }

    /** No penalty, an intercept, standardised inputs, every processor, default tolerances. */
    public static FitRequest of(Loss loss) {
        return new FitRequest(
                loss,
                Penalty.none(),
                ColumnPenalties.none(),
                true,
                true,
                Runtime.getRuntime().availableProcessors(),
                DEFAULT_TOLERANCE,
                DEFAULT_GAP_TOLERANCE,
                DEFAULT_MAX_ITERATIONS,
                SolverName.AUTO,
                1,
                0);
    }

    public FitRequest withPenalty(Penalty changed) {
        return with(draft -> draft.penalty = changed);
    }

    public FitRequest withColumns(ColumnPenalties changed) {
        return with(draft -> draft.columns = changed);
    }

    public FitRequest withIntercept(boolean changed) {
        return with(draft -> draft.intercept = changed);
    }

    public FitRequest withStandardise(boolean changed) {
        return with(draft -> draft.standardise = changed);
    }

    public FitRequest withThreads(int changed) {
        return with(draft -> draft.threads = changed);
    }

    public FitRequest withTolerance(double changed) {
        return with(draft -> draft.tolerance = changed);
    }

    public FitRequest withGapTolerance(double changed) {
        return with(draft -> draft.gapTolerance = changed);
    }

    public FitRequest withMaxIterations(int changed) {
        return with(draft -> draft.maxIterations = changed);
    }

    public FitRequest withSolver(SolverName changed) {
        return with(draft -> draft.solver = changed);
    }

    public FitRequest withStarts(int changed, long from) {
        return with(draft -> {
            draft.starts = changed;
            draft.seed = from;
        });
    }

    private FitRequest with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.request();
    }

    /** The parts of a request while one of them is changed: said once, not in every method above. */
    private static final class Draft {
        private final FitRequest from;
        private Penalty penalty;
        private ColumnPenalties columns;
        private boolean intercept;
        private boolean standardise;
        private int threads;
        private double tolerance;
        private double gapTolerance;
        private int maxIterations;
        private SolverName solver;
        private int starts;
        private long seed;

        Draft(FitRequest from) {
            this.from = from;
            penalty = from.penalty;
            columns = from.columns;
            intercept = from.intercept;
            standardise = from.standardise;
            threads = from.threads;
            tolerance = from.tolerance;
            gapTolerance = from.gapTolerance;
            maxIterations = from.maxIterations;
            solver = from.solver;
            starts = from.starts;
            seed = from.seed;
        }

        FitRequest request() {
            return new FitRequest(
                    from.loss,
                    penalty,
                    columns,
                    intercept,
                    standardise,
                    threads,
                    tolerance,
                    gapTolerance,
                    maxIterations,
                    solver,
                    starts,
                    seed);
        }
    }
}
