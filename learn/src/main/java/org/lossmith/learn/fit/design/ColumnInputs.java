package org.lossmith.learn.fit.design;

/** Inputs column by column, in the tile's own arrays or in kept ones. */
final class ColumnInputs implements TileInputs {
    /** With fewer rows than this share carrying curvature it pays to gather them first. */
    private static final double FEW = 0.6;
    /** So few rows with curvature are not worth gathering: vectors of rows would be shorter than their overhead. */
    private static final int SINGLE = 12;

    private static final int WEIGHTS = 4;

    private final Tile tile;
    private final TileArithmetic arithmetic;
    /** Columns of the rows with curvature only, when those are few. */
    private final double[][] packed;
    /** Positions of the rows with curvature. */
    private final int[] curved;

    ColumnInputs(Tile tile, TileArithmetic arithmetic, int capacity) {
        this.tile = tile;
        this.arithmetic = arithmetic;
        this.packed = new double[tile.columns.length][capacity];
        this.curved = new int[capacity];
    }

    @Override
    public void load(int from, int count) {
        Design.loader(tile).load(from, count, tile.columns);
    }

    @Override
    public void scores(double[] parameters, int first, double[] score, int rows) {
        arithmetic.scores(tile.columns, parameters, first, score, rows);
    }

    @Override
    public void gradient(double[] push, int rows, double[] out, int at) {
        arithmetic.gradient(tile.columns, push, rows, out, at);
    }

    @Override
    public void gram(double[] h, int rows, double[] out, int at) {
        int count = 0;
        for (int i = 0; i < rows; i++) {
            if (h[i] != 0) {
                curved[count++] = i;
            }
        }
        int columns = tile.columns.length;
        if (count >= FEW * rows) {
            arithmetic.gram(tile.columns, columns, h, rows, tile.scratch, out, at);
            return;
        }
        if (count <= SINGLE) {
            addSingly(h, count, out, at);
            return;
        }
        for (int j = 0; j < columns; j++) {
            double[] from = tile.columns[j];
            double[] to = packed[j];
            for (int i = 0; i < count; i++) {
                to[i] = from[curved[i]];
            }
        }
        double[] weights = tile.scratch[WEIGHTS];
        for (int i = 0; i < count; i++) {
            weights[i] = h[curved[i]];
        }
        arithmetic.gram(packed, columns, weights, count, tile.scratch, out, at);
    }

    /** Row by row: so the loops run over columns, which are more than the rows. */
    private void addSingly(double[] h, int count, double[] out, int at) {
        int columns = tile.columns.length;
        double[] x = new double[count > 0 ? columns : 0];
        for (int i = 0; i < count; i++) {
            int row = curved[i];
            for (int j = 0; j < columns; j++) {
                x[j] = tile.columns[j][row];
            }
            for (int j = 0; j < columns; j++) {
                double factor = h[row] * x[j];
                int to = at + j * columns;
                for (int k = 0; k <= j; k++) {
                    out[to + k] += factor * x[k];
                }
            }
        }
    }
}
