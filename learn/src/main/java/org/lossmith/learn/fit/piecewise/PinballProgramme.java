package org.lossmith.learn.fit.piecewise;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.fit.objective.FitScale;

/** Solves a pinball regression in memory: interior point, then a vertex near it, then on to the best vertex. */
final class PinballProgramme {
    /** Each pivot passes all breakpoints that it can, so it takes about as many as there are columns. */
    private static final int PIVOTS_A_COLUMN = 50;

    private static final int FEWEST_PIVOTS = 500;
    /** Ties are broken by this share of the score's unit, or as much above rounding as takes. */
    private static final double MOVED = 1e-8;

    private static final double ABOVE_ROUNDING = 1e4;
    /** A residual of so many roundings of a score is zero: scores are sums. */
    private static final double ZERO = 100;

    /** Normal equations lose twice the digits: they may miss a perfect fit by this share of the score's unit. */
    private static final double NEARLY = 1e-4;

    private final PinballRows rows;
    private final double unit;
    private final double zero;
    private final double moved;
    private final IndependentColumns columns;
    private final PinballRows independent;
    private final double[] leastSquares;
    private final InteriorPoint.Watch watch;
    private int steps;
    private boolean stopped;

    /**
     * @param parameters of all columns
     * @param dual of all rows
     * @param basis rows with zero residual that determine the vertex; empty if none was found
     */
    record Vertex(double[] parameters, double[] dual, int[] basis) {}

    PinballProgramme(PinballRows rows, FitScale scale, InteriorPoint.Watch watch) {
        this.watch = watch;
        this.rows = rows;
        this.unit = scale.unit();
        this.zero = ZERO * scale.rounding();
        this.moved = Math.max(MOVED * scale.unit(), ABOVE_ROUNDING * scale.rounding());
        int p = rows.columns();
        double[] moments = moments();
        this.columns = new IndependentColumns(moments, p, p);
        this.independent = columns.all() ? rows : rows.keep(columns.kept());
        this.leastSquares = columns.solve(columns.select(moments));
    }

    /** Steps of the interior point and pivots so far. */
    int steps() {
        return steps;
    }

    /** Whether the watch ended it: what came out is what there was. */
    boolean stopped() {
        return stopped;
    }

    /** Whether some columns are combinations of others on these rows. */
    boolean dependent() {
        return !columns.all();
    }

    /** {@code X'Qy} and {@code X'QX} with the distances of the bounds as weights; sums of other rows are left out. */
    private double[] moments() {
        int p = rows.columns();
        return rows.pass(p + p * p, 0, (tile, first, count, scratch, out) -> {
            for (int i = 0; i < count; i++) {
                int row = first + i;
                scratch[0][i] = rows.isSum(row) ? 0 : rows.lower()[row] + rows.upper()[row];
                scratch[1][i] = scratch[0][i] * rows.target()[row];
            }
            rows.arithmetic().gradient(tile, scratch[1], count, out, 0);
            rows.arithmetic().gram(tile, p, scratch[0], count, Arrays.copyOfRange(scratch, 2, 6), out, p);
        });
    }

    /** @param start coefficients near the best, or null */
    Vertex solve(double @Nullable [] start) {
        double[] from = start == null ? leastSquares : columns.select(start);
        Vertex fitting = perfect();
        if (fitting != null) {
            return fitting;
        }
        InteriorPoint interior = new InteriorPoint(independent, from);
        interior.solve(watch);
        steps += interior.steps();
        stopped = interior.stopped();
        if (stopped) {
            return new Vertex(columns.spread(interior.parameters()), interior.dual(), new int[0]);
        }
        Basis basis = BasisChoice.choose(independent, interior.weights());
        return basis == null
                ? new Vertex(columns.spread(interior.parameters()), interior.dual(), new int[0])
                : best(basis, interior.dual());
    }

    /** Where least squares leaves nothing any vertex is best, and no dual variable is needed to show it. */
    private @Nullable Vertex perfect() {
        if (!fits(leastSquares, NEARLY * unit)) {
            return null;
        }
        double[] merit = new double[rows.size()];
        Arrays.setAll(merit, i -> rows.lower()[i] + rows.upper()[i]);
        Basis basis = BasisChoice.choose(independent, merit);
        double[] vertex = basis == null ? leastSquares : basis.vertex(rows.target());
        int[] members = basis == null ? new int[0] : basis.members();
        return fits(vertex, roundings(vertex))
                ? new Vertex(spread(vertex, basis), new double[rows.size()], members)
                : null;
    }

    /** The shortest coefficients of the same scores; what that cost in rounding is taken back in the independent columns. */
    private double[] spread(double[] vertex, @Nullable Basis basis) {
        double[] result = columns.spread(vertex);
        if (columns.all() || basis == null) {
            return result;
        }
        double[] score = rows.scores(result);
        double[] left = new double[score.length];
        for (int i = 0; i < left.length; i++) {
            left[i] = rows.target()[i] - score[i];
        }
        double[] back = basis.vertex(left);
        int[] kept = columns.kept();
        for (int k = 0; k < kept.length; k++) {
            result[kept[k]] += back[k];
        }
        return result;
    }

    /** Large coefficients that cancel make more rounding than the scores tell. */
    private double roundings(double[] parameters) {
        double largest = 1;
        for (double parameter : parameters) {
            largest = Math.max(largest, Math.abs(parameter) / unit);
        }
        return zero * largest;
    }

    private boolean fits(double[] parameters, double within) {
        double[] score = independent.scores(parameters);
        for (int i = 0; i < score.length; i++) {
            if (!(Math.abs(rows.target()[i] - score[i]) <= within)) {
                return false;
            }
        }
        return true;
    }

    /**
     * The best vertex, from a basis near it.
     *
     * @param hint dual variables to be tried for rows with zero residual
     */
    Vertex best(Basis basis, double[] hint) {
        VertexDescent descent = new VertexDescent(independent, basis, rows.target(), hint, zero);
        if (!descent.optimal()) {
            int most = FEWEST_PIVOTS + PIVOTS_A_COLUMN * basis.size();
            VertexDescent untied = new VertexDescent(independent, basis, untied(), hint, 0);
            untied.descend(most);
            descent = new VertexDescent(independent, basis, rows.target(), untied.dual(), zero);
            if (!descent.optimal()) {
                descent.descend(most);
            }
            steps += untied.pivots() + descent.pivots();
        }
        double[] vertex = basis.vertex(rows.target());
        return new Vertex(spread(vertex, basis), descent.dual(), basis.members());
    }

    /** The basis of these rows, or null if they do not determine the coefficients. */
    @Nullable
    Basis basis(int[] members) {
        return members.length == independent.columns() ? Basis.of(independent, members) : null;
    }

    /** The targets, each moved a little, always alike. */
    private double[] untied() {
        SplittableRandom random = new SplittableRandom(1);
        double[] result = rows.target().clone();
        for (int i = 0; i < result.length; i++) {
            result[i] += moved * (2 * random.nextDouble() - 1);
        }
        return result;
    }
}
