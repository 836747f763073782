package org.lossmith.learn.data;

/**
 * The entries of a sparse matrix column by column: those of column {@code j} stand at {@code starts[j]} to {@code starts[j + 1] -
 * 1}, in ascending order of their rows. The caller must not write to the arrays.
 *
 * @param starts where each column begins, and in the end where the last one ends
 * @param rowIndexes the 0-based row of each entry
 * @param values of the entries
 */
public record SparseColumns(int[] starts, int[] rowIndexes, double[] values) {
    /** Counts, then places: two passes over the entries. */
    static SparseColumns of(SparseMatrix matrix) {
        int[] starts = new int[matrix.columns() + 1];
        for (int column : matrix.columnIndexes()) {
            starts[column + 1]++;
        }
        for (int column = 0; column < matrix.columns(); column++) {
            starts[column + 1] += starts[column];
        }
        int[] next = starts.clone();
        int[] rowIndexes = new int[matrix.entries()];
        double[] values = new double[matrix.entries()];
        for (int row = 0; row < matrix.rows(); row++) {
            for (int at = matrix.starts()[row]; at < matrix.starts()[row + 1]; at++) {
                int to = next[matrix.columnIndexes()[at]]++;
                rowIndexes[to] = row;
                values[to] = matrix.values()[at];
            }
        }
        return new SparseColumns(starts, rowIndexes, values);
    }
}
