package org.lossmith.learn.model;

import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;
import org.lossmith.learn.data.ReadRequest;
import org.lossmith.learn.fit.InputPenalties;
import org.lossmith.learn.fit.SolverName;

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
        return new TrainRequest(
                read, loss, changed, inputs, solver, starts, threshold, errors, search, seed, threads, createdBy);
    }

    public TrainRequest withInputs(InputPenalties changed) {
        return new TrainRequest(
                read, loss, penalty, changed, solver, starts, threshold, errors, search, seed, threads, createdBy);
    }

    public TrainRequest withSolver(SolverName changed) {
        return new TrainRequest(
                read, loss, penalty, inputs, changed, starts, threshold, errors, search, seed, threads, createdBy);
    }

    public TrainRequest withStarts(int changed) {
        return new TrainRequest(
                read, loss, penalty, inputs, solver, changed, threshold, errors, search, seed, threads, createdBy);
    }

    public TrainRequest withThreshold(@Nullable Double changed) {
        return new TrainRequest(
                read, loss, penalty, inputs, solver, starts, changed, errors, search, seed, threads, createdBy);
    }

    public TrainRequest withErrors(ErrorMethod changed) {
        return new TrainRequest(
                read, loss, penalty, inputs, solver, starts, threshold, changed, search, seed, threads, createdBy);
    }

    public TrainRequest withSearch(LambdaSearch changed) {
        return new TrainRequest(
                read, loss, penalty, inputs, solver, starts, threshold, errors, changed, seed, threads, createdBy);
    }

    public TrainRequest withSeed(long changed) {
        return new TrainRequest(
                read, loss, penalty, inputs, solver, starts, threshold, errors, search, changed, threads, createdBy);
    }

    public TrainRequest withThreads(int changed) {
        return new TrainRequest(
                read, loss, penalty, inputs, solver, starts, threshold, errors, search, seed, changed, createdBy);
    }

    public TrainRequest withCreatedBy(String changed) {
        return new TrainRequest(
                read, loss, penalty, inputs, solver, starts, threshold, errors, search, seed, threads, changed);
    }
}
