package org.lossmith.learn.fit;

import java.util.Arrays;

/**
 * The mean loss's slopes by all columns, of which as few as possible are worked out: those that are known already are
 * taken over, and so are those of zero coefficients that l1 holds for certain, because the rows' slopes have hardly moved
 * since all columns were looked at. By Cauchy and Schwarz a column's slope moves by at most its norm times theirs.
 */
final class ColumnSlopes {
    /** Slopes are sums with rounding errors of about 1e-13 of themselves. */
    private static final double ROUNDING = 1e-9;
    /** If more than this share of the columns has to be looked at, all are, which then bounds their slopes better. */
    private static final double MANY = 0.5;

    private final DesignColumns columns;
    private final Workers workers;
    private final ColumnNorms norms;
    private final double[] weight;
    private final double[] slopes;
    /** What they were when all columns were looked at last, and the rows' slopes then. */
    private final double[] before;

    private final double[] rowsBefore;
    private boolean looked;
    /** How far the rows' slopes have moved since. */
    private double moved = Double.POSITIVE_INFINITY;

    private final double[] products;
    private final int[] wanted;
    /** Whether a column's slope is that at the rows looked at last. */
    private final boolean[] known;

    /** @param weight of the rows, with sum 1 */
    ColumnSlopes(DesignColumns columns, ColumnNorms norms, double[] weight, Workers workers) {
        this.columns = columns;
        this.workers = workers;
        this.norms = norms;
        this.weight = weight;
        this.slopes = new double[columns.count()];
        this.before = new double[columns.count()];
        this.rowsBefore = new double[columns.rows()];
        this.products = new double[columns.count()];
        this.wanted = new int[columns.count()];
        this.known = new boolean[columns.count()];
    }

    /** For zero coefficients that were not looked at, anything that l1 holds. */
    double[] all() {
        return slopes;
    }

    boolean looked() {
        return looked;
    }

    /** The size of a column's slope, or what it is at most if it was not worked out. */
    double largest(int column) {
        return known[column] ? Math.abs(slopes[column]) : Math.abs(before[column]) + norms.of(column) * moved;
    }

    /**
     * Looks at columns again.
     *
     * @param rows each row's share of the mean loss's derivative by its score
     * @param certain columns whose slopes at these rows are known
     * @param theirs those slopes
     * @param candidates the columns that matter, {@code count} of them
     */
    void look(
            double[] rows,
            int[] certain,
            double[] theirs,
            int[] candidates,
            int count,
            ScaledPenalty penalty,
            double[] parameters) {
        Arrays.fill(known, false);
        for (int a = 0; a < certain.length; a++) {
            slopes[certain[a]] = theirs[a];
            known[certain[a]] = true;
        }
        moved = looked ? moved(rows) : Double.POSITIVE_INFINITY;
        int size = 0;
        for (int k = 0; k < count; k++) {
            int j = candidates[k];
            if (known[j]) {
                continue;
            }
            if (parameters[j] == 0 && held(j, penalty.l1()[j])) {
                slopes[j] = before[j];
            } else {
                wanted[size++] = j;
            }
        }
        if (size <= MANY * slopes.length) {
            measure(size, rows);
            return;
        }
        size = 0;
        for (int j = 0; j < slopes.length; j++) {
            if (!known[j]) {
                wanted[size++] = j;
            }
        }
        measure(size, rows);
        System.arraycopy(slopes, 0, before, 0, slopes.length);
        System.arraycopy(rows, 0, rowsBefore, 0, rows.length);
        looked = true;
    }

    private void measure(int size, double[] rows) {
        columns.products(wanted, size, rows, products, workers);
        for (int k = 0; k < size; k++) {
            slopes[wanted[k]] = products[k];
            known[wanted[k]] = true;
        }
    }

    private boolean held(int j, double l1) {
        double inside = (1 - ROUNDING) * l1 - Math.abs(before[j]);
        return moved < inside && norms.of(j) * moved < inside;
    }

    /** How far the rows' slopes are from what they were, as the root of the weighted mean of squares. */
    private double moved(double[] rows) {
        double sum = 0;
        for (int i = 0; i < rows.length; i++) {
            double by = rows[i] - rowsBefore[i];
            // Rows without weight have no slopes.
            sum += by == 0 ? 0 : by * by / weight[i];
        }
        return Math.sqrt(sum);
    }
}
