package org.lossmith.learn.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.data.ColumnNote;
import org.lossmith.learn.data.Notice;
import org.lossmith.learn.evaluate.Coverage;

/**
 * A model and what is to be said about how it came about.
 *
 * @param droppedBecause rows left out, counted by reason
 * @param weightSum the number of rows, or the sum of their weights
 * @param columns what was done to each column of the file
 * @param penaltyReason why there is this penalty, if nobody asked for it
 * @param warnings what the user should know before relying on the model
 * @param seconds how long it took
 * @param choice how the penalty's lambda was chosen, or null if it was given
 * @param coverage how distributions suit the training rows, or null for a model of none
 */
public record Training(
        Model model,
        Map<String, Long> droppedBecause,
        double weightSum,
        List<ColumnNote> columns,
        @Nullable String penaltyReason,
        List<Notice> warnings,
        double seconds,
        @Nullable LambdaChoice choice,
        @Nullable Coverage coverage) {
    public Training {
        columns = List.copyOf(columns);
        warnings = List.copyOf(warnings);
    }
}
