package org.lossmith.learn.fit.piecewise;

import org.lossmith.learn.fit.design.Tile;
import org.lossmith.learn.fit.design.TileArithmetic;
import org.lossmith.learn.fit.design.Workers;

/**
 * What one pass over all rows says at one point: each row's residual {@code target - score}, how far its score can move,
 * and the sums of the rows on either side, weighted.
 *
 * @param residual of each row
 * @param cost what each unit of it costs, weighted
 * @param length the Euclidean norm of each row's standardised inputs
 * @param above sum of {@code cost x}, then of {@code cost target}, over the rows with positive residuals
 * @param below the same of the other rows
 * @param loss sum of the weighted losses
 */
record Residuals(double[] residual, double[] cost, double[] length, double[] above, double[] below, double loss) {
    private static final int CHUNKS = 64;
    private static final int SMALLEST_CHUNK = 2048;

    static Residuals of(KinkedDesign design, double[] parameters, Workers workers) {
        int n = design.size();
        int p = design.dimension();
        int tileRows = design.tileRows();
        int wanted = Math.max(SMALLEST_CHUNK, (n + CHUNKS - 1) / CHUNKS);
        int chunkRows = (wanted + tileRows - 1) / tileRows * tileRows;
        double[] residual = new double[n];
        double[] cost = new double[n];
        double[] length = new double[n];
        double[][] partials = new double[(n + chunkRows - 1) / chunkRows][2 * p + 3];
        Tile[] tiles = new Tile[workers.threads()];
        TileArithmetic arithmetic = TileArithmetic.of(n, p);
        workers.run(partials.length, (chunk, worker) -> {
            if (tiles[worker] == null) {
                tiles[worker] = design.tile();
            }
            Tile tile = tiles[worker];
            int end = Math.min(n, (chunk + 1) * chunkRows);
            for (int from = chunk * chunkRows; from < end; from += tileRows) {
                design.load(tile, from, Math.min(end, from + tileRows));
                arithmetic.scores(tile.columns, parameters, 0, tile.score, tile.rows);
                sort(tile, cost, from, partials[chunk], p);
                lengths(tile);
                arithmetic.gradient(tile.columns, tile.gradient, tile.rows, partials[chunk], 0);
                arithmetic.gradient(tile.columns, tile.curvature, tile.rows, partials[chunk], p + 1);
                System.arraycopy(tile.score, 0, residual, from, tile.rows);
                System.arraycopy(tile.scratch[0], 0, length, from, tile.rows);
            }
        });
        double[] above = new double[p + 1];
        double[] below = new double[p + 1];
        double sum = 0;
        for (double[] partial : partials) {
            for (int j = 0; j <= p; j++) {
                above[j] += partial[j];
                below[j] += partial[p + 1 + j];
            }
            sum += partial[2 * p + 2];
        }
        return new Residuals(residual, cost, length, above, below, sum);
    }

    /** Turns scores into residuals; costs of rows above go to the gradient, of the others to the curvature. */
    private static void sort(Tile tile, double[] cost, int from, double[] out, int p) {
        for (int i = 0; i < tile.rows; i++) {
            double residual = tile.target[i] - tile.score[i];
            boolean above = residual > 0;
            double own = above ? KinkedDesign.above(tile)[i] : KinkedDesign.below(tile)[i];
            cost[from + i] = own;
            tile.score[i] = residual;
            tile.gradient[i] = above ? own : 0;
            tile.curvature[i] = above ? 0 : own;
            out[above ? p : 2 * p + 1] += own * tile.target[i];
            out[2 * p + 2] += own * Math.abs(residual);
        }
    }

    private static void lengths(Tile tile) {
        double[] sum = tile.scratch[0];
        java.util.Arrays.fill(sum, 0, tile.rows, 0);
        for (double[] column : tile.columns) {
            for (int i = 0; i < tile.rows; i++) {
                sum[i] += column[i] * column[i];
            }
        }
        for (int i = 0; i < tile.rows; i++) {
            sum[i] = Math.sqrt(sum[i]);
        }
    }
}
