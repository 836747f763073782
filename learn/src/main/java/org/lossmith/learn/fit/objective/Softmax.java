package org.lossmith.learn.fit.objective;

import org.lossmith.learn.fit.design.Tile;

/** Softmax probabilities of one row of a tile and the curvature of cross-entropy there. */
final class Softmax {
    /** Far above rounding, far below any penalty worth the name. */
    private static final double ALONG = 1e-6;

    private Softmax() {}

    /** Writes exp(z[k]) / sum of exp(z[j]) for row i of planar scores into p, without overflow. */
    static void of(double[][] scores, int i, double[] p) {
        for (int k = 0; k < p.length; k++) {
            p[k] = scores[k][i];
        }
        of(p);
    }

    /** The same in place. */
    static void of(double[] z) {
        double highest = Double.NEGATIVE_INFINITY;
        for (double score : z) {
            highest = Math.max(highest, score);
        }
        double total = 0;
        for (int k = 0; k < z.length; k++) {
            z[k] = Math.exp(z[k] - highest);
            total += z[k];
        }
        for (int k = 0; k < z.length; k++) {
            z[k] /= total;
        }
    }

    /** 1 - p[k] with all digits: the sum of the other probabilities. */
    static double others(double[] p, int k) {
        double sum = 0;
        for (int j = 0; j < p.length; j++) {
            sum += j == k ? 0 : p[j];
        }
        return sum;
    }

    /**
     * The part t of {@link #curvature} from the sum of its entries off the diagonal: those are t less the products of two
     * probabilities, whose sum is the spread that t is a share of.
     *
     * @param others that sum, of one row or of many
     */
    static double along(double others, int classes) {
        double share = ALONG / ((double) classes * classes);
        return -share * others / (1 - share * classes * (classes - 1));
    }

    /**
     * Writes {@code factor (diag(p) - p p' + t)} into the tile's curvatures of row i. Losses of scores see only their
     * differences, so their Hessian is singular along (1, ..., 1); the number t, added to all entries, is curvature along that
     * direction alone, so that Cholesky succeeds. The loss's gradient has no part in that direction, so no step changes. A
     * penalty may have one; beside its curvature t is small enough not to shorten the step.
     */
    static void curvature(Tile tile, int i, double[] p, double factor) {
        double spread = 0;
        for (int k = 0; k < p.length; k++) {
            spread += p[k] * others(p, k);
        }
        double along = ALONG * spread / ((double) p.length * p.length);
        int pair = 0;
        for (int k = 0; k < p.length; k++) {
            for (int l = 0; l < k; l++) {
                tile.curvatures[pair++][i] = factor * (along - p[k] * p[l]);
            }
            tile.curvatures[pair++][i] = factor * (p[k] * others(p, k) + along);
        }
    }
}
