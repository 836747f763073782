package org.lossmith.learn.fit.design;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.data.BlockMatrix;
import org.lossmith.learn.data.Matrix;
import org.lossmith.learn.data.Rows;
import org.lossmith.learn.data.Series;
import org.lossmith.learn.data.SparseMatrix;
import org.lossmith.learn.data.StoredMatrix;

/**
 * The rows of one fit in the solver's coordinates: tiles of standardised inputs, targets and weights.
 */
public final class Design {
    /** A tile of about this many numbers stays in the second-level cache beside the Gram matrix. */
    private static final int TILE_NUMBERS = 16_384;

    private static final int LONGEST_TILE = 512;
    private static final int SHORTEST_TILE = 32;

    private final Matrix x;
    private final RowTargets targets;
    private final Coordinates coordinates;
    private final int outputs;

    /** For a loss over one score a row, targets and weights in memory. */
    public Design(
            BlockMatrix x,
            double[] target,
            double @Nullable [] weight,
            Rows rows,
            Standardisation standardisation,
            boolean intercept) {
        this(x, Series.of(target), weight == null ? null : Series.of(weight), rows, standardisation, intercept);
    }

    /** For a loss over one score a row. */
    public Design(
            Matrix x,
            Series target,
            @Nullable Series weight,
            Rows rows,
            Standardisation standardisation,
            boolean intercept) {
        this(x, new RowTargets(target, weight, rows), new Coordinates(standardisation, intercept, x.columns()), 1);
    }

    private Design(Matrix x, RowTargets targets, Coordinates coordinates, int outputs) {
        this.x = x;
        this.targets = targets;
        this.coordinates = coordinates;
        this.outputs = outputs;
    }

    /** The same rows for a loss over so many scores: the parameters of one score follow those of another. */
    public Design withOutputs(int scores) {
        return new Design(x, targets, coordinates, scores);
    }

    /** The rows' targets and weights. */
    public RowTargets targets() {
        return targets;
    }

    /** What the solver's parameters are in original units. */
    public Coordinates coordinates() {
        return coordinates;
    }

    /** Scores for each row. */
    public int outputs() {
        return outputs;
    }

    public int size() {
        return rows().size();
    }

    /** Whether only entries that are not zero are kept; then tiles cannot be loaded. */
    public boolean sparse() {
        return x instanceof SparseMatrix;
    }

    /** These rows of a sparse matrix, with all its columns as they are. */
    public SparseMatrix entries() {
        SparseMatrix all = (SparseMatrix) x;
        int[] chosen = rows().indexes();
        return chosen == null ? all : all.selectRows(chosen);
    }

    Rows rows() {
        return targets.rows();
    }

    public boolean intercept() {
        return coordinates.intercept();
    }

    public Standardisation standardisation() {
        return coordinates.standardisation();
    }

    /** Coefficients and intercept of one score. */
    public int columns() {
        return coordinates.columns();
    }

    /** Coefficients and intercepts of all scores. */
    public int dimension() {
        return outputs * columns();
    }

    /** Whether the inputs are in memory, so that what takes a few numbers a row may be kept beside them. */
    public boolean inMemory() {
        return !(x instanceof StoredMatrix);
    }

    /** The same columns and scales on some of the rows, given by position, not copied; the sum of weights stays that of all. */
    public Design only(int[] positions) {
        return new Design(x, targets.on(chosen(positions)), coordinates, outputs);
    }

    private Rows chosen(int[] positions) {
        int[] chosen = new int[positions.length];
        for (int i = 0; i < chosen.length; i++) {
            chosen[i] = rows().row(positions[i]);
        }
        return Rows.of(chosen);
    }

    public int tileRows() {
        // Several scores bring more arrays, and more calls for each tile: it is made larger.
        int numbers = outputs == 1 ? TILE_NUMBERS : 4 * TILE_NUMBERS;
        int width = outputs == 1 ? columns() : columns() + 2 * outputs + outputs * (outputs + 1) / 2;
        int fitting = numbers / Math.max(1, width) / 16 * 16;
        return Math.max(SHORTEST_TILE, Math.min(LONGEST_TILE, fitting));
    }

    /** The same rows in other coordinates. */
    public Design standardised(Standardisation other) {
        return new Design(x, targets, new Coordinates(other, intercept(), x.columns()), outputs);
    }

    /** The same columns and scales on fewer rows, spread evenly and not copied: for rows that may never be looked at. */
    public Design spreadInPlace(int count) {
        return weighing(x, targets.on(rows().spread(count)));
    }

    /** The same columns and scales on fewer rows, spread evenly. */
    public Design spread(int count) {
        return copy(rows().spread(count));
    }

    /** The same columns and scales on some of these rows, by position; a row may be taken several times. */
    public Design onRows(int[] positions) {
        return copy(chosen(positions));
    }

    /** Copied together: passes over scattered rows wait for memory. */
    private Design copy(Rows chosen) {
        int[] from = new int[chosen.size()];
        for (int position = 0; position < from.length; position++) {
            from[position] = chosen.row(position);
        }
        return weighing(x.selectRows(from), targets.on(chosen).copied());
    }

    /** With the sum of weights of its own rows. */
    private Design weighing(Matrix matrix, RowTargets some) {
        return new Design(
                matrix,
                some,
                new Coordinates(standardisation().withWeightSum(some.weightSum()), intercept(), x.columns()),
                outputs);
    }

    /** @param curved whether curvatures will be asked for */
    public Tile tile(boolean curved) {
        return new Tile(
                newColumns(tileRows()),
                TileArithmetic.of(size(), columns(), outputs),
                outputs,
                tileRows(),
                loader(),
                curved);
    }

    /** Copies rows of dense data column by column. */
    TileLoader loader() {
        return new TileLoader((BlockMatrix) x, rows(), standardisation());
    }

    /** A tile with its inputs row by row where that is faster for passes; it has no columns then. */
    Tile passTile(boolean curved) {
        TileInputs byRows = outputs > 1
                ? null
                : TileArithmetic.of(size(), columns())
                        .byRows((BlockMatrix) x, rows(), standardisation(), intercept(), tileRows());
        return byRows == null ? tile(curved) : new Tile(byRows, tileRows());
    }

    /** Room for the columns of some rows; that of the intercept is 1. */
    double[][] newColumns(int rowsEach) {
        double[][] result = new double[columns()][rowsEach];
        if (intercept()) {
            Arrays.fill(result[columns() - 1], 1);
        }
        return result;
    }

    /** Copies rows into the tile, standardised. */
    public void load(Tile tile, int from, int to) {
        tile.rows = to - from;
        tile.first = from;
        tile.inputs.load(from, tile.rows);
        targets.copy(from, tile.rows, tile.target, tile.weight);
    }

    static TileLoader loader(Tile tile) {
        return Objects.requireNonNull(tile.loader, "sparse rows have no tiles");
    }
}
