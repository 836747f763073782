package org.lossmith.learn.fit.design;

import org.jspecify.annotations.Nullable;

/** The standardised columns of a small design, kept from pass to pass; of a large one they are made each time. */
public final class KeptColumns {
    /** Up to so many numbers (16 MB). */
    private static final long MOST_NUMBERS = 2_000_000;

    private final Design design;
    private final int tileRows;
    /** The columns of each tile once it was loaded; empty if there are too many. */
    private final double[] @Nullable [][] tiles;

    public KeptColumns(Design design) {
        this.design = design;
        this.tileRows = design.tileRows();
        boolean few = !design.sparse() && (long) design.size() * design.columns() <= MOST_NUMBERS;
        this.tiles = new double[few ? (design.size() + tileRows - 1) / tileRows : 0][][];
    }

    /** A tile for passes over the rows. */
    public Tile tile(boolean curved) {
        return tiles.length == 0 ? design.passTile(curved) : design.tile(curved);
    }

    /**
     * As {@link Design#load}; the tile may get kept columns in place of its own.
     *
     * @param from a multiple of {@link Design#tileRows}
     * @param to the end of that tile
     */
    public void load(Tile tile, int from, int to) {
        if (tiles.length == 0) {
            design.load(tile, from, to);
            return;
        }
        tile.rows = to - from;
        tile.first = from;
        double[][] columns = tiles[from / tileRows];
        if (columns == null) {
            columns = design.newColumns(tile.rows);
            Design.loader(tile).load(from, tile.rows, columns);
            tiles[from / tileRows] = columns;
        }
        tile.columns = columns;
        design.targets().copy(from, tile.rows, tile.target, tile.weight);
    }
}
