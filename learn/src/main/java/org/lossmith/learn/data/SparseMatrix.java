package org.lossmith.learn.data;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;

/**
 * A matrix of which only the entries that are not zero are kept, row by row (compressed sparse rows). The entries of row
 * {@code i} stand at {@code starts()[i]} to {@code starts()[i + 1] - 1}, in ascending order of their columns. The caller must
 * not write to the arrays.
 */
public final class SparseMatrix implements Matrix {
    /** An array cannot be longer. */
    static final int MOST_ENTRIES = Integer.MAX_VALUE - 8;

    private final int columns;
    private final int[] starts;
    private final int[] columnIndexes;
    private final double[] values;
    private volatile @Nullable SparseColumns byColumn;

    /**
     * @param starts where each row begins, and in the end where the last one ends
     * @param columnIndexes the 0-based column of each entry, ascending within a row
     * @param values of the entries
     */
    public SparseMatrix(int columns, int[] starts, int[] columnIndexes, double[] values) {
        require(columns >= 0 && starts.length > 0 && starts[0] == 0, "a matrix begins with its first row");
        for (int row = 0; row + 1 < starts.length; row++) {
            require(starts[row] <= starts[row + 1], "rows follow each other");
        }
        int entries = starts[starts.length - 1];
        require(columnIndexes.length == entries && values.length == entries, "as many columns and values as entries");
        for (int row = 0; row + 1 < starts.length; row++) {
            for (int at = starts[row]; at < starts[row + 1]; at++) {
                boolean ascends = at == starts[row] || columnIndexes[at - 1] < columnIndexes[at];
                require(
                        ascends && columnIndexes[at] >= 0 && columnIndexes[at] < columns,
                        "columns ascend within a row");
            }
        }
        this.columns = columns;
        this.starts = starts;
        this.columnIndexes = columnIndexes;
        this.values = values;
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("a sparse matrix is not well formed: " + what);
        }
    }

    @Override
    public int rows() {
        return starts.length - 1;
    }

    @Override
    public int columns() {
        return columns;
    }

    /** How many entries are kept. */
    public int entries() {
        return values.length;
    }

    public int[] starts() {
        return starts;
    }

    public int[] columnIndexes() {
        return columnIndexes;
    }

    public double[] values() {
        return values;
    }

    /** The same entries column by column, made when first asked for. */
    public SparseColumns byColumn() {
        SparseColumns found = byColumn;
        if (found == null) {
            found = SparseColumns.of(this);
            byColumn = found;
        }
        return found;
    }

    @Override
    public double get(int row, int column) {
        int at = Arrays.binarySearch(columnIndexes, starts[row], starts[row + 1], column);
        return at < 0 ? 0 : values[at];
    }

    @Override
    public SparseMatrix selectRows(int[] selected) {
        int[] newStarts = new int[selected.length + 1];
        long entries = 0;
        for (int i = 0; i < selected.length; i++) {
            entries += starts[selected[i] + 1] - starts[selected[i]];
            newStarts[i + 1] = fitting(entries);
        }
        int[] newColumns = new int[(int) entries];
        double[] newValues = new double[(int) entries];
        for (int i = 0; i < selected.length; i++) {
            int from = starts[selected[i]];
            int length = newStarts[i + 1] - newStarts[i];
            System.arraycopy(columnIndexes, from, newColumns, newStarts[i], length);
            System.arraycopy(values, from, newValues, newStarts[i], length);
        }
        return new SparseMatrix(columns, newStarts, newColumns, newValues);
    }

    /** Two passes, so that a large mean costs no digits. */
    @Override
    public double[] standardDeviations() {
        double[] mean = new double[columns];
        int[] present = new int[columns];
        for (int at = 0; at < values.length; at++) {
            mean[columnIndexes[at]] += values[at] / rows();
            present[columnIndexes[at]]++;
        }
        double[] square = new double[columns];
        for (int at = 0; at < values.length; at++) {
            double deviation = values[at] - mean[columnIndexes[at]];
            square[columnIndexes[at]] += deviation * deviation;
        }
        for (int column = 0; column < columns; column++) {
            double absent = (double) (rows() - present[column]) * mean[column] * mean[column];
            square[column] = Math.sqrt((square[column] + absent) / rows());
        }
        return square;
    }

    @Override
    public double dot(int row, double[] coefficients) {
        double sum = 0;
        for (int at = starts[row]; at < starts[row + 1]; at++) {
            sum += values[at] * coefficients[columnIndexes[at]];
        }
        return sum;
    }

    /** @throws InputException if there are more entries than one array holds */
    static int fitting(long entries) {
        if (entries > MOST_ENTRIES) {
            throw new InputException("the data have more than " + MOST_ENTRIES
                    + " entries that are not zero, more than one matrix holds; take a sample of the rows");
        }
        return (int) entries;
    }

    /** Collects a matrix row by row. */
    public static final class Builder {
        private int[] starts = new int[1025];
        private int[] columnIndexes = new int[8192];
        private double[] values = new double[8192];
        private int rows;
        private int entries;

        /** Adds an entry to the row that is being collected; zeros are not kept. Columns must ascend within a row. */
        public void add(int column, double value) {
            if (value == 0) {
                return;
            }
            if (entries == values.length) {
                int length = grown(entries);
                columnIndexes = Arrays.copyOf(columnIndexes, length);
                values = Arrays.copyOf(values, length);
            }
            columnIndexes[entries] = column;
            values[entries++] = value;
        }

        /** Ends the row. */
        public void endRow() {
            if (rows + 2 > starts.length) {
                starts = Arrays.copyOf(starts, grown(starts.length));
            }
            starts[++rows] = entries;
        }

        private static int grown(int length) {
            fitting(length + 1L);
            return (int) Math.min(MOST_ENTRIES, length + (length >> 1) + 16L);
        }

        /** Rows ended so far. */
        public int rows() {
            return rows;
        }

        /** The same when columns were given one too high: as a file counts them that begins with 1. */
        SparseMatrix buildShifted(int columns) {
            for (int at = 0; at < entries; at++) {
                columnIndexes[at]--;
            }
            return build(columns);
        }

        /** The matrix; the builder must not be used any more. */
        public SparseMatrix build(int columns) {
            return new SparseMatrix(
                    columns,
                    Arrays.copyOf(starts, rows + 1),
                    Arrays.copyOf(columnIndexes, entries),
                    Arrays.copyOf(values, entries));
        }
    }
}
