package org.lossmith.learn.fit.workingset;

import org.lossmith.learn.fit.design.TileArithmetic;

/** Solves equations with a lower triangular matrix L, whose rows are arrays of their own, or with L'. */
final class TriangularSolves {
    /** Rows that are solved for together: as many as {@link TileArithmetic#add} takes at once. */
    private static final int BLOCK = 8;

    private final TileArithmetic arithmetic;
    private final double[][] block = new double[BLOCK][];
    private final double[][] products;

    /** @param together the most right-hand sides at a time */
    TriangularSolves(TileArithmetic arithmetic, int together) {
        this.arithmetic = arithmetic;
        this.products = new double[together][BLOCK];
    }

    /**
     * Solves L d = values in place for each of a few, by a few rows at a time: their products with what is known share loads.
     *
     * @param inverse 1 / the diagonal
     */
    void forward(double[][] lower, double[] inverse, int size, double[][] several, int high) {
        for (int from = 0; from < size; from += BLOCK) {
            int to = Math.min(size, from + BLOCK);
            if (from > 0) {
                arithmetic.products(several, high, rows(lower, from, to), to - from, from, products, 0);
            }
            for (int i = from; i < to; i++) {
                for (int r = 0; r < high; r++) {
                    double[] values = several[r];
                    double left = from > 0 ? values[i] - products[r][i - from] : values[i];
                    for (int k = from; k < i; k++) {
                        left -= lower[i][k] * values[k];
                    }
                    values[i] = left * inverse[i];
                }
            }
        }
    }

    /** Solves L' d = values in place. */
    void backward(double[][] lower, double[] inverse, int size, double[] values) {
        int whole = size - size % BLOCK;
        backward(lower, inverse, values, whole, size);
        for (int from = whole - BLOCK; from >= 0; from -= BLOCK) {
            backward(lower, inverse, values, from, from + BLOCK);
        }
    }

    /** For the entries of these rows, which are then taken out of the entries before. */
    private void backward(double[][] lower, double[] inverse, double[] values, int from, int to) {
        for (int i = to - 1; i >= from; i--) {
            double[] row = lower[i];
            double entry = values[i] * inverse[i];
            values[i] = entry;
            products[0][i - from] = -entry;
            for (int k = from; k < i; k++) {
                values[k] -= entry * row[k];
            }
        }
        if (from > 0 && to > from) {
            arithmetic.add(rows(lower, from, to), to - from, products[0], 0, values, from);
        }
    }

    private double[][] rows(double[][] lower, int from, int to) {
        for (int i = from; i < from + BLOCK; i++) {
            // A row past the end counts for nothing.
            block[i - from] = lower[Math.min(i, to - 1)];
        }
        return block;
    }
}
