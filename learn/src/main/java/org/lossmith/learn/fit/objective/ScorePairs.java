package org.lossmith.learn.fit.objective;

import java.util.Arrays;
import org.lossmith.learn.fit.design.Tile;

/**
 * The matrix of second derivatives of a loss over K scores: each pair of scores has a weighted Gram matrix of its own, a block of
 * the whole one, of which the lower triangle is written. Losses that see only differences between scores have K of them for
 * nothing: {@link Softmax#curvature} sums to K t over the pairs of a score with all, so that the blocks on the diagonal follow
 * from the others.
 *
 * @param columns of each score
 */
record ScorePairs(int outputs, int columns) {
    /**
     * Adds a tile's blocks to the matrix that begins at {@code at}.
     *
     * @param balanced whether those on the diagonal are left to {@link #complete}
     */
    void add(Tile tile, boolean balanced, double[] out, int at) {
        int pair = 0;
        for (int k = 0; k < outputs; k++) {
            for (int l = 0; l <= k; l++, pair++) {
                if (k != l || !balanced) {
                    Arrays.fill(tile.pair, 0);
                    tile.inputs.gram(tile.curvatures[pair], tile.rows, tile.pair, 0);
                    add(tile.pair, k, l, out, at);
                }
            }
        }
    }

    private void add(double[] block, int k, int l, double[] out, int at) {
        for (int i = 0; i < columns; i++) {
            for (int j = 0; j <= i; j++) {
                double entry = block[i * columns + j];
                out[entry(at, k, i, l, j)] += entry;
                if (k != l && i != j) {
                    out[entry(at, k, j, l, i)] += entry;
                }
            }
        }
    }

    private int entry(int at, int k, int i, int l, int j) {
        return at + (k * columns + i) * outputs * columns + l * columns + j;
    }

    /** Writes the blocks on the diagonal, all others being summed up over the rows. */
    void complete(double[] out, int at) {
        double[] sum = new double[outputs];
        for (int i = 0; i < columns; i++) {
            for (int j = 0; j <= i; j++) {
                Arrays.fill(sum, 0);
                double all = 0;
                for (int k = 0; k < outputs; k++) {
                    for (int l = 0; l < k; l++) {
                        double entry = out[entry(at, k, i, l, j)];
                        sum[k] += entry;
                        sum[l] += entry;
                        all += 2 * entry;
                    }
                }
                double along = Softmax.along(all, outputs);
                for (int k = 0; k < outputs; k++) {
                    out[entry(at, k, i, k, j)] = outputs * along - sum[k];
                }
            }
        }
    }
}
