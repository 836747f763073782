package org.lossmith.learn.compare;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.evaluate.Ranking;

/**
 * Rows whose target lies far from all others, with nothing in between: the mark that a broken clock or a placeholder leaves.
 *
 * <p>Distances from the median are sorted on each side. A gap that k rows lie beyond, at a ratio r of the distances on either
 * side of it, has probability about r^(-a k) under a tail that falls off as the power a (Renyi's representation of order
 * statistics); a is estimated from the tenth of the rows just inside the gap (Hill 1975). The widest such gap counts if that
 * probability is below 0.004 / (k (k + 1)), 0.004 in all, r is at least 1.5, and at most 1% of the rows
 * (or one row) lie beyond. Heavy but unbroken tails, such as incomes, have no such gap.
 *
 * @param rows the row numbers, farthest first
 * @param nearest the target nearest to the others among them
 * @param farthest the target farthest from the others
 * @param edge the last target before the gap
 */
record FarRows(int[] rows, double nearest, double farthest, double edge) {
    private static final double LARGEST_SHARE = 0.01;
    private static final double LEAST_RATIO = 1.5;
    private static final double CHANCE = 4e-3;
    private static final int LEAST_ROWS = 30;
    private static final int LEAST_BODY = 10;

    /** The far rows of the side that has the clearer gap, or null. */
    static @Nullable FarRows in(double[] target) {
        if (target.length < LEAST_ROWS) {
            return null;
        }
        int[] order = Ranking.ascending(target);
        double median = target[order[order.length / 2]];
        int[] descending = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            descending[i] = order[order.length - 1 - i];
        }
        Gap above = gap(target, descending, median);
        Gap below = gap(target, order, median);
        boolean up = above.evidence >= below.evidence;
        Gap gap = up ? above : below;
        if (gap.beyond == 0) {
            return null;
        }
        int[] from = up ? descending : order;
        int[] rows = Arrays.copyOf(from, gap.beyond);
        return new FarRows(rows, target[rows[rows.length - 1]], target[rows[0]], target[from[gap.beyond]]);
    }

    private record Gap(int beyond, double evidence) {}

    /** @param order row numbers, farthest on the side looked at first */
    private static Gap gap(double[] target, int[] order, double median) {
        int most = Math.max(1, (int) (LARGEST_SHARE * order.length));
        int body = Math.max(LEAST_BODY, order.length / 10);
        Gap best = new Gap(0, 0);
        for (int beyond = 1; beyond <= most; beyond++) {
            double outer = Math.abs(target[order[beyond - 1]] - median);
            double inner = Math.abs(target[order[beyond]] - median);
            double ratio = Math.log(outer / inner);
            if (!(inner > 0) || ratio < Math.log(LEAST_RATIO)) {
                continue;
            }
            double evidence = power(target, order, median, beyond, body) * beyond * ratio;
            // The chances CHANCE / (k (k + 1)) of all places k add up to CHANCE.
            double needed = Math.log(beyond * (beyond + 1.0) / CHANCE);
            if (evidence > needed && evidence > best.evidence) {
                best = new Gap(beyond, evidence);
            }
        }
        return best;
    }

    /** Hill's estimate from the {@code body} distances just inside the gap; 0, that is no evidence, where they are too few. */
    private static double power(double[] target, int[] order, double median, int beyond, int body) {
        int last = Math.min(beyond + body, order.length - 1);
        double base = Math.abs(target[order[last]] - median);
        if (!(base > 0) || last - beyond < LEAST_BODY) {
            return 0;
        }
        double sum = 0;
        for (int i = beyond; i < last; i++) {
            sum += Math.log(Math.abs(target[order[i]] - median) / base);
        }
        return sum > 0 ? Math.min(10, (last - beyond) / sum) : 10;
    }
}
