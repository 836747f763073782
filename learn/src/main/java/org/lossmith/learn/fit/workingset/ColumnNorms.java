package org.lossmith.learn.fit.workingset;

import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.fit.design.DesignColumns;

/** The root of the weighted mean square of each column, worked out when they are first asked for. */
final class ColumnNorms {
    private final DesignColumns columns;
    private final double[] weight;
    private double @Nullable [] norms;

    /** @param weight of the rows, with sum 1 */
    ColumnNorms(DesignColumns columns, double[] weight) {
        this.columns = columns;
        this.weight = weight;
    }

    double[] all() {
        double[] found = norms;
        if (found == null) {
            found = new double[columns.count()];
            int[] all = IntStream.range(0, found.length).toArray();
            columns.squares(all, found.length, weight, found);
            for (int j = 0; j < found.length; j++) {
                found[j] = Math.sqrt(found[j]);
            }
            norms = found;
        }
        return found;
    }
}
