package org.lossmith.learn.model;

import org.jspecify.annotations.Nullable;

/**
 * What a model says of some rows; arrays of rows in the file's order.
 *
 * @param sourceRow 1-based data rows in the file
 * @param kept values of the columns that were to be kept, by column and row; null where missing
 * @param score by score and row
 * @param number predicted numbers, or null for a model that predicts labels
 * @param label positions of predicted labels among the target's, or null for a model that predicts numbers
 * @param probability of the positive label, or of each label, by label and row; empty where the model gives none
 */
public record PredictedRows(
        long[] sourceRow,
        @Nullable String[][] kept,
        double[][] score,
        double @Nullable [] number,
        int @Nullable [] label,
        double[][] probability) {
    public int size() {
        return sourceRow.length;
    }
}
