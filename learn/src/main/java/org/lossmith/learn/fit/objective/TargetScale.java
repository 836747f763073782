package org.lossmith.learn.fit.objective;

import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;
import org.lossmith.learn.data.Rows;
import org.lossmith.learn.data.Series;

/**
 * The units in which a distribution of a location and a scale is fitted: {@code (target - centre) / size}, so that a fit does not
 * depend on the target's unit.
 *
 * @param size more than 0
 */
public record TargetScale(double centre, double size) {
    /** The target as it is. */
    public static final TargetScale NONE = new TargetScale(0, 1);

    /**
     * Weighted mean and standard deviation of some rows.
     *
     * @throws InputException if the target does not vary: then the likelihood has no maximum
     */
    public static TargetScale of(Series target, @Nullable Series weight, Rows rows, String loss) {
        double largest = 0;
        double weights = 0;
        boolean varies = false;
        for (int position = 0; position < rows.size(); position++) {
            double value = target.get(rows.row(position));
            largest = Math.max(largest, Math.abs(value));
            varies |= value != target.get(rows.row(0));
            weights += weight(weight, rows.row(position));
        }
        if (!varies) {
            throw new InputException(
                    "every target on these rows is " + target.get(rows.row(0)) + ": the smaller the scale of "
                            + loss
                            + " the larger its likelihood, without end, so there is no distribution to learn; look at the"
                            + " target column and at the rows");
        }
        // Divided by the largest first, so that no square overflows or underflows.
        double mean = 0;
        for (int position = 0; position < rows.size(); position++) {
            int row = rows.row(position);
            mean += weight(weight, row) / weights * (target.get(row) / largest);
        }
        double variance = 0;
        for (int position = 0; position < rows.size(); position++) {
            int row = rows.row(position);
            double deviation = target.get(row) / largest - mean;
            variance += weight(weight, row) / weights * deviation * deviation;
        }
        return new TargetScale(largest * mean, largest * Math.sqrt(variance));
    }

    private static double weight(@Nullable Series weight, int row) {
        return weight == null ? 1 : weight.get(row);
    }

    public double inward(double target) {
        return (target - centre) / size;
    }
}
