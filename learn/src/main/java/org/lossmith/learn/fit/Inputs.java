package org.lossmith.learn.fit;

import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;
import org.lossmith.learn.data.Matrix;

/** Refuses what cannot be fitted, naming the row. Rows are counted from 1, as in the file. */
final class Inputs {
    private Inputs() {}

    /** The rows that count: those with a weight above 0. */
    static Rows check(FitLoss loss, Matrix x, double[] target, double @Nullable [] weight, Rows rows) {
        if (target.length != x.rows() || (weight != null && weight.length != x.rows())) {
            throw new IllegalArgumentException("a matrix of " + x.rows() + " rows with " + target.length + " targets"
                    + (weight == null ? "" : " and " + weight.length + " weights"));
        }
        if (rows.size() == 0) {
            throw new InputException("there are no rows to fit on; look at the file and at --where");
        }
        int[] kept = new int[rows.size()];
        int count = 0;
        for (int position = 0; position < rows.size(); position++) {
            int row = rows.row(position);
            double w = weight == null ? 1 : weight[row];
            if (!(w >= 0 && w < Double.POSITIVE_INFINITY)) {
                throw new InputException("row " + (row + 1) + ": the weight is " + w
                        + "; weights must be finite and at least 0: correct or drop the row");
            }
            if (w > 0) {
                kept[count++] = row;
                checkTarget(loss, target[row], row);
            }
        }
        if (count == 0) {
            throw new InputException("all weights are 0: there is nothing to fit; look at the weight column");
        }
        return count == rows.size() ? rows : Rows.of(java.util.Arrays.copyOf(kept, count));
    }

    private static void checkTarget(FitLoss loss, double target, int row) {
        if (!Double.isFinite(target)) {
            throw new InputException("row " + (row + 1) + ": the target is " + target
                    + "; it must be a finite number: correct or drop the row");
        }
        if (!loss.accepts(target)) {
            throw new InputException("row " + (row + 1) + ": the target is " + target + ", but " + loss.spec()
                    + " takes " + loss.accepted() + ": correct the row or choose another loss");
        }
    }

    /** Called when a column's moments are not finite: says why. */
    static InputException notFinite(Matrix x, Rows rows, int column) {
        for (int position = 0; position < rows.size(); position++) {
            double value = x.get(rows.row(position), column);
            if (!Double.isFinite(value)) {
                return new InputException("row " + (rows.row(position) + 1) + ", input column " + (column + 1) + ": "
                        + value + " is not a finite number: correct or drop the row");
            }
        }
        return new InputException("input column " + (column + 1)
                + " has values too large to square (beyond 1e150): divide the column by a power of ten");
    }
}
