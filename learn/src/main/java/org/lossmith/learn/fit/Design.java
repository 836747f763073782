package org.lossmith.learn.fit;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.data.BlockMatrix;
import org.lossmith.learn.data.Matrix;
import org.lossmith.learn.data.Series;
import org.lossmith.learn.data.SparseMatrix;
import org.lossmith.learn.data.StoredMatrix;

/**
 * The rows of one fit in the solver's coordinates. Parameters are the coefficients of the standardised active columns,
 * followed by the intercept of the centred model if there is one.
 */
final class Design {
    /** A tile of about this many numbers stays in the second-level cache beside the Gram matrix. */
    private static final int TILE_NUMBERS = 16_384;

    private static final int LONGEST_TILE = 512;
    private static final int SHORTEST_TILE = 32;

    private final Matrix x;
    private final Series target;
    private final @Nullable Series weight;
    private final Rows rows;
    private final Standardisation standardisation;
    private final boolean intercept;
    private final int outputs;

    /** For a loss over one score a row, targets and weights in memory. */
    Design(
            BlockMatrix x,
            double[] target,
            double @Nullable [] weight,
            Rows rows,
            Standardisation standardisation,
            boolean intercept) {
        this(x, Series.of(target), weight == null ? null : Series.of(weight), rows, standardisation, intercept);
    }

    /** For a loss over one score a row. */
    Design(
            Matrix x,
            Series target,
            @Nullable Series weight,
            Rows rows,
            Standardisation standardisation,
            boolean intercept) {
        this(x, target, weight, rows, standardisation, intercept, 1);
    }

    private Design(
            Matrix x,
            Series target,
            @Nullable Series weight,
            Rows rows,
            Standardisation standardisation,
            boolean intercept,
            int outputs) {
        this.x = x;
        this.target = target;
        this.weight = weight;
        this.rows = rows;
        this.standardisation = standardisation;
        this.intercept = intercept;
        this.outputs = outputs;
    }

    /** The same rows for a loss over so many scores: the parameters of one score follow those of another. */
    Design withOutputs(int scores) {
        return new Design(x, target, weight, rows, standardisation, intercept, scores);
    }

    /** Scores for each row. */
    int outputs() {
        return outputs;
    }

    int size() {
        return rows.size();
    }

    /** Whether only entries that are not zero are kept; then tiles cannot be loaded. */
    boolean sparse() {
        return x instanceof SparseMatrix;
    }

    /** These rows of a sparse matrix, with all its columns as they are. */
    SparseMatrix entries() {
        SparseMatrix all = (SparseMatrix) x;
        int[] chosen = rows.indexes();
        return chosen == null ? all : all.selectRows(chosen);
    }

    Rows rows() {
        return rows;
    }

    boolean intercept() {
        return intercept;
    }

    Standardisation standardisation() {
        return standardisation;
    }

    /** Coefficients and intercept of one score. */
    int columns() {
        return standardisation.active().length + (intercept ? 1 : 0);
    }

    /** Coefficients and intercepts of all scores. */
    int dimension() {
        return outputs * columns();
    }

    /** Whether the inputs are in memory, so that what takes a few numbers a row may be kept beside them. */
    boolean inMemory() {
        return !(x instanceof StoredMatrix);
    }

    /** The same columns and scales on some of the rows, given by position, not copied; the sum of weights stays that of all. */
    Design only(int[] positions) {
        int[] chosen = new int[positions.length];
        for (int i = 0; i < chosen.length; i++) {
            chosen[i] = rows.row(positions[i]);
        }
        return new Design(x, target, weight, Rows.of(chosen), standardisation, intercept, outputs);
    }

    int tileRows() {
        // Several scores bring more arrays, and more calls for each tile: it is made larger.
        int numbers = outputs == 1 ? TILE_NUMBERS : 4 * TILE_NUMBERS;
        int width = outputs == 1 ? columns() : columns() + 2 * outputs + outputs * (outputs + 1) / 2;
        int fitting = numbers / Math.max(1, width) / 16 * 16;
        return Math.max(SHORTEST_TILE, Math.min(LONGEST_TILE, fitting));
    }

    double target(int position) {
        return target.get(rows.row(position));
    }

    /** Whether all rows have the same target. */
    boolean oneTarget() {
        double first = target(0);
        for (int position = 1; position < size(); position++) {
            if (target(position) != first) {
                return false;
            }
        }
        return true;
    }

    /** The rows' targets, in order. For samples: a fit may have more rows than fit into memory. */
    double[] targets() {
        double[] result = new double[size()];
        for (int position = 0; position < result.length; position++) {
            result[position] = target.get(rows.row(position));
        }
        return result;
    }

    /** The rows' weights, in order, or null for all 1. For samples. */
    double @Nullable [] weights() {
        if (weight == null) {
            return null;
        }
        double[] result = new double[size()];
        for (int position = 0; position < result.length; position++) {
            result[position] = weight.get(rows.row(position));
        }
        return result;
    }

