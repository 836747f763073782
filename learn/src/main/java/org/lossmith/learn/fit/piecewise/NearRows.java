package org.lossmith.learn.fit.piecewise;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The preprocessing of Portnoy and Koenker (1997): rows whose residuals at a point near the optimum are large for their
 * inputs keep the sign of their residual, so one row stands for all of them above, and one for all below. What is left is
 * a small problem. A sign that turns out to be wrong brings its row into it.
 */
final class NearRows {
    private final Residuals reference;
    private final boolean[] near;
    private int[] positions;

    private NearRows(Residuals reference, boolean[] near) {
        this.reference = reference;
        this.near = near;
        this.positions = listed();
    }

    /** @param count how many rows to work on */
    static NearRows of(Residuals reference, int count) {
        int n = reference.residual().length;
        double[] distance = new double[n];
        Arrays.setAll(
                distance,
                i -> Math.abs(reference.residual()[i])
                        / Math.max(Double.MIN_NORMAL, reference.length()[i]));
        double farthest = count >= n ? Double.POSITIVE_INFINITY : OrderStatistic.of(distance.clone(), count);
        boolean[] near = new boolean[n];
        int found = 0;
        for (int i = 0; i < n && found < count; i++) {
            near[i] = distance[i] < farthest;
            found += near[i] ? 1 : 0;
        }
        // Of many rows at the same distance only as many as are wanted.
        for (int i = 0; i < n && found < count; i++) {
            boolean tied = !near[i] && distance[i] <= farthest;
            near[i] |= tied;
            found += tied ? 1 : 0;
        }
        return new NearRows(reference, near);
    }

    private int[] listed() {
        return IntStream.range(0, near.length).filter(i -> near[i]).toArray();
    }

    int count() {
        return positions.length;
    }

    int[] positions() {
        return positions;
    }

    /**
     * Takes in the rows whose residuals have changed sign.
     *
     * @param zero residuals up to this have no sign
     * @return how many those were
     */
    int takeIn(double[] residual, double zero) {
        int before = positions.length;
        for (int i = 0; i < near.length; i++) {
            boolean assumed = reference.residual()[i] > 0;
            near[i] |= assumed ? residual[i] < -zero : residual[i] > zero;
        }
        positions = listed();
        return positions.length - before;
    }

    /**
     * Fills in what stands for the other rows.
     *
     * @param rows the near rows, followed by others, of which the last two are for the sums
     * @param unit the weight that counts as 1
     */
    void sums(PinballRows rows, double unit) {
        int p = rows.columns();
        double[] above = reference.above().clone();
        double[] below = reference.below().clone();
        double[] x = new double[p];
        for (int i = 0; i < positions.length; i++) {
            boolean over = reference.residual()[positions[i]] > 0;
            double cost = unit * (over ? rows.upper()[i] : rows.lower()[i]);
            double[] side = over ? above : below;
            rows.row(i, x);
            for (int j = 0; j < p; j++) {
                side[j] -= cost * x[j];
            }
            side[p] -= cost * rows.target()[i];
        }
        // What subtraction leaves of a side without rows is rounding.
        rows.put(rows.size() - 2, sum(others(true) ? above : new double[p + 1], unit));
        rows.put(rows.size() - 1, sum(others(false) ? below : new double[p + 1], unit));
    }

    /** Whether there are rows on a side that cost something there and are not near. */
    private boolean others(boolean above) {
        return IntStream.range(0, near.length)
                .anyMatch(i -> !near[i] && reference.cost()[i] > 0 && reference.residual()[i] > 0 == above);
    }

    /** Its costs are in its numbers; what it costs on the side where it must not be makes no difference. */
    private static PinballRows.Extra sum(double[] sums, double unit) {
        int p = sums.length - 1;
        double[] x = new double[p];
        for (int j = 0; j < p; j++) {
            x[j] = sums[j] / unit;
        }
        return new PinballRows.Extra(x, sums[p] / unit, 1, 1, true);
    }
}
