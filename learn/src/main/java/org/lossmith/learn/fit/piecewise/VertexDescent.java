package org.lossmith.learn.fit.piecewise;

import java.util.Arrays;
import org.lossmith.learn.fit.newton.ProximalNewton;

/**
 * From vertex to vertex of a pinball regression until the dual variables of the basis lie within their bounds (Barrodale
 * and Roberts 1973): along the edge on which the objective falls fastest, past every row at which it still falls. Ties are
 * broken by targets moved by amounts far below what matters and far above rounding; the basis that is best for those has
 * dual variables that are feasible for the true targets too, since these do not occur in the dual's constraints.
 */
final class VertexDescent {
    /** A dual variable outside its bounds by this share of their distance is inside but for rounding. */
    private static final double INSIDE = 1e-9;
    /** A row whose residual changes by less than this share of the edge's length does not move but for rounding. */
    private static final double STILL = 1e-11;

    private final PinballRows rows;
    private final Basis basis;
    private final double[] target;
    private final int n;
    private final int p;
    private final boolean[] member;
    /** Dual variables: at a bound outside the basis, zero inside. */
    private final double[] dual;

    private final double[] residual;
    private final double[] others;
    private int pivots;

    /**
     * @param target the rows' targets, moved or not
     * @param hint dual variables, which count where a residual is zero
     * @param zero residuals up to this are zero
     */
    VertexDescent(PinballRows rows, Basis basis, double[] target, double[] hint, double zero) {
        this.rows = rows;
        this.basis = basis;
        this.target = target;
        this.n = rows.size();
        this.p = rows.columns();
        this.member = new boolean[n];
        for (int k = 0; k < p; k++) {
            member[basis.member(k)] = true;
        }
        this.residual = rows.scores(basis.vertex(target));
        this.dual = new double[n];
        for (int i = 0; i < n; i++) {
            residual[i] = target[i] - residual[i];
            boolean tied = Math.abs(residual[i]) <= zero;
            double bound = residual[i] > 0 ? rows.upper()[i] : -rows.lower()[i];
            double inside = Math.max(-rows.lower()[i], Math.min(rows.upper()[i], hint[i]));
            dual[i] = member[i] ? 0 : tied ? inside : bound;
        }
        this.others = rows.combination(dual);
    }

    int pivots() {
        return pivots;
    }

    Basis basis() {
        return basis;
    }

    /** The dual variables of all rows, those of the basis forced into their bounds. */
    double[] dual() {
        double[] result = dual.clone();
        double[] own = basis.balancing(others);
        for (int k = 0; k < p; k++) {
            int row = basis.member(k);
            result[row] = Math.max(-rows.lower()[row], Math.min(rows.upper()[row], own[k]));
        }
        return result;
    }

    /** Whether the basis is optimal, given the dual variables of the other rows. */
    boolean optimal() {
        return leaving(basis.balancing(others)) < 0;
    }

    /** Descends until optimal; false if that takes more pivots, or rounding forbids it. */
    boolean descend(int mostPivots) {
        settle();
        while (true) {
            double[] own = basis.balancing(others);
            int leaving = leaving(own);
            if (leaving < 0) {
                return true;
            }
            if (pivots >= mostPivots || !pivot(leaving, own[leaving])) {
                return false;
            }
            pivots++;
        }
    }

    /** Outside the basis every dual variable goes to the bound that its residual asks for. */
    private void settle() {
        for (int i = 0; i < n; i++) {
            if (!member[i]) {
                dual[i] = residual[i] > 0 ? rows.upper()[i] : -rows.lower()[i];
            }
        }
        System.arraycopy(rows.combination(dual), 0, others, 0, p);
    }

    /** The member with the steepest descent along its edge, or -1 if there is none. */
    private int leaving(double[] own) {
        int steepest = -1;
        double most = 0;
        for (int k = 0; k < p; k++) {
            int row = basis.member(k);
            double excess = Math.max(own[k] - rows.upper()[row], -rows.lower()[row] - own[k]);
            if (excess > INSIDE * (rows.upper()[row] + rows.lower()[row])) {
                double[] edge = basis.edge(k);
                double slope = excess / Math.sqrt(ProximalNewton.dot(edge, edge));
                if (slope > most) {
                    most = slope;
                    steepest = k;
                }
            }
        }
        return steepest;
    }

    private boolean pivot(int k, double own) {
        int out = basis.member(k);
        boolean up = own > rows.upper()[out];
        double[] edge = basis.edge(k);
        double length = Math.sqrt(ProximalNewton.dot(edge, edge));
        for (int j = 0; j < p; j++) {
            edge[j] *= up ? 1 : -1;
        }
        // Residuals change by this much for each unit that the residual of the leaving row goes up or down.
        double[] change = rows.scores(edge);
        double excess = up ? own - rows.upper()[out] : -rows.lower()[out] - own;
        Breakpoints breakpoints = breakpoints(change, STILL * length);
        int in = breakpoints.crossing(excess);
        if (in < 0) {
            // Where rows cost something on one side only, the edge may be flat from the last breakpoint on, but for
            // rounding.
            in = breakpoints.crossing((1 - INSIDE) * excess);
        }
        if (in < 0) {
            return false;
        }
        double step = breakpoints.at(in);
        int entering = breakpoints.row(in);
        double[] x = new double[p];
        for (int row : breakpoints.before(in)) {
            double flipped = dual[row] == rows.upper()[row] ? -rows.lower()[row] : rows.upper()[row];
            move(row, flipped, x);
        }
        move(entering, 0, x);
        move(out, up ? rows.upper()[out] : -rows.lower()[out], x);
        for (int i = 0; i < n; i++) {
            residual[i] += step * change[i];
        }
        residual[out] = up ? step : -step;
        residual[entering] = 0;
        member[out] = false;
        member[entering] = true;
        return basis.exchange(k, entering);
    }

    /** Changes a dual variable, and the sum over the rows outside the basis with it. */
    private void move(int row, double to, double[] x) {
        double by = to - dual[row];
        dual[row] = to;
        rows.row(row, x);
        for (int j = 0; j < p; j++) {
            others[j] += by * x[j];
        }
    }

    /** The rows whose residual comes to zero along the edge. */
    private Breakpoints breakpoints(double[] change, double still) {
        int[] found = new int[n];
        double[] at = new double[n];
        double[] rise = new double[n];
        int count = 0;
        for (int i = 0; i < n; i++) {
            boolean above = dual[i] == rows.upper()[i];
            if (!member[i] && (above ? change[i] < -still : change[i] > still)) {
                found[count] = i;
                at[count] = Math.max(0, -residual[i] / change[i]);
                rise[count++] = Math.abs(change[i]) * (rows.upper()[i] + rows.lower()[i]);
            }
        }
        return new Breakpoints(Arrays.copyOf(found, count), Arrays.copyOf(at, count), Arrays.copyOf(rise, count));
    }
}
