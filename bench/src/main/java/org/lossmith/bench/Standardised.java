package org.lossmith.bench;

import java.util.Arrays;
import org.lossmith.learn.data.Matrix;
import org.lossmith.learn.data.SparseMatrix;

/** Columns on the scale on which all solvers see them, so that a penalty means the same to each. */
final class Standardised {
    private Standardised() {}

    static void centre(double[] column) {
        double mean = Arrays.stream(column).sum() / column.length;
        Arrays.setAll(column, i -> column[i] - mean);
    }

    /** Divides a centred column by its standard deviation. */
    static void scale(double[] column) {
        double deviation = Math.sqrt(Arrays.stream(column).map(v -> v * v).sum() / column.length);
        if (deviation > 0) {
            Arrays.setAll(column, i -> column[i] / deviation);
        }
    }

    static double[][] columns(Matrix x) {
        double[][] columns = new double[x.columns()][x.rows()];
        for (int j = 0; j < x.columns(); j++) {
            for (int i = 0; i < x.rows(); i++) {
                columns[j][i] = x.get(i, j);
            }
            centre(columns[j]);
            scale(columns[j]);
        }
        return columns;
    }

    /** Divided by the standard deviations and not centred, which would fill the zeros. */
    static SparseMatrix scaled(SparseMatrix x) {
        double[] deviation = x.standardDeviations();
        double[] values = x.values().clone();
        for (int k = 0; k < values.length; k++) {
            double by = deviation[x.columnIndexes()[k]];
            values[k] = by > 0 ? values[k] / by : values[k];
        }
        return new SparseMatrix(x.columns(), x.starts(), x.columnIndexes(), values);
    }
}
