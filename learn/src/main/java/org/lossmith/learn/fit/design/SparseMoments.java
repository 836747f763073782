package org.lossmith.learn.fit.design;

import org.jspecify.annotations.Nullable;
import org.lossmith.learn.data.Rows;
import org.lossmith.learn.data.Series;
import org.lossmith.learn.data.SparseColumns;
import org.lossmith.learn.data.SparseMatrix;

/**
 * Weighted mean and sum of squared deviations of a sparse matrix's columns, in two sweeps over the entries of each. Entries that
 * are not kept are zeros and count as such.
 *
 * @param sum of the weights
 */
record SparseMoments(double[] mean, double[] square, double sum) {
    private static final int CHUNK_COLUMNS = 512;

    static SparseMoments of(SparseMatrix x, @Nullable Series weight, Rows rows, Workers workers) {
        double[] weights = new double[x.rows()];
        double sum = 0;
        for (int position = 0; position < rows.size(); position++) {
            int row = rows.row(position);
            double w = weight == null ? 1 : weight.get(row);
            weights[row] += w;
            sum += w;
        }
        SparseMoments moments = new SparseMoments(new double[x.columns()], new double[x.columns()], sum);
        SparseColumns entries = x.byColumn();
        int chunks = (x.columns() + CHUNK_COLUMNS - 1) / CHUNK_COLUMNS;
        workers.run(chunks, (chunk, worker) -> {
            int to = Math.min(x.columns(), (chunk + 1) * CHUNK_COLUMNS);
            for (int column = chunk * CHUNK_COLUMNS; column < to; column++) {
                moments.measure(entries, column, weights);
            }
        });
        return moments;
    }

    private void measure(SparseColumns entries, int column, double[] weights) {
        int from = entries.starts()[column];
        int to = entries.starts()[column + 1];
        int[] rows = entries.rowIndexes();
        double[] values = entries.values();
        double total = 0;
        double present = 0;
        for (int at = from; at < to; at++) {
            double w = weights[rows[at]];
            // Values of rows that are not looked at may be anything.
            total += w > 0 ? w * values[at] : 0;
            present += w;
        }
        double centre = sum > 0 ? total / sum : 0;
        double squares = Math.max(0, sum - present) * centre * centre;
        for (int at = from; at < to; at++) {
            double w = weights[rows[at]];
            double deviation = values[at] - centre;
            squares += w > 0 ? w * deviation * deviation : 0;
        }
        mean[column] = centre;
        square[column] = squares;
    }
}
