package org.lossmith.learn.model;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.data.TargetKind;

/**
 * What a model predicts.
 *
 * @param column its name in the training file
 * @param labels for binary targets the negative then the positive label, for categories all labels in the order of the scores;
 *     otherwise empty
 * @param positive the positive label of a binary target, otherwise null
 */
public record ModelTarget(
        String column,
        TargetKind kind,
        List<String> labels,
        @Nullable String positive) {
    public ModelTarget {
        labels = List.copyOf(labels);
    }
}
