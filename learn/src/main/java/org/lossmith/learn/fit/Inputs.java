package org.lossmith.learn.fit;

import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;
import org.lossmith.learn.data.Matrix;
import org.lossmith.learn.data.Rows;
import org.lossmith.learn.data.Series;
import org.lossmith.learn.fit.objective.FitLoss;

/** Refuses what cannot be fitted, naming the row. Rows are counted from 1, as in the file. */
final class Inputs {
    private Inputs() {}

    /** The rows that count: those with a weight above 0. */
    static Rows check(FitLoss loss, Matrix x, Series target, @Nullable Series weight, Rows rows) {
        if (target.size() != x.rows() || (weight != null && weight.size() != x.rows())) {
            throw new IllegalArgumentException("a matrix of " + x.rows() + " rows with " + target.size() + " targets"
                    + (weight == null ? "" : " and " + weight.size() + " weights"));
        }
        if (rows.size() == 0) {
            throw new InputException("there are no rows to fit on; look at the file and at --where");
        }
        int counted = 0;
        for (int position = 0; position < rows.size(); position++) {
            int row = rows.row(position);
            double w = weight == null ? 1 : weight.get(row);
            if (!(w >= 0 && w < Double.POSITIVE_INFINITY)) {
                throw new InputException("row " + (row + 1) + ": the weight is " + w
                        + "; weights must be finite and at least 0: correct or drop the row");
            }
            if (w > 0) {
                counted++;
                checkTarget(loss, target.get(row), row);
            }
        }
        if (counted == 0) {
            throw new InputException("all weights are 0: there is nothing to fit; look at the weight column");
        }
        return weight == null || counted == rows.size() ? rows : weighted(weight, rows, counted);
    }

    private static Rows weighted(Series weight, Rows rows, int count) {
        int[] kept = new int[count];
        int next = 0;
        for (int position = 0; position < rows.size(); position++) {
            int row = rows.row(position);
            if (weight.get(row) > 0) {
                kept[next++] = row;
            }
        }
        return Rows.of(kept);
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
}
