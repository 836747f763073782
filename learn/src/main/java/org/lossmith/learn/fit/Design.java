package org.lossmith.learn.fit;

import org.jspecify.annotations.Nullable;
import org.lossmith.learn.data.BlockMatrix;

/**
 * The rows of one fit in the solver's coordinates. Parameters are the coefficients of the standardised active columns,
 * followed by the intercept of the centred model if there is one.
 */
final class Design {
    /** A tile of about this many numbers stays in the second-level cache beside the Gram matrix. */
    private static final int TILE_NUMBERS = 8192;

    private static final int LONGEST_TILE = 512;
    private static final int SHORTEST_TILE = 32;

    private final BlockMatrix x;
    private final double[] target;
    private final double @Nullable [] weight;
    private final Rows rows;
    private final Standardisation standardisation;
    private final boolean intercept;
    private final int outputs;

    /** For a loss over one score a row. */
    Design(
            BlockMatrix x,
            double[] target,
            double @Nullable [] weight,
            Rows rows,
            Standardisation standardisation,
            boolean intercept) {
        this(x, target, weight, rows, standardisation, intercept, 1);
    }

    private Design(
            BlockMatrix x,
            double[] target,
            double @Nullable [] weight,
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

    int tileRows() {
        // Several scores bring more arrays, and more calls for each tile: it is made larger.
        int numbers = outputs == 1 ? TILE_NUMBERS : 8 * TILE_NUMBERS;
        int width = outputs == 1 ? columns() : columns() + 2 * outputs + outputs * (outputs + 1) / 2;
        int fitting = numbers / Math.max(1, width) / 16 * 16;
        return Math.max(SHORTEST_TILE, Math.min(LONGEST_TILE, fitting));
    }

    /** The rows' targets, in order. */
    double[] targets() {
        double[] result = new double[size()];
        for (int position = 0; position < result.length; position++) {
            result[position] = target[rows.row(position)];
        }
        return result;
    }

    /** The rows' weights, in order, or null for all 1. */
    double @Nullable [] weights() {
        if (weight == null) {
            return null;
        }
        double[] result = new double[size()];
        for (int position = 0; position < result.length; position++) {
            result[position] = weight[rows.row(position)];
        }
        return result;
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
            targets[position] = target[from[position]];
            weights[position] = weight == null ? 1 : weight[from[position]];
            sum += weights[position];
        }
        Standardisation same =
                new Standardisation(standardisation.active(), standardisation.centre(), standardisation.factor(), sum);
        BlockMatrix copy = x.selectRows(from);
        return new Design(
                copy, targets, weight == null ? null : weights, Rows.all(from.length), same, intercept, outputs);
    }

    /** @param curved whether curvatures will be asked for */
    Tile tile(boolean curved) {
        Tile tile = new Tile(columns(), outputs, tileRows(), curved);
        if (intercept) {
            java.util.Arrays.fill(tile.columns[columns() - 1], 1);
        }
        return tile;
    }

    /** Copies rows into the tile, standardised and turned to columns. */
    void load(Tile tile, int from, int to) {
        int[] active = standardisation.active();
        double[] centre = standardisation.centre();
        double[] factor = standardisation.factor();
        int count = to - from;
        tile.rows = count;
        int i = 0;
        while (i < count) {
            int row = rows.row(from + i);
            int block = row / BlockMatrix.BLOCK_ROWS;
            int run = i + 1;
            while (run < count && rows.row(from + run) / BlockMatrix.BLOCK_ROWS == block) {
                run++;
            }
            loadBlock(tile, x.block(block), from, i, run, active, centre, factor);
            i = run;
        }
    }

    /** Rows i to run of the tile all come from one block. */
    private void loadBlock(
            Tile tile, double[] block, int from, int i, int run, int[] active, double[] centre, double[] factor) {
        int width = x.columns();
        int[] offset = tile.offset;
        for (int k = i; k < run; k++) {
            int row = rows.row(from + k);
            offset[k] = row % BlockMatrix.BLOCK_ROWS * width;
            tile.target[k] = target[row];
            tile.weight[k] = weight == null ? 1 : weight[row];
        }
        for (int j = 0; j < active.length; j++) {
            double[] column = tile.columns[j];
            int source = active[j];
            double middle = centre[j];
            double scale = factor[j];
            for (int k = i; k < run; k++) {
                column[k] = (block[offset[k] + source] - middle) * scale;
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

    /** Original units to solver parameters of a single score; columns that do not vary here join the intercept. */
    double[] parameters(double constant, double[] coefficients) {
        double[] result = new double[dimension()];
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
