package org.lossmith.learn.fit;

/**
 * The rows that one thread works on at a time, small enough to stay in cache: standardised inputs column by column
 * (loops over rows are then contiguous), scores, targets, weights, and what a {@link RowModel} makes of them. All
 * arrays are as long as the tile; the first {@link #rows} entries count.
 */
final class Tile {
    final double[][] columns;
    final double[] score;
    final double[] target;
    final double[] weight;
    /** Weighted derivative by the score. */
    final double[] gradient;
    /** Weighted curvature, never negative. */
    final double[] curvature;
    /** Scratch of row models and of the Gram loops. */
    final double[][] scratch;
    /** Columns of the rows with curvature only, when those are few. */
    final double[][] packed;
    /** Where each row starts in its block. */
    final int[] offset;

    int rows;
    /** Sums over the tile, written by the row model. */
    double loss;

    double gap;

    Tile(int dimension, int capacity) {
        columns = new double[dimension][capacity];
        packed = new double[dimension][capacity];
        scratch = new double[8][capacity];
        offset = new int[capacity];
        score = new double[capacity];
        target = new double[capacity];
        weight = new double[capacity];
        gradient = new double[capacity];
        curvature = new double[capacity];
    }
}
