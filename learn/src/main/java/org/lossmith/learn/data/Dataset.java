package org.lossmith.learn.data;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Rows ready to fit: every number in {@code x}, {@code targets} and {@code weights} is finite. Arrays are shared, not copied:
 * callers must not write to them. Close it when neither the rows nor their original values are wanted any more.
 *
 * @param file the file's name as the user gave it
 * @param x the inputs, a row per used row, a column per name in {@code features}
 * @param targets one value per used row; 0 and 1 for binary targets, 0..K-1 for categories
 * @param weights example weights >= 0 with a positive sum, or null when every row counts 1
 * @param features names of the inputs, in the order of the matrix's columns
 * @param targetName the target's column
 * @param kind what sort of target it is
 * @param labels for binary targets the negative then the positive label, for categories the K labels; otherwise empty
 * @param positive the label coded 1, for binary targets, otherwise null
 * @param rows data rows in the file
 * @param droppedBecause rows left out, counted by reason; {@code rows} minus their sum is the number of used rows
 * @param columns what was done to each column of the file, in the file's order
 * @param groups the split column's value of each used row as text ({@code ""} when missing), or null when none was asked for
 * @param sources the 1-based data row in the file of each used row, increasing
 * @param encoder how the inputs were made
 * @param notices what the user should know about the data
 * @param original fetches original values; see {@link #values}
 */
public record Dataset(
        String file,
        Matrix x,
        Series targets,
        @Nullable Series weights,
        List<String> features,
        String targetName,
        TargetKind kind,
        List<String> labels,
        @Nullable String positive,
        long rows,
        Map<String, Long> droppedBecause,
        List<ColumnNote> columns,
        String @Nullable [] groups,
        Series sources,
        Encoder encoder,
        List<Notice> notices,
        RowValues original)
        implements AutoCloseable {

    public Dataset {
        require(x.rows() == targets.size(), "target");
        require(weights == null || weights.size() == targets.size(), "weight");
        require(groups == null || groups.length == targets.size(), "groups");
        require(sources.size() == targets.size(), "sources");
        require(features.size() == x.columns(), "features");
        features = List.copyOf(features);
        labels = List.copyOf(labels);
        columns = List.copyOf(columns);
        notices = List.copyOf(notices);
        droppedBecause = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(droppedBecause));
    }

    /** Data whose targets, weights and places in the file are in memory. */
    public Dataset(
            String file,
            Matrix x,
            double[] target,
            double @Nullable [] weight,
            List<String> features,
            String targetName,
            TargetKind kind,
            List<String> labels,
            @Nullable String positive,
            long rows,
            Map<String, Long> droppedBecause,
            List<ColumnNote> columns,
            String @Nullable [] groups,
            long[] sourceRow,
            Encoder encoder,
            List<Notice> notices,
            RowValues original) {
        this(
                file,
                x,
                Series.of(target),
                weight == null ? null : Series.of(weight),
                features,
                targetName,
                kind,
                labels,
                positive,
                rows,
                droppedBecause,
                columns,
                groups,
                Series.of(Arrays.stream(sourceRow).asDoubleStream().toArray()),
                encoder,
                notices,
                original);
    }

    private static void require(boolean fits, String what) {
        if (!fits) {
            throw new IllegalArgumentException(what + " does not have the length that the matrix has");
        }
    }

    /** Data that is in memory already: numeric inputs, target coded as {@code kind} wants it, no weights. */
    public static Dataset of(Matrix x, double[] target, List<String> features, TargetKind kind) {
        boolean binary = kind == TargetKind.BINARY;
        return new Dataset(
                "(memory)",
                x,
                Series.of(target),
                null,
                features,
                "target",
                kind,
                labels(target, kind),
                binary ? "1" : null,
                x.rows(),
                Map.of(),
                List.of(),
                null,
                Series.counting(x.rows()),
                new Encoder(features.stream()
                        .<ColumnEncoding>map(name -> new ColumnEncoding.Numeric(name, 0, false))
                        .toList()),
                List.of(),
                RowValues.none());
    }

    private static List<String> labels(double[] target, TargetKind kind) {
        int labels = kind == TargetKind.CATEGORIES
                ? (int) Arrays.stream(target).max().orElse(0) + 1
                : kind == TargetKind.BINARY ? 2 : 0;
        return IntStream.range(0, labels).mapToObj(String::valueOf).toList();
    }

    /** Number of rows to fit on. */
    public int used() {
        return targets.size();
    }

    /** All targets as an array; see {@link Series#toArray}. */
    public double[] target() {
        return targets.toArray();
    }

    /** All weights as an array, or null when every row counts 1; see {@link Series#toArray}. */
    public double @Nullable [] weight() {
        return weights == null ? null : weights.toArray();
    }

    /** The 1-based data row in the file of a used row. */
    public long sourceRow(int usedRow) {
        return (long) sources.get(usedRow);
    }

    /** The 1-based data row in the file of each used row. */
    public long[] sourceRow() {
        return Arrays.stream(sources.toArray()).mapToLong(row -> (long) row).toArray();
    }

    /**
     * The same data with targets, weights and places in memory, for those who need them of every row again and again; the inputs
     * stay where they are. Close the original, not this.
     */
    public Dataset withNumbersInMemory() {
        return stored()
                ? new Dataset(
                        file,
                        x,
                        target(),
                        weight(),
                        features,
                        targetName,
                        kind,
                        labels,
                        positive,
                        rows,
                        droppedBecause,
                        columns,
                        groups,
                        sourceRow(),
                        encoder,
                        notices,
                        original)
                : this;
    }

    /** Whether the inputs are in a scratch file because they do not fit into memory. */
    public boolean stored() {
        return x instanceof StoredMatrix;
    }

    public long dropped() {
        return rows - targets.size();
    }

    /** The values of one used row as they stand in the file, by column; missing values are absent. */
    public Map<String, String> values(int usedRow) {
        return original.fetch(new int[] {usedRow}).get(0);
    }

    /** The same for a few rows at once. */
    public List<Map<String, String>> values(int... usedRows) {
        return original.fetch(usedRows);
    }

    @Override
    public void close() {
        original.close();
        if (x instanceof StoredMatrix stored) {
            stored.close();
        }
        EncodedRows.close(targets);
        EncodedRows.close(sources);
        if (weights != null) {
            EncodedRows.close(weights);
        }
    }
}
