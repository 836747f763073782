package org.lossmith.learn.data;

import java.util.List;

/**
 * What there was in a file that was scanned.
 *
 * @param rows data rows in the file
 * @param used rows that were handed on
 * @param columns the model's columns in which something was missing or unseen, in the model's order
 */
public record ScanSummary(long rows, long used, List<Oddities> columns) {
    public ScanSummary {
        columns = List.copyOf(columns);
    }

    /**
     * What a model had to make do with in a column.
     *
     * @param missing rows without a value
     * @param unseen rows with a text that the training data did not have
     * @param example such a text, or an empty one
     * @param treatment what became of them, in words
     */
    public record Oddities(String column, long missing, long unseen, String example, String treatment) {}
}
