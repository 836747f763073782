package org.lossmith.learn.fit.workingset;

import java.util.Arrays;
import org.lossmith.learn.fit.design.DesignColumns;
import org.lossmith.learn.fit.design.Workers;
import org.lossmith.learn.fit.objective.ScaledPenalty;

/**
 * The mean loss's slopes by all columns, of which as few as possible are worked out: those that are known already are
 * taken over, and for zero coefficients that l1 holds for certain an estimate does, where the rows' slopes are close to
 * what they were when all columns were looked at ({@link SlopeSpan}).
 */
final class ColumnSlopes {
    /** Slopes are sums with rounding errors of about 1e-13 of themselves. */
    private static final double ROUNDING = 1e-9;
    /** If more than this share of the columns has to be looked at, all are, which then bounds their slopes better. */
    private static final double MANY = 0.3;

    private final DesignColumns columns;
    private final Workers workers;
    private final ColumnNorms norms;
    private final double[] slopes;
    private final double[] estimates;
    private final SlopeSpan span;
    private boolean looked;
    /** How far the rows' slopes are from those that the estimates belong to. */
    private double apart = Double.POSITIVE_INFINITY;

    private final double[] products;
    private final int[] wanted;
    /** The columns whose slopes were known or worked out in the last look, {@link #lookedAtCount} of them. */
    private final int[] lookedAt;

    private int lookedAtCount;
    /** Whether a column's slope is that at the rows looked at last. */
    private final boolean[] known;

    /** @param weight of the rows, with sum 1 */
    ColumnSlopes(DesignColumns columns, ColumnNorms norms, double[] weight, Workers workers) {
        this.columns = columns;
        this.workers = workers;
        this.norms = norms;
        this.slopes = new double[columns.count()];
        this.estimates = new double[columns.count()];
        this.span = new SlopeSpan(weight, columns.arithmetic());
        this.products = new double[columns.count()];
        this.wanted = new int[columns.count() + 1];
        this.lookedAt = new int[columns.count()];
        this.known = new boolean[columns.count()];
    }

    /** For zero coefficients that were not looked at, an estimate that l1 holds. */
    double[] all() {
        return slopes;
    }

    boolean looked() {
        return looked;
    }

    /** The columns whose slopes were worked out in the last look, or known before; l1 holds the other candidates at zero. */
    int[] lookedAt() {
        return lookedAt;
    }

    int lookedAtCount() {
        return lookedAtCount;
    }

    /** The size of a column's slope, or what it is at most if it was not worked out. */
    double largest(int column) {
        return known[column] ? Math.abs(slopes[column]) : Math.abs(slopes[column]) + norms.all()[column] * apart;
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
        if (looked) {
            apart = span.express(rows);
            span.slopes(estimates);
        }
        System.arraycopy(certain, 0, lookedAt, 0, certain.length);
        int size = unheld(candidates, count, penalty.l1(), parameters);
        boolean all = size > MANY * slopes.length;
        if (all) {
            size = 0;
            for (int j = 0; j < slopes.length; j++) {
                wanted[size] = j;
                size += known[j] ? 0 : 1;
            }
        }
        measure(size, rows);
        System.arraycopy(wanted, 0, lookedAt, certain.length, size);
        lookedAtCount = certain.length + size;
        if (all) {
            span.add(rows, slopes);
            looked = true;
        }
    }

    /** Takes estimates for the slopes that are not known; returns how many columns they say too little of, which are wanted. */
    private int unheld(int[] candidates, int count, double[] l1, double[] parameters) {
        double[] norm = norms.all();
        int size = 0;
        for (int k = 0; k < count; k++) {
            int j = candidates[k];
            boolean unknown = !known[j];
            slopes[j] = unknown ? estimates[j] : slopes[j];
            boolean held = norm[j] * apart < (1 - ROUNDING) * l1[j] - Math.abs(estimates[j]);
            // Without a branch: which they are nothing could foresee.
            wanted[size] = j;
            size += unknown & (parameters[j] != 0 | !held) ? 1 : 0;
        }
        return size;
    }

    /** The slopes of some columns at the rows looked at last. */
    double[] of(int[] set, double[] rows) {
        int size = 0;
        for (int j : set) {
            if (!known[j]) {
                wanted[size++] = j;
            }
        }
        measure(size, rows);
        double[] result = new double[set.length];
        for (int a = 0; a < set.length; a++) {
            result[a] = slopes[set[a]];
        }
        return result;
    }

    private void measure(int size, double[] rows) {
        columns.products(wanted, size, rows, products, workers);
        for (int k = 0; k < size; k++) {
            slopes[wanted[k]] = products[k];
            known[wanted[k]] = true;
        }
    }
}
