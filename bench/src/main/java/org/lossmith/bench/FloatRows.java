package org.lossmith.bench;

import org.lossmith.loss.Losses;

/** Arrays of floats, one element a row. */
record FloatRows(float[] score, float[] target, float[] gradient, float[] hessian) {
    static FloatRows of(Case timed) {
        int rows = timed.rows();
        return new FloatRows(
                Inputs.floats(Inputs.scores(rows, 1)),
                Inputs.floats(Inputs.targets(rows, Losses.named(timed.loss()).targetDomain())),
                new float[rows],
                new float[timed.what() == Case.What.HESSIAN ? rows : 0]);
    }

    /** The wall: the least that a loss with its gradient must do. C2 makes vectors of it by itself. */
    double copy(int from, int to) {
        for (int i = from; i < to; i++) {
            gradient[i] = score[i] + target[i];
        }
        return gradient[from];
    }
}
