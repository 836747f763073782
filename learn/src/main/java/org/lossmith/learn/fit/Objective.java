package org.lossmith.learn.fit;

import java.util.Arrays;

/**
 * The fused pass: for each tile of rows the scores, the row model, the gradient and the weighted Gram matrix are worked
 * out while the tile is in cache. Rows are cut into chunks that depend on the data's size alone; each chunk has its own
 * partial sums, added up in order, so that the bits do not depend on the number of threads.
 */
final class Objective {
    private static final int LOSS = 0;
    private static final int PUSH = 1;
    private static final int GAP = 2;
    private static final int GRADIENT = 3;

    /** Partial sums of all chunks together stay below this many numbers (64 MB). */
    private static final int PARTIAL_NUMBERS = 8_000_000;

    private static final int MOST_CHUNKS = 64;
    private static final int FEWEST_CHUNKS = 4;
    private static final int SMALLEST_CHUNK = 2048;
    /** With fewer rows than this share carrying curvature it pays to gather them first. */
    private static final double FEW = 0.6;

    private final Design design;
    private final Workers workers;
    private final int dimension;
    private final int columns;
    private final int outputs;
    private final int chunkRows;
    private final double[][] partials;
    private final Tile[] tiles;
    private int passes;

    Objective(Design design, Workers workers) {
        this.design = design;
        this.workers = workers;
        this.dimension = design.dimension();
        this.columns = design.columns();
        this.outputs = design.outputs();
        int length = GRADIENT + dimension + dimension * dimension;
        int most = Math.max(FEWEST_CHUNKS, Math.min(MOST_CHUNKS, PARTIAL_NUMBERS / length));
        int tile = design.tileRows();
        int wanted = Math.max(SMALLEST_CHUNK, (design.size() + most - 1) / most);
        this.chunkRows = (wanted + tile - 1) / tile * tile;
        this.partials = new double[(design.size() + chunkRows - 1) / chunkRows][];
        this.tiles = new Tile[workers.threads()];
    }

    Design design() {
        return design;
    }

    /** The same on some of the rows, by position. */
    Objective onRows(int[] positions) {
        return new Objective(design.onRows(positions), workers);
    }

    /** How many passes over the rows were made. */
    int passes() {
        return passes;
    }

    Evaluation evaluate(double[] parameters, RowModel model, boolean gram) {
        passes++;
        workers.run(partials.length, (chunk, worker) -> {
            if (tiles[worker] == null || (gram && tiles[worker].curvatures.length < outputs)) {
                tiles[worker] = design.tile(gram);
            }
            chunk(chunk, tiles[worker], parameters, model, gram);
        });
        int used = GRADIENT + dimension + (gram ? dimension * dimension : 0);
        double[] total = new double[used];
        for (double[] partial : partials) {
            for (int i = 0; i < used; i++) {
                total[i] += partial[i];
            }
        }
        double weightSum = design.standardisation().weightSum();
        for (int i = 0; i < used; i++) {
            total[i] /= weightSum;
        }
        return new Evaluation(
                parameters.clone(),
                total[LOSS],
                Arrays.copyOfRange(total, GRADIENT, GRADIENT + dimension),
                gram ? symmetric(total) : new double[0],
                total[PUSH],
                total[GAP]);
    }

    /** The loss of each row, unweighted, in the order of the rows; for samples. */
    double[] rowLosses(double[] parameters, FitLoss loss) {
        double[] result = new double[design.size()];
        Tile tile = design.tile(false);
        for (int from = 0; from < result.length; from += design.tileRows()) {
            design.load(tile, from, Math.min(result.length, from + design.tileRows()));
            scores(tile, parameters);
            loss.values(tile, tile.gradient);
            System.arraycopy(tile.gradient, 0, result, from, tile.rows);
        }
        return result;
    }

    private double[] symmetric(double[] total) {
        double[] result = new double[dimension * dimension];
        for (int j = 0; j < dimension; j++) {
            for (int k = 0; k <= j; k++) {
                double entry = total[GRADIENT + dimension + j * dimension + k];
                result[j * dimension + k] = entry;
                result[k * dimension + j] = entry;
            }
        }
        return result;
    }

