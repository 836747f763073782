package org.lossmith.learn.fit.objective;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.fit.design.Design;
import org.lossmith.learn.fit.design.KeptColumns;
import org.lossmith.learn.fit.design.Tile;
import org.lossmith.learn.fit.design.Workers;
import org.lossmith.learn.solver.FitWatch;

/**
 * The fused pass: for each tile of rows the scores, the row model, the gradient and the weighted Gram matrix are worked
 * out while the tile is in cache. Rows are cut into chunks that depend on the data's size alone; each chunk has its own
 * partial sums, added up in order, so that the bits do not depend on the number of threads.
 */
public final class Objective implements Surface {
    private static final int LOSS = 0;
    private static final int GAP = 1;
    private static final int CURVED_WEIGHT = 2;
    /** The first of one for each score. */
    private static final int PUSH = 3;

    /** Partial sums of all chunks together stay below this many numbers (64 MB). */
    private static final int PARTIAL_NUMBERS = 8_000_000;

    private static final int MOST_CHUNKS = 64;
    private static final int FEWEST_CHUNKS = 4;
    private static final int SMALLEST_CHUNK = 512;
    /** An estimate of the Gram matrix takes every fourth tile, or more so that it has this many rows. */
    private static final int ENOUGH_ROWS = 20_000;

    private static final int MOST_APART = 4;

    private final Design design;
    private final Workers workers;
    private final int dimension;
    private final int columns;
    private final int outputs;
    private final ScorePairs pairs;
    /** Where among the sums of a chunk the gradient begins; the Gram matrix follows it. */
    private final int gradientAt;

    private final int chunkRows;
    private final KeptColumns kept;
    private final double[][] partials;
    private final @Nullable SparsePass sparse;
    private final Tile[] tiles;
    private int passes;
    private FitWatch watch = FitWatch.NONE;
    private final Descent descent = new Descent();

    public Objective(Design design, Workers workers) {
        this.design = design;
        this.workers = workers;
        this.dimension = design.dimension();
        this.columns = design.columns();
        this.kept = new KeptColumns(design);
        this.outputs = design.outputs();
        this.pairs = new ScorePairs(outputs, columns);
        this.gradientAt = PUSH + outputs;
        this.sparse = design.sparse() ? new SparsePass(design, workers) : null;
        long length = gradientAt + dimension + (long) dimension * dimension;
        int most = (int) Math.max(FEWEST_CHUNKS, Math.min(MOST_CHUNKS, PARTIAL_NUMBERS / length));
        int tile = design.tileRows();
        int wanted = Math.max(SMALLEST_CHUNK, (design.size() + most - 1) / most);
        this.chunkRows = (wanted + tile - 1) / tile * tile;
        this.partials = new double[(design.size() + chunkRows - 1) / chunkRows][];
        this.tiles = new Tile[workers.threads()];
    }

    @Override
    public Design design() {
        return design;
    }

    public Workers workers() {
        return workers;
    }

    /** The same on some of the rows, by position. */
    public Objective onRows(int[] positions) {
        return new Objective(design.onRows(positions), workers);
    }

    /** How many passes over the rows were made. */
    int passes() {
        return passes;
    }

    /** From here on this one is told of every step over these rows, and may end the fit. */
    public void watchedBy(FitWatch watcher) {
        watch = watcher;
    }

    @Override
    public boolean stopped(int steps, double value, double optimality, double tolerance) {
        descent.reached(steps, value);
        watch.step(new FitWatch.Step(steps, value, optimality, tolerance));
        return stopped();
    }

    /** How the objective moved from step to step of the solver that ran last. */
    public Descent descent() {
        return descent;
    }

    public boolean stopped() {
        return watch.stopped();
    }

