package org.lossmith.learn.fit;

import org.jspecify.annotations.Nullable;
import org.lossmith.learn.data.Series;
import org.lossmith.learn.data.SparseMatrix;

/**
 * Weighted mean and sum of squared deviations of a sparse matrix's columns, in two sweeps over its entries. Entries that
 * are not kept are zeros and count as such.
 *
 * @param sum of the weights
 */
record SparseMoments(double[] mean, double[] square, double sum) {
    static SparseMoments of(SparseMatrix x, @Nullable Series weight, Rows rows) {
        int[] starts = x.starts();
        int[] columns = x.columnIndexes();
        double[] values = x.values();
        double[] mean = new double[x.columns()];
        double[] present = new double[x.columns()];
        double sum = 0;
        for (int position = 0; position < rows.size(); position++) {
            int row = rows.row(position);
            double w = weight == null ? 1 : weight.get(row);
            sum += w;
            for (int at = starts[row]; at < starts[row + 1]; at++) {
                mean[columns[at]] += w * values[at];
                present[columns[at]] += w;
            }
        }
        double[] square = new double[x.columns()];
        for (int column = 0; column < mean.length; column++) {
            mean[column] = sum > 0 ? mean[column] / sum : 0;
            square[column] = Math.max(0, sum - present[column]) * mean[column] * mean[column];
        }
        for (int position = 0; position < rows.size(); position++) {
            int row = rows.row(position);
            double w = weight == null ? 1 : weight.get(row);
            for (int at = starts[row]; at < starts[row + 1]; at++) {
                double deviation = values[at] - mean[columns[at]];
                square[columns[at]] += w * deviation * deviation;
            }
        }
        return new SparseMoments(mean, square, sum);
    }
}