    private void chunk(int chunk, Tile tile, double[] parameters, RowModel model, boolean gram) {
        double[] out = cleared(chunk, GRADIENT + dimension + (gram ? dimension * dimension : 0));
        int end = Math.min(design.size(), (chunk + 1) * chunkRows);
        int step = design.tileRows();
        for (int from = chunk * chunkRows; from < end; from += step) {
            design.load(tile, from, Math.min(end, from + step));
            scores(tile, parameters);
            model.evaluate(tile, gram);
            out[LOSS] += tile.loss;
            out[GAP] += tile.gap;
            out[PUSH] += push(tile);
            for (int j = 0; j < dimension; j++) {
                out[GRADIENT + j] += GramKernel.dot(tile.columns[j % columns], tile.gradients[j / columns], tile.rows);
            }
            if (gram && outputs == 1) {
                addGram(tile, out);
            } else if (gram) {
                addPairs(tile, out);
            }
        }
    }

    /** The chunk's partial sums, set to zero; they grow when a Gram matrix is first asked for. */
    private double[] cleared(int chunk, int length) {
        if (partials[chunk] == null || partials[chunk].length < length) {
            partials[chunk] = new double[length];
        }
        Arrays.fill(partials[chunk], 0, length, 0);
        return partials[chunk];
    }

    private void scores(Tile tile, double[] parameters) {
        for (int output = 0; output < outputs; output++) {
            scores(tile, tile.scores[output], parameters, output * columns);
        }
    }

    /** @param first the parameter of the first column */
    private void scores(Tile tile, double[] score, double[] parameters, int first) {
        int rows = tile.rows;
        Arrays.fill(score, 0, rows, 0);
        int j = 0;
        for (; j + 3 < columns; j += 4) {
            addFour(score, tile.columns, parameters, first, j, rows);
        }
        for (; j < columns; j++) {
            double[] column = tile.columns[j];
            double parameter = parameters[first + j];
            for (int i = 0; i < rows; i++) {
                score[i] += parameter * column[i];
            }
        }
    }

    private static void addFour(double[] score, double[][] columns, double[] parameters, int first, int j, int rows) {
        double[] a = columns[j];
        double[] b = columns[j + 1];
        double[] c = columns[j + 2];
        double[] d = columns[j + 3];
        double p = parameters[first + j];
        double q = parameters[first + j + 1];
        double r = parameters[first + j + 2];
        double s = parameters[first + j + 3];
        for (int i = 0; i < rows; i++) {
            score[i] += (p * a[i] + q * b[i]) + (r * c[i] + s * d[i]);
        }
    }

    private static double push(Tile tile) {
        double sum = 0;
        for (double[] gradient : tile.gradients) {
            for (int i = 0; i < tile.rows; i++) {
                sum += Math.abs(gradient[i]);
            }
        }
        return sum;
    }

    /** Several scores: each pair of them has a Gram matrix of its own, a block of the whole one. */
    private void addPairs(Tile tile, double[] out) {
        int at = GRADIENT + dimension;
        int pair = 0;
        for (int k = 0; k < outputs; k++) {
            for (int l = 0; l <= k; l++) {
                Arrays.fill(tile.pair, 0);
                GramKernel.add(tile.columns, columns, tile.curvatures[pair++], tile.rows, tile.scratch, tile.pair, 0);
                for (int i = 0; i < columns; i++) {
                    for (int j = 0; j <= i; j++) {
                        double entry = tile.pair[i * columns + j];
                        out[at + (k * columns + i) * dimension + l * columns + j] += entry;
                        if (k != l && i != j) {
                            out[at + (k * columns + j) * dimension + l * columns + i] += entry;
                        }
                    }
                }
            }
        }
    }

    private void addGram(Tile tile, double[] out) {
        double[] curvature = tile.curvature;
        int[] curved = tile.offset;
        int count = 0;
        for (int i = 0; i < tile.rows; i++) {
            if (curvature[i] != 0) {
                curved[count++] = i;
            }
        }
        int at = GRADIENT + dimension;
        if (count >= FEW * tile.rows) {
            GramKernel.add(tile.columns, dimension, curvature, tile.rows, tile.scratch, out, at);
            return;
        }
        for (int j = 0; j < dimension; j++) {
            double[] from = tile.columns[j];
            double[] to = tile.packed[j];
            for (int i = 0; i < count; i++) {
                to[i] = from[curved[i]];
            }
        }
        double[] weights = tile.scratch[4];
        for (int i = 0; i < count; i++) {
            weights[i] = curvature[curved[i]];
        }
        GramKernel.add(tile.packed, dimension, weights, count, tile.scratch, out, at);
    }
}
