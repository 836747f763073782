package org.lossmith.learn.fit.design;

/**
 * The standardised inputs of a tile's rows, and the loops over them that take the time of a pass: scores, gradients and
 * weighted Gram matrices. Each form adds up in a fixed order, so the bits depend on the form alone.
 */
public interface TileInputs {
    /** Reads rows from a position on. */
    void load(int from, int count);

    /** {@code score[i] = sum over j of parameters[first + j] x[i][j]}; entries after the tile's rows may change. */
    void scores(double[] parameters, int first, double[] score, int rows);

    /** {@code out[at + j] += sum over i of x[i][j] push[i]}. */
    void gradient(double[] push, int rows, double[] out, int at);

    /**
     * {@code out[at + j * columns + k] += sum over i of h[i] x[i][j] x[i][k]} for {@code k <= j}; the other entries are
     * anything. Rows where h is 0 cost next to nothing.
     */
    void gram(double[] h, int rows, double[] out, int at);
}
