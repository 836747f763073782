package org.lossmith.learn.model;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.data.Encoder;

/**
 * A trained linear model with all that it takes to use it on another file. Immutable; arrays are shared and must not be written to.
 *
 * @param createdBy the program and its version
 * @param nulls texts that mean a missing value, besides the empty text
 * @param deviations the standard deviation of each input over the training rows
 * @param scores one, or one for each class in the order of the target's labels, or for each parameter of a distribution
 * @param errors how uncertain the coefficients are, or null if that was not worked out
 * @param threshold the probability from which a row gets the positive label, or null where that does not apply
 * @param notes what a careful reader should know about the fit
 */
public record Model(
        String createdBy,
        ModelLoss loss,
        ModelLink link,
        ModelTarget target,
        List<String> nulls,
        Encoder encoder,
        double[] deviations,
        List<LinearScore> scores,
        FitSummary fit,
        @Nullable Uncertainty errors,
        @Nullable Double threshold,
        List<String> notes,
        Fingerprint training) {
    /** The probability from which a row is called positive if nobody says otherwise. */
    public static final double USUAL_THRESHOLD = 0.5;

    public Model {
        nulls = List.copyOf(nulls);
        scores = List.copyOf(scores);
        notes = List.copyOf(notes);
    }

    /** Names of the inputs, in the order of the coefficients. */
    public List<String> inputs() {
        return encoder.inputs();
    }
}
