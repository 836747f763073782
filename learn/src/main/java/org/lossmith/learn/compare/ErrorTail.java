package org.lossmith.learn.compare;

import java.util.Arrays;
import org.lossmith.learn.distribution.StandardNormal;
import org.lossmith.learn.evaluate.WeightedQuantile;

/**
 * Where the tail of the errors starts. The body of the errors is taken as normal, with the scale that the median |error| gives
 * (sigma = median / 0.6745, which a few wild rows cannot move). The tail starts at the smallest multiple of sigma from which on
 * at least twice as many errors lie beyond as that body would put there: from there an error belongs to the tail rather than to
 * the body. If no such point exists with at least {@value #LEAST_ROWS} rows beyond it, the errors have no tail to speak of and
 * 1.345 sigma is taken, which keeps 95% of squared error's efficiency on normal errors (Holland and Welsch 1977).
 *
 * @param sigma scale of the body
 * @param start |error| at which the tail starts, at least one sigma, or the fallback
 * @param beyond share of the errors beyond {@code start}
 * @param heavy whether there is a tail, that is, whether {@code start} is not the fallback
 */
record ErrorTail(double sigma, double start, double beyond, boolean heavy) {
    static final int LEAST_ROWS = 5;
    private static final double NORMAL_MEDIAN = 0.674489750196082;
    private static final double FALLBACK = 1.345;
    private static final double STEP = 0.05;
    private static final double FARTHEST = 6;

    /** @param errors with any sign, at least one; not written to */
    static ErrorTail of(double[] errors) {
        double[] size = new double[errors.length];
        for (int row = 0; row < size.length; row++) {
            size[row] = Math.abs(errors[row]);
        }
        Arrays.sort(size);
        double sigma = scale(size);
        if (sigma == 0) {
            return new ErrorTail(0, 1, 0, false);
        }
        double start = 0;
        for (double multiple = FARTHEST; multiple > 1 - STEP / 2; multiple -= STEP) {
            int beyond = beyond(size, multiple * sigma);
            double expected = 2 * StandardNormal.above(multiple) * size.length;
            boolean tail = beyond >= 2 * expected;
            if (!tail && beyond >= LEAST_ROWS) {
                break;
            }
            start = tail && beyond >= LEAST_ROWS ? multiple * sigma : start;
        }
        boolean heavy = start > 0;
        double chosen = heavy ? start : FALLBACK * sigma;
        return new ErrorTail(sigma, chosen, beyond(size, chosen) / (double) size.length, heavy);
    }

    /** From the median, or where at least half of the rows fit exactly, from the median of those that do not. */
    private static double scale(double[] sorted) {
        double median = new WeightedQuantile(sorted, null).at(0.5);
        if (median > 0) {
            return median / NORMAL_MEDIAN;
        }
        double[] positive = Arrays.stream(sorted).filter(size -> size > 0).toArray();
        return positive.length == 0 ? 0 : new WeightedQuantile(positive, null).at(0.5) / NORMAL_MEDIAN;
    }

    private static int beyond(double[] sorted, double cut) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] > cut) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return sorted.length - low;
    }
}