    /** The same rows in other coordinates. */
    Design standardised(Standardisation other) {
        return new Design(x, target, weight, rows, other, intercept, outputs);
    }

    /** The same columns and scales on fewer rows, spread evenly and not copied: for rows that may never be looked at. */
    Design spreadInPlace(int count) {
        Rows some = rows.spread(count);
        double sum = 0;
        for (int position = 0; position < some.size(); position++) {
            sum += weight == null ? 1 : weight.get(some.row(position));
        }
        return new Design(x, target, weight, some, standardisation.withWeightSum(sum), intercept, outputs);
    }

    /** The same columns and scales on fewer rows, spread evenly. */
    Design spread(int count) {
        return copy(rows.spread(count));
    }

    /** The same columns and scales on some of these rows, by position; a row may be taken several times. */
    Design onRows(int[] positions) {
        int[] chosen = new int[positions.length];
        for (int i = 0; i < chosen.length; i++) {
            chosen[i] = rows.row(positions[i]);
        }
        return copy(Rows.of(chosen));
    }

    /** Copied together: passes over scattered rows wait for memory. */
    private Design copy(Rows chosen) {
        int[] from = new int[chosen.size()];
        double[] targets = new double[from.length];
        double[] weights = new double[from.length];
        double sum = 0;
        for (int position = 0; position < from.length; position++) {
            from[position] = chosen.row(position);
            targets[position] = target.get(from[position]);
            weights[position] = weight == null ? 1 : weight.get(from[position]);
            sum += weights[position];
        }
        Matrix copy = x.selectRows(from);
        return new Design(
                copy,
                Series.of(targets),
                weight == null ? null : Series.of(weights),
                Rows.all(from.length),
                standardisation.withWeightSum(sum),
                intercept,
                outputs);
    }

    /** @param curved whether curvatures will be asked for */
    Tile tile(boolean curved) {
        return new Tile(
                newColumns(tileRows()),
                TileArithmetic.of(size(), columns(), outputs),
                outputs,
                tileRows(),
                new TileLoader((BlockMatrix) x, rows, standardisation),
                curved);
    }

    /** A tile with its inputs row by row where that is faster for passes; it has no columns then. */
    Tile passTile(boolean curved) {
        TileInputs byRows = outputs > 1
                ? null
                : TileArithmetic.of(size(), columns())
                        .byRows((BlockMatrix) x, rows, standardisation, intercept, tileRows());
        return byRows == null ? tile(curved) : new Tile(byRows, tileRows());
    }

    /** Room for the columns of some rows; that of the intercept is 1. */
    double[][] newColumns(int rowsEach) {
        double[][] result = new double[columns()][rowsEach];
        if (intercept) {
            Arrays.fill(result[columns() - 1], 1);
        }
        return result;
    }

    /** Copies rows into the tile, standardised. */
    void load(Tile tile, int from, int to) {
        tile.rows = to - from;
        tile.inputs.load(from, tile.rows);
        numbers(from, tile.rows, tile.target, tile.weight);
    }

    static TileLoader loader(Tile tile) {
        return Objects.requireNonNull(tile.loader, "sparse rows have no tiles");
    }

    /** The rows' targets and weights, from a position on. */
    void numbers(int from, int count, double[] targets, double[] weights) {
        if (weight == null) {
            Arrays.fill(weights, 0, count, 1);
        }
        if (rows.indexes() == null) {
            target.copy(from, count, targets, 0);
            if (weight != null) {
                weight.copy(from, count, weights, 0);
            }
            return;
        }
        for (int k = 0; k < count; k++) {
            int row = rows.row(from + k);
            targets[k] = target.get(row);
            if (weight != null) {
                weights[k] = weight.get(row);
            }
        }
    }

    /** Solver parameters to coefficients of every matrix column in original units, for one of the scores. */
    double[] coefficients(double[] parameters, int output) {
        double[] result = new double[x.columns()];
        int[] active = standardisation.active();
        int first = output * columns();
        for (int j = 0; j < active.length; j++) {
            double value = parameters[first + j] * standardisation.factor()[j];
            result[active[j]] = value == 0 ? 0.0 : value;
        }
        return result;
    }

    /** The intercept of one of the scores in original units. */
    double intercept(double[] parameters, int output) {
        if (!intercept) {
            return 0;
        }
        int[] active = standardisation.active();
        int first = output * columns();
        double result = parameters[first + active.length];
        for (int j = 0; j < active.length; j++) {
            result -= parameters[first + j]
                    * standardisation.factor()[j]
                    * standardisation.centre()[j];
        }
        return result;
    }

    /** Original units to solver parameters of one of the scores; columns that do not vary here join the intercept. */
    double[] parameters(double constant, double[] coefficients) {
        double[] result = new double[columns()];
        int[] active = standardisation.active();
        double sum = constant;
        for (int j = 0; j < active.length; j++) {
            double coefficient = coefficients[active[j]];
            result[j] = coefficient / standardisation.factor()[j];
            sum += coefficient * standardisation.centre()[j];
        }
        if (intercept) {
            result[active.length] = sum;
        }
        return result;
    }
}
