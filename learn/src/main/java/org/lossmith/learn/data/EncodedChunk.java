package org.lossmith.learn.data;

import org.jspecify.annotations.Nullable;

/**
 * Some rows of a file that is scanned, in the file's order.
 *
 * @param x their inputs
 * @param target coded; NaN where it is missing or no label that the model knows; null if the file has no such column
 * @param kept the values of each column that was to be kept, by column and row; null where missing
 * @param sourceRow their 1-based data rows in the file
 */
public record EncodedChunk(
        Matrix x, double @Nullable [] target, @Nullable String[][] kept, long[] sourceRow) {}
