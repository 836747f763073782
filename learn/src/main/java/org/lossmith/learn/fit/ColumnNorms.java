package org.lossmith.learn.fit;

import java.util.Arrays;

/** The root of the weighted mean square of each column, worked out when it is first asked for. */
final class ColumnNorms {
    private final DesignColumns columns;
    private final double[] weight;
    private final double[] norms;

    /** @param weight of the rows, with sum 1 */
    ColumnNorms(DesignColumns columns, double[] weight) {
        this.columns = columns;
        this.weight = weight;
        this.norms = new double[columns.count()];
        Arrays.fill(norms, Double.NaN);
    }

    double of(int column) {
        if (Double.isNaN(norms[column])) {
            norms[column] = Math.sqrt(columns.square(column, weight));
        }
        return norms[column];
    }
}
