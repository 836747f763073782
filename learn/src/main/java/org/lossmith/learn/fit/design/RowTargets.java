package org.lossmith.learn.fit.design;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.data.Rows;
import org.lossmith.learn.data.Series;

/**
 * Targets and weights of the rows of a fit, by their position among them.
 *
 * @param target of all rows of the matrix
 * @param weight the same, or null for all 1
 * @param rows those of the fit
 */
public record RowTargets(Series target, @Nullable Series weight, Rows rows) {
    public double target(int position) {
        return target.get(rows.row(position));
    }

    double weight(int position) {
        return weight == null ? 1 : weight.get(rows.row(position));
    }

    /** Whether all rows have the same target. */
    public boolean oneTarget() {
        double first = target(0);
        for (int position = 1; position < rows.size(); position++) {
            if (target(position) != first) {
                return false;
            }
        }
        return true;
    }

    /** The targets, in order. For samples: a fit may have more rows than fit into memory. */
    public double[] values() {
        double[] result = new double[rows.size()];
        for (int position = 0; position < result.length; position++) {
            result[position] = target(position);
        }
        return result;
    }

    /** The weights, in order, or null for all 1. For samples. */
    public double @Nullable [] weights() {
        if (weight == null) {
            return null;
        }
        double[] result = new double[rows.size()];
        for (int position = 0; position < result.length; position++) {
            result[position] = weight(position);
        }
        return result;
    }

    /** Writes targets and weights from a position on. */
    public void copy(int from, int count, double[] targets, double[] weights) {
        if (weight == null) {
            Arrays.fill(weights, 0, count, 1);
        }
        if (rows.indexes() == null) {
            target.copy(from, count, targets, 0);
            if (weight != null) {
                weight.copy(from, count, weights, 0);
            }
            return;
        }
        for (int k = 0; k < count; k++) {
            int row = rows.row(from + k);
            targets[k] = target.get(row);
            if (weight != null) {
                weights[k] = weight.get(row);
            }
        }
    }

    /** Some of the rows, which need not be in order. */
    RowTargets on(Rows some) {
        return new RowTargets(target, weight, some);
    }

    /** Copied together, so that all rows of what is copied are those of the fit. */
    RowTargets copied() {
        double[] weights = weights();
        return new RowTargets(Series.of(values()), weights == null ? null : Series.of(weights), Rows.all(rows.size()));
    }

    double weightSum() {
        double sum = 0;
        for (int position = 0; position < rows.size(); position++) {
            sum += weight(position);
        }
        return sum;
    }
}
