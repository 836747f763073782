package org.lossmith.learn.evaluate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Predicted probability against what happened, in bins of equal weight by ascending probability.
 */
public final class Calibration {
    /**
     * One bin: mean predicted probability, share of positives with its 95% (Wilson) interval at the bin's number of rows, and
     * that number.
     */
    public record Bin(double predicted, double observed, double low, double high, long count) {}

    private final List<Bin> bins;
    private final Measure measure;

    private Calibration(List<Bin> bins, Measure measure) {
        this.bins = List.copyOf(bins);
        this.measure = measure;
    }

    public List<Bin> bins() {
        return bins;
    }

    Measure measure() {
        return measure;
    }

    static Calibration of(double[] logit, double[] target, double @Nullable [] weight, int[] order, int wanted) {
        double total = Weights.total(weight, logit.length);
        int[] binOf = assign(logit, weight, order, wanted, total);
        double[] weights = new double[wanted];
        double[] predicted = new double[wanted];
        double[] observed = new double[wanted];
        int[] rows = new int[wanted];
        for (int row = 0; row < logit.length; row++) {
            int bin = binOf[row];
            double w = Weights.at(weight, row);
            weights[bin] += w;
            predicted[bin] += w * LabelMetrics.probability(logit[row]);
            observed[bin] += w * target[row];
            rows[bin]++;
        }
        double[] sign = new double[wanted];
        double error = 0;
        List<Bin> bins = new ArrayList<>();
        for (int bin = 0; bin < wanted; bin++) {
            if (weights[bin] > 0) {
                sign[bin] = Math.signum(predicted[bin] - observed[bin]);
                error += Math.abs(predicted[bin] - observed[bin]) / total;
                bins.add(bin(predicted[bin] / weights[bin], observed[bin] / weights[bin], rows[bin]));
            }
        }
        double value = error;
        Measure measure = new Measure(
                value,
                row -> Weights.at(weight, row)
                        * (sign[binOf[row]] * (LabelMetrics.probability(logit[row]) - target[row]) - value)
                        / total,
                Measure.Scale.NON_NEGATIVE,
                logit.length);
        return new Calibration(bins, measure);
    }

    private static Bin bin(double predicted, double observed, int rows) {
        Estimate interval = Sampling.ofRows(rows).proportion(observed, rows);
        return new Bin(predicted, observed, interval.low(), interval.high(), rows);
    }

    /** Bin of each row: the bin that the middle of its tie falls in. */
    private static int[] assign(double[] logit, double @Nullable [] weight, int[] order, int wanted, double total) {
        int[] binOf = new int[logit.length];
        double below = 0;
        for (int from = 0; from < order.length; ) {
            int to = from;
            double tied = 0;
            while (to < order.length && logit[order[to]] == logit[order[from]]) {
                tied += Weights.at(weight, order[to]);
                to++;
            }
            int bin = (int) Math.min(wanted - 1, Math.floor((below + tied / 2) / total * wanted));
            for (int i = from; i < to; i++) {
                binOf[order[i]] = bin;
            }
            below += tied;
            from = to;
        }
        return binOf;
    }
}
