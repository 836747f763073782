package org.lossmith.learn.evaluate;

import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.distribution.StudentT;

/**
 * How rows came to be: independently, or in groups whose rows resemble each other. Turns influences into intervals.
 *
 * <p>The variance of a sum of influences over G independent groups is G/(G-1) times the sum of squares of the groups' sums
 * (the linearisation, or sandwich, estimate; with single rows for groups it gives DeLong's variance for the area under the ROC
 * curve and Woodruff's for quantiles). Few groups widen the interval by Student's t with G-1 degrees of freedom.
 */
public final class Sampling {
    private static final double LEVEL = 0.975;

    private final int rows;
    private final int @Nullable [] group;
    private final int groups;
    private final double quantile;

    private Sampling(int rows, int @Nullable [] group, int groups) {
        this.rows = rows;
        this.group = group;
        this.groups = groups;
        this.quantile = StudentT.standard(Math.max(1, groups - 1)).quantile(LEVEL);
    }

    /** Every row by itself. */
    public static Sampling ofRows(int rows) {
        return new Sampling(rows, null, rows);
    }

    /** Rows in groups numbered from 0; a group without rows counts as one that is not there. */
    public static Sampling ofGroups(int[] group) {
        int highest = -1;
        for (int g : group) {
            highest = Math.max(highest, g);
        }
        boolean[] seen = new boolean[highest + 1];
        int count = 0;
        for (int g : group) {
            count += seen[g] ? 0 : 1;
            seen[g] = true;
        }
        return new Sampling(group.length, group, count);
    }

    int rows() {
        return rows;
    }

    /** Standard error of the value whose influences are given; infinite when there is a single independent unit. */
    double standardError(IntToDoubleFunction influence) {
        if (groups < 2) {
            return Double.POSITIVE_INFINITY;
        }
        return Math.sqrt(sumOfSquares(influence) * groups / (groups - 1.0));
    }

    private double sumOfSquares(IntToDoubleFunction influence) {
        double total = 0;
        if (group == null) {
            for (int row = 0; row < rows; row++) {
                double share = influence.applyAsDouble(row);
                total += share * share;
            }
            return total;
        }
        double[] sums = new double[maximum(group) + 1];
        for (int row = 0; row < rows; row++) {
            sums[group[row]] += influence.applyAsDouble(row);
        }
        for (double sum : sums) {
            total += sum * sum;
        }
        return total;
    }

    private static int maximum(int[] values) {
        int highest = 0;
        for (int value : values) {
            highest = Math.max(highest, value);
        }
        return highest;
    }

    /** Half the width of the interval for a standard error; infinite where squares overflowed, since nothing is known then. */
    double halfWidth(double standardError) {
        return Double.isNaN(standardError) ? Double.POSITIVE_INFINITY : quantile * standardError;
    }

    Estimate estimate(Measure measure) {
        double value = measure.value();
        double half = halfWidth(standardError(measure.influence()));
        return switch (measure.scale()) {
            case PLAIN -> new Estimate(value, value - half, value + half);
            case POSITIVE -> positive(value, half);
            case NON_NEGATIVE -> new Estimate(value, Math.max(0, value - half), value + half);
            case PROPORTION -> wilson(value, half, measure.count());
        };
    }

    /** Interval of a share of {@code count} independent rows. */
    Estimate proportion(double share, double count) {
        return wilson(share, 0, count);
    }

    /** Interval of a - b, row by row on the same rows, so that what both have in common cancels. */
    Estimate difference(Measure a, Measure b) {
        IntToDoubleFunction first = a.influence();
        IntToDoubleFunction second = b.influence();
        double half = halfWidth(standardError(row -> first.applyAsDouble(row) - second.applyAsDouble(row)));
        double value = a.value() - b.value();
        return Double.isNaN(value)
                ? new Estimate(0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
                : new Estimate(value, value - half, value + half);
    }

    private static Estimate positive(double value, double half) {
        if (Double.isInfinite(value)) {
            return new Estimate(value, 0, value);
        }
        if (value <= 0) {
            return new Estimate(value, value, value + Math.max(0, half));
        }
        double factor = Math.exp(half / value);
        return new Estimate(value, value / factor, value * factor);
    }

    /** Wilson's score interval at the number of independent rows that would give this standard error (Korn, Graubard 1998). */
    private Estimate wilson(double share, double half, double count) {
        double spread = half / quantile;
        double effective = spread > 0 ? Math.min(share * (1 - share) / (spread * spread), count) : count;
        double squared = quantile * quantile;
        double centre = (effective * share + squared / 2) / (effective + squared);
        double reach = quantile * Math.sqrt(effective * share * (1 - share) + squared / 4) / (effective + squared);
        double low = Math.max(0, centre - reach);
        double high = Math.min(1, centre + reach);
        return new Estimate(share, Math.min(low, share), Math.max(high, share));
    }
}
