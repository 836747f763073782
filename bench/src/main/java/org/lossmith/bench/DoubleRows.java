package org.lossmith.bench;

import org.lossmith.loss.Losses;

/** Arrays of doubles, one element a row. */
record DoubleRows(double[] score, double[] target, double[] gradient, double[] hessian) {
    static DoubleRows of(Case timed) {
        int rows = timed.rows();
        return new DoubleRows(
                Inputs.scores(rows, 1),
                Inputs.targets(rows, Losses.named(timed.loss()).targetDomain()),
                new double[rows],
                new double[timed.what() == Case.What.HESSIAN ? rows : 0]);
    }

    /** The wall: the least that a loss with its gradient must do. C2 makes vectors of it by itself. */
    double copy(int from, int to) {
        for (int i = from; i < to; i++) {
            gradient[i] = score[i] + target[i];
        }
        return gradient[from];
    }
}
