package org.lossmith.learn.fit.piecewise;

import java.util.Arrays;
import java.util.List;
import org.lossmith.learn.fit.design.Tile;
import org.lossmith.learn.fit.design.TileArithmetic;
import org.lossmith.learn.fit.design.Workers;
import org.lossmith.learn.fit.objective.Objective;

/**
 * Rows of a pinball loss in memory, as the linear programme sees them: {@code upper r} where the residual {@code r =
 * target - score} is positive, {@code lower (-r)} where it is negative, so that each row's dual variable lies between
 * {@code -lower} and {@code upper}; both may differ from row to row. The rows of a design come first, rows made for the programme (penalties, sums of
 * other rows) after them. Passes add up chunk by chunk in a fixed order, as those of {@link Objective} do.
 */
final class PinballRows {
    /** A tile of 20 columns then takes 40 kB: it stays in the second-level cache beside what is made of it. */
    static final int TILE_ROWS = 256;

    private static final int MOST_CHUNKS = 64;
    /** Partial sums of all chunks together stay below this many numbers (64 MB). */
    private static final int PARTIAL_NUMBERS = 8_000_000;

    private static final int SCRATCH = 8;

    private final int size;
    private final int data;
    private final boolean[] sums;
    private final double[][][] tiles;
    private final double[] target;
    private final double[] lower;
    private final double[] upper;
    private final Workers workers;
    private final TileArithmetic arithmetic;

    /**
     * A row that is in no data.
     *
     * @param sum whether it stands for many rows
     */
    record Extra(double[] x, double target, double lower, double upper, boolean sum) {}

    /** What is done with one tile: {@code first} is its first row, {@code out} the sums and maxima of its chunk. */
    interface TileTask {
        void run(double[][] columns, int first, int count, double[][] scratch, double[] out);
    }

    private PinballRows(
            double[][][] tiles,
            double[] target,
            double[] lower,
            double[] upper,
            boolean[] sums,
            TileArithmetic arithmetic,
            Workers workers) {
        this.size = target.length;
        this.sums = sums;
        this.data = size - sums.length;
        this.tiles = tiles;
        this.target = target;
        this.lower = lower;
        this.upper = upper;
        this.workers = workers;
        this.arithmetic = arithmetic;
    }

    /**
     * @param unit the weight that counts as 1
     * @param arithmetic what suits all that is to be done with such rows
     */
    static PinballRows of(
            KinkedDesign design, double unit, List<Extra> extras, TileArithmetic arithmetic, Workers workers) {
        int data = design.size();
        int size = data + extras.size();
        int columns = design.dimension();
        double[][][] tiles = new double[(size + TILE_ROWS - 1) / TILE_ROWS][][];
        double[] target = new double[size];
        double[] lower = new double[size];
        double[] upper = new double[size];
        Tile[] loaded = new Tile[workers.threads()];
        workers.run(tiles.length, (number, worker) -> {
            int first = number * TILE_ROWS;
            tiles[number] = new double[columns][Math.min(TILE_ROWS, size - first)];
            if (loaded[worker] == null) {
                loaded[worker] = design.tile();
            }
            int step = design.tileRows();
            int end = Math.min(data, first + TILE_ROWS);
            for (int from = first; from < end; from += step) {
                Tile tile = loaded[worker];
                design.load(tile, from, Math.min(end, from + step));
                System.arraycopy(tile.target, 0, target, from, tile.rows);
                for (int i = 0; i < tile.rows; i++) {
                    lower[from + i] = KinkedDesign.below(tile)[i] / unit;
                    upper[from + i] = KinkedDesign.above(tile)[i] / unit;
                }
                for (int j = 0; j < columns; j++) {
                    System.arraycopy(tile.columns[j], 0, tiles[number][j], from - first, tile.rows);
                }
            }
        });
        PinballRows rows =
                new PinballRows(tiles, target, lower, upper, new boolean[extras.size()], arithmetic, workers);
        for (int k = 0; k < extras.size(); k++) {
            rows.put(data + k, extras.get(k));
        }
        return rows;
    }

