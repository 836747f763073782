package org.lossmith.learn.fit.objective;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.data.SparseColumns;
import org.lossmith.learn.data.SparseMatrix;
import org.lossmith.learn.fit.design.Design;
import org.lossmith.learn.fit.design.Tile;
import org.lossmith.learn.fit.design.Workers;

/**
 * The pass of {@link Objective} over a sparse matrix, which is never spelt out: scores and the row model row by row, then
 * the gradient (and the Gram matrix, which only few columns allow) column by column. Every sum belongs to one task, so the
 * bits do not depend on the number of threads.
 */
final class SparsePass {
    private static final int LOSS = 0;
    private static final int GAP = 1;
    /** The first of one for each score. */
    private static final int PUSH = 2;

    private static final int CHUNK_ROWS = 512;
    /** Columns that a thread takes at a time. */
    private static final int CHUNK_COLUMNS = 256;

    private final Design design;
    private final Workers workers;
    private final SparseMatrix x;
    private final SparseColumns byColumn;
    private final double[] target;
    private final double @Nullable [] weight;
    private final int columns;
    private final int outputs;
    private final double[][] gradients;
    private double[][] curvatures = new double[0][];

    SparsePass(Design design, Workers workers) {
        this.design = design;
        this.workers = workers;
        this.x = design.entries();
        this.byColumn = x.byColumn();
        this.target = design.targets().values();
        this.weight = design.targets().weights();
        this.columns = design.columns();
        this.outputs = design.outputs();
        this.gradients = new double[outputs][x.rows()];
    }

    Evaluation evaluate(double[] parameters, RowModel model, boolean gram) {
        if (gram && curvatures.length == 0) {
            curvatures = new double[outputs * (outputs + 1) / 2][x.rows()];
        }
        double[][] coefficients = coefficients(parameters);
        double[][] sums = new double[(x.rows() + CHUNK_ROWS - 1) / CHUNK_ROWS][];
        Tile[] tiles = new Tile[workers.threads()];
        workers.run(sums.length, (chunk, worker) -> {
            if (tiles[worker] == null) {
                tiles[worker] = new Tile(outputs, CHUNK_ROWS, gram);
            }
            sums[chunk] = chunk(chunk * CHUNK_ROWS, tiles[worker], coefficients, parameters, model, gram);
        });
        double[] total = new double[PUSH + outputs];
        for (double[] sum : sums) {
            for (int i = 0; i < total.length; i++) {
                total[i] += sum[i];
            }
        }
        double weightSum = design.standardisation().weightSum();
        return new Evaluation(
                parameters.clone(),
                total[LOSS] / weightSum,
                gradient(weightSum),
                gram ? gram(weightSum) : new double[0],
                pushes(total, weightSum, model),
                total[GAP] / weightSum);
    }

    /** The unweighted loss of each row. */
    double[] rowLosses(double[] parameters, FitLoss loss) {
        double[] result = new double[x.rows()];
        double[][] coefficients = coefficients(parameters);
        Tile tile = new Tile(outputs, CHUNK_ROWS, false);
        for (int from = 0; from < result.length; from += CHUNK_ROWS) {
            load(from, tile, coefficients, parameters);
            loss.values(tile, tile.gradient);
            System.arraycopy(tile.gradient, 0, result, from, tile.rows);
        }
        return result;
    }

    /** By output and by the matrix's column, so that entries need not be scaled. */
    private double[][] coefficients(double[] parameters) {
        double[][] result = new double[outputs][];
        Arrays.setAll(result, output -> design.coordinates().coefficients(parameters, output));
        return result;
    }

    private void load(int from, Tile tile, double[][] coefficients, double[] parameters) {
        tile.rows = Math.min(CHUNK_ROWS, x.rows() - from);
        tile.first = from;
        for (int output = 0; output < outputs; output++) {
            double constant = design.intercept() ? parameters[(output + 1) * columns - 1] : 0;
            for (int i = 0; i < tile.rows; i++) {
                tile.scores[output][i] = constant + x.dot(from + i, coefficients[output]);
            }
        }
        for (int i = 0; i < tile.rows; i++) {
            tile.target[i] = target[from + i];
            tile.weight[i] = weight == null ? 1 : weight[from + i];
        }
    }

