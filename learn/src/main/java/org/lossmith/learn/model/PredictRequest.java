package org.lossmith.learn.model;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which rows to use a model on.
 *
 * @param file CSV, TSV (both also .gz), Parquet, JSON or JSON lines
 * @param nulls texts that mean a missing value, besides those that the model knows from training
 * @param where a condition in SQL that a row must meet, or null for all rows
 * @param kept columns whose values are to be given back with the predictions
 * @param threshold the probability from which a row gets the positive label, or null for the model's own
 */
public record PredictRequest(
        Model model,
        Path file,
        List<String> nulls,
        @Nullable String where,
        List<String> kept,
        @Nullable Double threshold) {
    public PredictRequest {
        nulls = List.copyOf(nulls);
        kept = List.copyOf(kept);
    }

    public static PredictRequest of(Model model, Path file) {
        return new PredictRequest(model, file, List.of(), null, List.of(), null);
    }
}
