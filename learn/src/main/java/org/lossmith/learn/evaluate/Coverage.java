package org.lossmith.learn.evaluate;

import java.util.Arrays;
import java.util.List;
import org.lossmith.learn.distribution.Distribution;

/**
 * How predicted distributions suit what happened: how often a target lay within its central interval, and the histogram of
 * {@code P(Y <= target)} (probability integral transform: Dawid 1984; of counts the non-randomised one of Czado, Gneiting and
 * Held 2009), which is flat where distributions are right.
 *
 * @param rows that were looked at
 * @param within by interval, as in {@link #LEVELS}: the share of rows, or of their weight
 * @param histogram the share in each of {@link #BINS} equal parts of 0 to 1
 */
public record Coverage(long rows, List<Double> within, List<Double> histogram) {
    /** Probabilities of the intervals, which leave out equally much on either side. */
    public static final List<Double> LEVELS = List.of(0.5, 0.8, 0.9);

    public static final int BINS = 20;

    public Coverage {
        within = List.copyOf(within);
        histogram = List.copyOf(histogram);
    }

    /** Takes rows one by one. */
    public static final class Sum {
        private final double[] within = new double[LEVELS.size()];
        private final double[] histogram = new double[BINS];
        private double weights;
        private long rows;

        /** A row whose distribution has parameters beyond all numbers counts as outside. */
        public void add(Distribution distribution, double target, double weight) {
            rows++;
            weights += weight;
            double upper = distribution.below(target);
            double lower = distribution.strictlyBelow(target);
            if (Double.isNaN(upper) || Double.isNaN(lower)) {
                return;
            }
            for (int k = 0; k < within.length; k++) {
                double tail = (1 - LEVELS.get(k)) / 2;
                within[k] += upper >= tail && lower < 1 - tail ? weight : 0;
            }
            for (int bin = 0; bin < BINS; bin++) {
                histogram[bin] += weight * share(bin, lower, upper);
            }
        }

        /** The part of (lower, upper] that is in the bin; where both are one number, whether it is there. */
        private static double share(int bin, double lower, double upper) {
            double from = (double) bin / BINS;
            double to = (double) (bin + 1) / BINS;
            if (lower == upper) {
                return (upper > from || bin == 0) && (upper <= to) && upper >= from ? 1 : 0;
            }
            return Math.max(0, Math.min(upper, to) - Math.max(lower, from)) / (upper - lower);
        }

        public Coverage get() {
            return new Coverage(rows, shares(within), shares(histogram));
        }

        private List<Double> shares(double[] sums) {
            return Arrays.stream(sums).map(sum -> sum / weights).boxed().toList();
        }
    }
}