    private double[] pushes(double[] total, double weightSum, RowModel model) {
        double[] each = new double[outputs];
        for (int output = 0; output < outputs; output++) {
            each[output] = total[PUSH + output] / weightSum;
        }
        return model.scoresAlike() ? new double[] {Arrays.stream(each).sum()} : each;
    }

    /** Returns loss, gap, and the push of each score. */
    private double[] chunk(
            int from, Tile tile, double[][] coefficients, double[] parameters, RowModel model, boolean gram) {
        load(from, tile, coefficients, parameters);
        model.evaluate(tile, gram);
        double[] sums = new double[PUSH + outputs];
        sums[LOSS] = tile.loss;
        sums[GAP] = tile.gap;
        for (int output = 0; output < outputs; output++) {
            double[] gradient = tile.gradients[output];
            for (int i = 0; i < tile.rows; i++) {
                sums[PUSH + output] += Math.abs(gradient[i]);
            }
            System.arraycopy(gradient, 0, gradients[output], from, tile.rows);
        }
        for (int pair = 0; gram && pair < curvatures.length; pair++) {
            System.arraycopy(tile.curvatures[pair], 0, curvatures[pair], from, tile.rows);
        }
        return sums;
    }

    private double[] gradient(double weightSum) {
        int[] active = design.standardisation().active();
        double[] factor = design.standardisation().factor();
        double[] result = new double[outputs * columns];
        int tasks = (active.length + CHUNK_COLUMNS - 1) / CHUNK_COLUMNS;
        workers.run(tasks, (task, worker) -> {
            int to = Math.min(active.length, (task + 1) * CHUNK_COLUMNS);
            for (int j = task * CHUNK_COLUMNS; j < to; j++) {
                for (int output = 0; output < outputs; output++) {
                    double sum = sum(active[j], gradients[output]);
                    result[output * columns + j] = sum * factor[j] / weightSum;
                }
            }
        });
        for (int output = 0; design.intercept() && output < outputs; output++) {
            result[(output + 1) * columns - 1] =
                    Arrays.stream(gradients[output]).sum() / weightSum;
        }
        return result;
    }

    private double sum(int column, double[] factors) {
        double sum = 0;
        for (int at = byColumn.starts()[column]; at < byColumn.starts()[column + 1]; at++) {
            sum += byColumn.values()[at] * factors[byColumn.rowIndexes()[at]];
        }
        return sum;
    }

    private double[] gram(double weightSum) {
        int dimension = outputs * columns;
        double[] result = new double[Math.multiplyExact(dimension, dimension)];
        int[] position = new int[x.columns()];
        Arrays.fill(position, -1);
        int[] active = design.standardisation().active();
        for (int j = 0; j < active.length; j++) {
            position[active[j]] = j;
        }
        workers.run(columns, (j, worker) -> {
            double[] line = new double[columns];
            int pair = 0;
            for (int k = 0; k < outputs; k++) {
                for (int l = 0; l <= k; l++) {
                    line(j, curvatures[pair++], position, line);
                    for (int i = 0; i < (k == l ? j + 1 : columns); i++) {
                        double entry = line[i] / weightSum;
                        result[(k * columns + j) * dimension + l * columns + i] = entry;
                        result[(l * columns + i) * dimension + k * columns + j] = entry;
                    }
                }
            }
        });
        return result;
    }

    /** One line of {@code X'HX}: the products of one column with all. */
    private void line(int j, double[] curvature, int[] position, double[] line) {
        Arrays.fill(line, 0);
        int[] active = design.standardisation().active();
        double[] factor = design.standardisation().factor();
        if (j == active.length) {
            for (int row = 0; row < x.rows(); row++) {
                addRow(row, curvature[row], position, line);
            }
            return;
        }
        for (int at = byColumn.starts()[active[j]]; at < byColumn.starts()[active[j] + 1]; at++) {
            int row = byColumn.rowIndexes()[at];
            addRow(row, curvature[row] * byColumn.values()[at] * factor[j], position, line);
        }
    }

    private void addRow(int row, double times, int[] position, double[] line) {
        double[] factor = design.standardisation().factor();
        for (int at = x.starts()[row]; at < x.starts()[row + 1]; at++) {
            int k = position[x.columnIndexes()[at]];
            if (k >= 0) {
                line[k] += times * x.values()[at] * factor[k];
            }
        }
        if (design.intercept()) {
            line[columns - 1] += times;
        }
    }
}
