package org.lossmith.learn.fit.design;

import org.jspecify.annotations.Nullable;

/**
 * The rows that one thread works on at a time, small enough to stay in cache: standardised inputs column by column
 * (loops over rows are then contiguous), scores, targets, weights, and what a {@code RowModel} makes of them. All
 * arrays are as long as the tile; the first {@link #rows} entries count. A loss over several scores has one array for
 * each; {@link #score}, {@link #gradient} and {@link #curvature} are the arrays of the first.
 */
public final class Tile {
    /** Written by {@link Design#load}; {@link KeptColumns} may put others in their place. */
    public double[][] columns;

    public final double[][] scores;
    public final double[] score;
    public final double[] target;
    public final double[] weight;
    /** Weighted derivative by each score. */
    public final double[][] gradients;

    public final double[] gradient;
    /** Weighted curvature by each pair of scores, the lower triangle row by row; never negative for one score. */
    public final double[][] curvatures;

    public final double[] curvature;
    /** Scratch of row models and of the Gram loops. */
    public final double[][] scratch;
    /** The Gram matrix of one pair of scores. */
    public final double[] pair;
    /** The columns, or the same row by row: then there are no columns. */
    public final TileInputs inputs;

    /** Absent for sparse rows. */
    final @Nullable TileLoader loader;

    public int rows;
    /** The position of the first row among those of the design. */
    public int first;
    /** Sums over the tile, written by the row model. */
    public double loss;

    public double gap;

    /**
     * @param columns with room for the tile's rows
     * @param loader what fills the columns
     * @param curved whether there is room for curvatures by pairs of several scores
     */
    public Tile(
            double[][] columns,
            TileArithmetic arithmetic,
            int outputs,
            int capacity,
            @Nullable TileLoader loader,
            boolean curved) {
        this(columns, null, arithmetic, outputs, capacity, loader, curved);
    }

    /** Without inputs: those are sparse, or the scores come from elsewhere. */
    public Tile(int outputs, int capacity, boolean curved) {
        this(new double[0][], new PlainArithmetic(), outputs, capacity, null, curved);
    }

    /** With inputs row by row, for one score. */
    public Tile(TileInputs inputs, int capacity) {
        this(new double[0][], inputs, new PlainArithmetic(), 1, capacity, null, true);
    }

    private Tile(
            double[][] columns,
            @Nullable TileInputs byRows,
            TileArithmetic arithmetic,
            int outputs,
            int capacity,
            @Nullable TileLoader loader,
            boolean curved) {
        this.columns = columns;
        inputs = byRows == null ? new ColumnInputs(this, arithmetic, capacity) : byRows;
        scratch = new double[8][capacity];
        this.loader = loader;
        scores = new double[outputs][capacity];
        target = new double[capacity];
        weight = new double[capacity];
        gradients = new double[outputs][capacity];
        curvatures = new double[curved ? outputs * (outputs + 1) / 2 : 1][capacity];
        pair = new double[outputs > 1 && curved ? columns.length * columns.length : 0];
        score = scores[0];
        gradient = gradients[0];
        curvature = curvatures[0];
    }
}
