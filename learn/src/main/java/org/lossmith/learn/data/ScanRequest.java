package org.lossmith.learn.data;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file to be turned into the inputs of a model that is there already.
 *
 * @param encoder the model's
 * @param nulls texts that mean a missing value, besides the empty text
 * @param where a condition in SQL that a row must meet, or null for all rows
 * @param kept columns whose values are wanted as they stand in the file
 * @param target how the target is coded, where the file has it
 */
public record ScanRequest(
        Path file,
        Encoder encoder,
        List<String> nulls,
        @Nullable String where,
        List<String> kept,
        KnownTarget target) {
    public ScanRequest {
        nulls = List.copyOf(nulls);
        kept = List.copyOf(kept);
    }

    /**
     * A target as a model knows it.
     *
     * @param labels coded 0, 1, 2, ... in this order; empty for numbers
     */
    public record KnownTarget(String column, List<String> labels) {
        public KnownTarget {
            labels = List.copyOf(labels);
        }
    }
}
