package org.lossmith.learn.model;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.solver.FitWatch;

/**
 * How a training begins, who looks on, and who may end it.
 *
 * @param resume a model of the same loss, target and inputs whose coefficients to start from, or null
 * @param watch told of every step over all rows; where it ends the fit, the model has the coefficients so far and says so
 * @param stage told what begins, in a few words
 */
public record TrainControl(@Nullable Model resume, FitWatch watch, Consumer<String> stage) {
    /** From the beginning to the end. */
    public static TrainControl of(Consumer<String> stage) {
        return new TrainControl(null, FitWatch.NONE, stage);
    }

    public TrainControl withResume(@Nullable Model changed) {
        return new TrainControl(changed, watch, stage);
    }

    public TrainControl withWatch(FitWatch changed) {
        return new TrainControl(resume, changed, stage);
    }
}
