package org.lossmith.learn.evaluate;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Quantiles of weighted values: the smallest value that at least the share p of the weight does not exceed, or the middle of it
 * and the next where exactly p does not exceed it (numpy's {@code averaged_inverted_cdf}; for p = 0.5 the usual median).
 */
public final class WeightedQuantile {
    private final double[] values;
    private final double @Nullable [] weights;
    private final double[] sorted;
    private final double @Nullable [] cumulative;
    private final double total;

    /** Values must not be NaN; the array is not written to. */
    public WeightedQuantile(double[] values, double @Nullable [] weights) {
        this.values = values;
        this.weights = weights;
        this.sorted = new double[values.length];
        this.total = Weights.total(weights, values.length);
        if (weights == null) {
            System.arraycopy(values, 0, sorted, 0, values.length);
            Arrays.sort(sorted);
            cumulative = null;
            return;
        }
        int[] order = Ranking.ascending(values);
        double[] sums = new double[values.length];
        double sum = 0;
        for (int i = 0; i < order.length; i++) {
            sorted[i] = values[order[i]];
            sum += weights[order[i]];
            sums[i] = sum;
        }
        cumulative = sums;
    }

    public double at(double share) {
        double wanted = share * total;
        double slack = 1e-12 * total;
        int first = 0;
        int last = sorted.length - 1;
        while (first < last) {
            int middle = (first + last) >>> 1;
            if (upTo(middle) >= wanted - slack) {
                last = middle;
            } else {
                first = middle + 1;
            }
        }
        boolean exactly = Math.abs(upTo(first) - wanted) <= slack;
        int next = exactly ? nextWithWeight(first) : first;
        return sorted[first] / 2 + sorted[next] / 2;
    }

    private double upTo(int position) {
        return cumulative == null ? position + 1 : cumulative[position];
    }

    private int nextWithWeight(int position) {
        int next = position + 1;
        while (next < sorted.length && upTo(next) <= upTo(position)) {
            next++;
        }
        return Math.min(next, sorted.length - 1);
    }

    /** Mean of the squares of the lowest {@code share} of the weight; the value at the cut counts with what is left of its weight. */
    double meanSquareBelow(double share) {
        double wanted = share * total;
        double sum = 0;
        double before = 0;
        for (int i = 0; i < sorted.length && before < wanted; i++) {
            double upTo = Math.min(upTo(i), wanted);
            sum += (upTo - before) * sorted[i] * sorted[i];
            before = upTo;
        }
        return sum / wanted;
    }

    /** The quantile with Woodruff's (1952) interval: the interval of the share below it, read off as quantiles. */
    Estimate estimate(double share, Sampling sampling) {
        double quantile = at(share);
        double error = sampling.standardError(
                row -> Weights.at(weights, row) * ((values[row] <= quantile ? 1 : 0) - share) / total);
        double half = sampling.halfWidth(error);
        double low = at(Math.max(0, share - half));
        double high = at(Math.min(1, share + half));
        return new Estimate(quantile, Math.min(low, quantile), Math.max(high, quantile));
    }
}
