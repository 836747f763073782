package org.lossmith.learn.evaluate;

import org.jspecify.annotations.Nullable;

/** Checks that every measure shares, and example weights where null stands for 1. */
final class Weights {
    private Weights() {}

    static double at(double @Nullable [] weight, int row) {
        return weight == null ? 1 : weight[row];
    }

    static double total(double @Nullable [] weight, int rows) {
        if (weight == null) {
            return rows;
        }
        double sum = 0;
        for (double w : weight) {
            sum += w;
        }
        return sum;
    }

    static void check(double[] prediction, String what, double[] target, double @Nullable [] weight) {
        if (prediction.length == 0) {
            throw new IllegalArgumentException("there are no rows to measure");
        }
        if (prediction.length != target.length || (weight != null && weight.length != target.length)) {
            throw new IllegalArgumentException(what + ", target and weight differ in length: " + prediction.length
                    + ", " + target.length + (weight == null ? "" : ", " + weight.length));
        }
        for (int row = 0; row < target.length; row++) {
            require(prediction[row], what, row);
            require(target[row], "target", row);
            if (weight != null && !(weight[row] >= 0 && weight[row] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "weight of row " + (row + 1) + " is " + weight[row] + "; wanted a finite number, 0 or more");
            }
        }
        if (!(total(weight, target.length) > 0)) {
            throw new IllegalArgumentException("the weights of all rows are 0");
        }
    }

    private static void require(double value, String what, int row) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(
                    what + " of row " + (row + 1) + " is " + value + "; wanted a finite number");
        }
    }
}
