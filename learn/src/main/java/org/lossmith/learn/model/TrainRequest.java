package org.lossmith.learn.model;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;
import org.lossmith.learn.data.ReadRequest;
import org.lossmith.learn.fit.InputPenalties;
import org.lossmith.learn.solver.SolverName;

/**
 * What to train, on what, and how. Build one with {@link #of} and the {@code with} methods.
 *
 * @param read the file, the target, and which rows and columns to use
 * @param penalty as the command line takes it, with its lambda or to have it chosen, or {@link #USUAL_PENALTY}
 * @param inputs how inputs differ in what they pay and may be
 * @param starts for losses that are not convex: how many places to descend from
 * @param threshold the probability from which a row gets the positive label, kept in the model, or null for a half
 * @param errors how to work out the coefficients' errors
 * @param search how to choose the lambda of a penalty that leaves it open
 * @param seed for the bootstrap, and for which rows are held out together
 * @param threads at least 1; the result has the same bits for every number
 * @param createdBy the program that trains, as the model file names it
 */
public record TrainRequest(
        ReadRequest read,
        ModelLoss loss,
        String penalty,
        InputPenalties inputs,
        SolverName solver,
        int starts,
        @Nullable Double threshold,
        ErrorMethod errors,
        LambdaSearch search,
        long seed,
        int threads,
        String createdBy) {
    /** None for one score a row; for classes L2 with lambda = 1 / (2 rows), since some coefficient would mostly be infinite. */
    public static final String USUAL_PENALTY = "usual";

    public TrainRequest {
        if (starts < 1) {
            throw new InputException("--starts " + starts + ": at least 1 is wanted; 1 is the default");
        }
        if (threads < 1) {
            throw new InputException("threads must be at least 1, not " + threads);
        }
        if (threshold != null && !(threshold >= 0 && threshold <= 1)) {
            throw new InputException("the threshold is a probability, from 0 to 1, not " + threshold);
        }
    }

    public static TrainRequest of(ReadRequest read, ModelLoss loss) {
        return new TrainRequest(
                read,
                loss,
                USUAL_PENALTY,
                InputPenalties.none(),
                SolverName.AUTO,
                1,
                null,
                ErrorMethod.USUAL,
                LambdaSearch.USUAL,
                1,
                Runtime.getRuntime().availableProcessors(),
                "lossmith");
    }

    public TrainRequest withPenalty(String changed) {
        return with(draft -> draft.penalty = changed);
    }

    public TrainRequest withInputs(InputPenalties changed) {
        return with(draft -> draft.inputs = changed);
    }

    public TrainRequest withSolver(SolverName changed) {
        return with(draft -> draft.solver = changed);
    }

    public TrainRequest withStarts(int changed) {
        return with(draft -> draft.starts = changed);
    }

    public TrainRequest withThreshold(@Nullable Double changed) {
        return with(draft -> draft.threshold = changed);
    }

    public TrainRequest withErrors(ErrorMethod changed) {
        return with(draft -> draft.errors = changed);
    }

    public TrainRequest withSearch(LambdaSearch changed) {
        return with(draft -> draft.search = changed);
    }

    public TrainRequest withSeed(long changed) {
        return with(draft -> draft.seed = changed);
    }

    public TrainRequest withThreads(int changed) {
        return with(draft -> draft.threads = changed);
    }

    public TrainRequest withCreatedBy(String changed) {
        return with(draft -> draft.createdBy = changed);
    }

    private TrainRequest with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.request();
    }

    /** The parts of a request while one of them is changed: said once, not in every method above. */
    private static final class Draft {
        private final TrainRequest from;
        private String penalty;
        private InputPenalties inputs;
        private SolverName solver;
        private int starts;
        private @Nullable Double threshold;
        private ErrorMethod errors;
        private LambdaSearch search;
        private long seed;
        private int threads;
        private String createdBy;

        Draft(TrainRequest from) {
            this.from = from;
            penalty = from.penalty;
            inputs = from.inputs;
            solver = from.solver;
            starts = from.starts;
            threshold = from.threshold;
            errors = from.errors;
            search = from.search;
            seed = from.seed;
            threads = from.threads;
            createdBy = from.createdBy;
        }

        TrainRequest request() {
            return new TrainRequest(
                    from.read, from.loss, penalty, inputs, solver, starts, threshold, errors, search, seed, threads,
                    createdBy);
        }
    }
}