    /** Puts a row that is in no data in the place of another such row. */
    void put(int row, Extra extra) {
        target[row] = extra.target();
        lower[row] = extra.lower();
        upper[row] = extra.upper();
        sums[row - data] = extra.sum();
        for (int j = 0; j < columns(); j++) {
            tiles[row / TILE_ROWS][j][row % TILE_ROWS] = extra.x()[j];
        }
    }

    /** The same rows with some of the columns only. */
    PinballRows keep(int[] columns) {
        double[][][] kept = new double[tiles.length][][];
        for (int number = 0; number < tiles.length; number++) {
            double[][] tile = tiles[number];
            kept[number] = Arrays.stream(columns).mapToObj(j -> tile[j]).toArray(double[][]::new);
        }
        return new PinballRows(kept, target, lower, upper, sums, arithmetic, workers);
    }

    int size() {
        return size;
    }

    /** How many of the rows are the design's own. */
    int data() {
        return data;
    }

    /** Whether this row stands for many. */
    boolean isSum(int row) {
        return row >= data && sums[row - data];
    }

    /** Whether all inputs of this row are zero. */
    boolean empty(int row) {
        for (double[] column : tiles[row / TILE_ROWS]) {
            if (column[row % TILE_ROWS] != 0) {
                return false;
            }
        }
        return true;
    }

    int columns() {
        return tiles[0].length;
    }

    double[] target() {
        return target;
    }

    double[] lower() {
        return lower;
    }

    double[] upper() {
        return upper;
    }

    TileArithmetic arithmetic() {
        return arithmetic;
    }

    /** Copies one row. */
    double[] row(int row, double[] into) {
        double[][] tile = tiles[row / TILE_ROWS];
        for (int j = 0; j < tile.length; j++) {
            into[j] = tile[j][row % TILE_ROWS];
        }
        return into;
    }

    /** The scores of all rows. */
    double[] scores(double[] parameters) {
        double[] result = new double[size];
        pass(0, 0, (columns, first, count, scratch, out) -> {
            arithmetic.scores(columns, parameters, 0, scratch[0], count);
            System.arraycopy(scratch[0], 0, result, first, count);
        });
        return result;
    }

    /** The sum over rows of {@code factor x}. */
    double[] combination(double[] factor) {
        return pass(columns(), 0, (columns, first, count, scratch, out) -> {
            System.arraycopy(factor, first, scratch[0], 0, count);
            arithmetic.gradient(columns, scratch[0], count, out, 0);
        });
    }

    /**
     * One pass over the tiles.
     *
     * @param sums how many entries of the result are sums over the tiles
     * @param maxima how many entries after those are the largest over the tiles, and at least 0
     */
    double[] pass(int sums, int maxima, TileTask task) {
        int length = sums + maxima;
        int most = Math.max(4, Math.min(MOST_CHUNKS, PARTIAL_NUMBERS / Math.max(1, length)));
        // Fewer than four tiles a chunk cost more in handing out than they bring.
        int each = Math.max(4, (tiles.length + most - 1) / most);
        int chunks = (tiles.length + each - 1) / each;
        double[][] partials = new double[chunks][];
        double[][][] buffers = new double[workers.threads()][][];
        workers.run(chunks, (chunk, worker) -> {
            if (buffers[worker] == null) {
                buffers[worker] = new double[SCRATCH][TILE_ROWS];
            }
            double[] out = new double[length];
            for (int number = chunk * each; number < Math.min(tiles.length, (chunk + 1) * each); number++) {
                int first = number * TILE_ROWS;
                task.run(tiles[number], first, Math.min(TILE_ROWS, size - first), buffers[worker], out);
            }
            partials[chunk] = out;
        });
        double[] total = new double[length];
        for (double[] partial : partials) {
            for (int i = 0; i < sums; i++) {
                total[i] += partial[i];
            }
            for (int i = sums; i < length; i++) {
                total[i] = Math.max(total[i], partial[i]);
            }
        }
        return total;
    }
}