    @Override
    public Evaluation evaluate(double[] parameters, RowModel model, Gram gram) {
        passes++;
        boolean curved = gram != Gram.NONE;
        if (sparse != null) {
            return sparse.evaluate(parameters, model, curved);
        }
        int apart = gram == Gram.SOME ? Math.max(1, Math.min(MOST_APART, design.size() / ENOUGH_ROWS)) : 1;
        workers.run(partials.length, (chunk, worker) -> {
            if (tiles[worker] == null || (curved && tiles[worker].curvatures.length < outputs)) {
                tiles[worker] = kept.tile(curved);
            }
            chunk(chunk, tiles[worker], parameters, model, curved ? apart : 0);
        });
        int used = gradientAt + dimension + (curved ? dimension * dimension : 0);
        double[] total = new double[used];
        for (double[] partial : partials) {
            for (int i = 0; i < used; i++) {
                total[i] += partial[i];
            }
        }
        if (curved && outputs > 1 && model.balanced()) {
            pairs.complete(total, gradientAt + dimension);
        }
        double weightSum = design.standardisation().weightSum();
        double curvedWeight = apart == 1 ? weightSum : total[CURVED_WEIGHT];
        for (int i = 0; i < used; i++) {
            total[i] /= i < gradientAt + dimension ? weightSum : curvedWeight;
        }
        return new Evaluation(
                parameters.clone(),
                total[LOSS],
                Arrays.copyOfRange(total, gradientAt, gradientAt + dimension),
                curved ? symmetric(total) : new double[0],
                pushes(total, model),
                total[GAP]);
    }

    /**
     * Writes the summed gradient of rows {@code from} to {@code to - 1} alone.
     *
     * @param tile one of the design's {@link Design#loneTile}
     */
    public void gradient(Tile tile, int from, int to, double[] parameters, RowModel model, double[] result) {
        design.load(tile, from, to);
        scores(tile, parameters);
        model.evaluate(tile, false);
        Arrays.fill(result, 0);
        for (int output = 0; output < outputs; output++) {
            tile.inputs.gradient(tile.gradients[output], tile.rows, result, output * columns);
        }
    }

    /** The loss of each row, unweighted, in the order of the rows; for samples. */
    public double[] rowLosses(double[] parameters, FitLoss loss) {
        if (sparse != null) {
            return sparse.rowLosses(parameters, loss);
        }
        double[] result = new double[design.size()];
        Tile tile = kept.tile(false);
        for (int from = 0; from < result.length; from += design.tileRows()) {
            kept.load(tile, from, Math.min(result.length, from + design.tileRows()));
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
                double entry = total[gradientAt + dimension + j * dimension + k];
                result[j * dimension + k] = entry;
                result[k * dimension + j] = entry;
            }
        }
        return result;
    }

    /** @param apart one tile in so many is measured for the Gram matrix; 0 for none */
    private void chunk(int chunk, Tile tile, double[] parameters, RowModel model, int apart) {
        double[] out = cleared(chunk, gradientAt + dimension + (apart > 0 ? dimension * dimension : 0));
        int end = (int) Math.min(design.size(), (chunk + 1L) * chunkRows);
        int step = design.tileRows();
        int number = 0;
        for (int from = chunk * chunkRows; from < end; from += step) {
            boolean gram = apart > 0 && number++ % apart == 0;
            kept.load(tile, from, Math.min(end, from + step));
            scores(tile, parameters);
            model.evaluate(tile, gram);
            out[LOSS] += tile.loss;
            out[GAP] += tile.gap;
            for (int output = 0; output < outputs; output++) {
                out[PUSH + output] += push(tile.gradients[output], tile.rows);
                tile.inputs.gradient(tile.gradients[output], tile.rows, out, gradientAt + output * columns);
            }
            if (gram) {
                addCurvature(tile, model.balanced(), out, apart);
            }
        }
    }

    private void addCurvature(Tile tile, boolean balanced, double[] out, int apart) {
        for (int i = 0; apart > 1 && i < tile.rows; i++) {
            out[CURVED_WEIGHT] += tile.weight[i];
        }
        if (outputs == 1) {
            tile.inputs.gram(tile.curvature, tile.rows, out, gradientAt + dimension);
        } else {
            pairs.add(tile, balanced, out, gradientAt + dimension);
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
            tile.inputs.scores(parameters, output * columns, tile.scores[output], tile.rows);
        }
    }

    private static double push(double[] gradient, int rows) {
        double sum = 0;
        for (int i = 0; i < rows; i++) {
            sum += Math.abs(gradient[i]);
        }
        return sum;
    }

    private double[] pushes(double[] total, RowModel model) {
        double[] each = Arrays.copyOfRange(total, PUSH, PUSH + outputs);
        return model.scoresAlike() ? new double[] {Arrays.stream(each).sum()} : each;
    }
}
