package org.lossmith.learn.fit.piecewise;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.fit.newton.ProximalNewton;

/** Chooses the rows of a basis: in the order of a merit, each that adds a direction to those before it. */
final class BasisChoice {
    /** At first a row counts as new only if at least this share of it is: such a basis is well conditioned. */
    private static final double[] NEW = {1e-3, 1e-9};
    /** The best so many times as many rows as are wanted are tried first: it saves sorting the others. */
    private static final int FIRST = 8;

    private final PinballRows rows;
    private final int p;
    private final double[][] directions;
    private final boolean[] taken;
    private final int[] members;
    private int found;

    private BasisChoice(PinballRows rows) {
        this.rows = rows;
        this.p = rows.columns();
        this.directions = new double[p][];
        this.taken = new boolean[rows.size()];
        this.members = new int[p];
    }

    /** Null if the rows do not span all directions. */
    static @Nullable Basis choose(PinballRows rows, double[] merit) {
        BasisChoice choice = new BasisChoice(rows);
        double[] sorted = merit.clone();
        Arrays.sort(sorted);
        double good = sorted[Math.max(0, sorted.length - FIRST * choice.p - 1)];
        choice.take(merit, good, NEW[0]);
        for (double share : NEW) {
            choice.take(merit, Double.NEGATIVE_INFINITY, share);
        }
        return choice.found == choice.p ? Basis.of(rows, choice.members) : null;
    }

    private void take(double[] merit, double least, double share) {
        if (found == p) {
            return;
        }
        Integer[] candidates = java.util.stream.IntStream.range(0, merit.length)
                .filter(row -> !taken[row] && merit[row] >= least)
                .boxed()
                .sorted((a, b) -> Double.compare(merit[b], merit[a]))
                .toArray(Integer[]::new);
        double[] x = new double[p];
        for (int i = 0; i < candidates.length && found < p; i++) {
            int row = candidates[i];
            if (addsDirection(rows.row(row, x), share)) {
                taken[row] = true;
                members[found - 1] = row;
            }
        }
    }

    /** Gram-Schmidt, twice, which is enough (Giraud, Langou and Rozloznik 2005). */
    private boolean addsDirection(double[] x, double share) {
        double before = norm(x);
        if (!(before > 0)) {
            return false;
        }
        for (int round = 0; round < 2; round++) {
            for (int k = 0; k < found; k++) {
                double along = ProximalNewton.dot(x, directions[k]);
                for (int j = 0; j < p; j++) {
                    x[j] -= along * directions[k][j];
                }
            }
            if (norm(x) <= share * before) {
                return false;
            }
        }
        double[] direction = x.clone();
        double length = norm(direction);
        for (int j = 0; j < p; j++) {
            direction[j] /= length;
        }
        directions[found++] = direction;
        return true;
    }

    private static double norm(double[] x) {
        return Math.sqrt(ProximalNewton.dot(x, x));
    }
}
