package org.lossmith.learn.evaluate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Measures of predicted probabilities of a yes (target 1) or no (target 0): {@code log-loss brier precision recall
 * average-precision roc-auc cost calibration-error}. Probabilities are given as logits, log(p/(1-p)), so that certainty keeps
 * its digits. A row of weight 2 counts as two rows. Arrays are shared, not copied.
 */
public final class LabelMetrics {
    /** Number of bins of equal weight that calibration is measured in. */
    public static final int CALIBRATION_BINS = 10;

    private final double[] logit;
    private final double[] target;
    private final double @Nullable [] weight;
    private final Sampling sampling;
    private final double total;
    private final double positives;
    private final int[] order;

    /**
     * @throws IllegalArgumentException if lengths differ, there is no row, a logit is not finite, a target is neither 0 nor 1,
     *     or a weight is negative or not finite or all are 0
     */
    public LabelMetrics(double[] logit, double[] target, double @Nullable [] weight, Sampling sampling) {
        Weights.check(logit, "logit", target, weight);
        double sum = 0;
        for (int row = 0; row < target.length; row++) {
            if (target[row] != 0 && target[row] != 1) {
                throw new IllegalArgumentException(
                        "target of row " + (row + 1) + " is " + target[row] + "; wanted 0 or 1");
            }
            sum += Weights.at(weight, row) * target[row];
        }
        this.logit = logit;
        this.target = target;
        this.weight = weight;
        this.sampling = sampling;
        this.total = Weights.total(weight, target.length);
        this.positives = sum;
        this.order = Ranking.ascending(logit);
    }

    /**
     * All eight, by name, in the order of tables; those that are undefined (precision where nothing was called positive, areas
     * and recall where a class is absent) are left out.
     *
     * @param called which rows were called positive
     * @param missed cost of a positive not called, falseAlarm: cost of a negative called
     */
    public Map<String, Estimate> all(boolean[] called, double missed, double falseAlarm) {
        Map<String, Estimate> found = new LinkedHashMap<>();
        found.put("log-loss", logLoss());
        found.put("brier", brier());
        putDefined(found, "precision", precision(called));
        putDefined(found, "recall", recall(called));
        putDefined(found, "average-precision", averagePrecision());
        putDefined(found, "roc-auc", rocAuc());
        found.put("cost", cost(called, missed, falseAlarm));
        found.put("calibration-error", calibrationError());
        return found;
    }

    private static void putDefined(Map<String, Estimate> found, String name, @Nullable Estimate estimate) {
        if (estimate != null) {
            found.put(name, estimate);
        }
    }

    /** Mean of -log of the probability given to what happened. */
    public Estimate logLoss() {
        return sampling.estimate(logLossMeasure());
    }

    /** Mean of (probability - target)^2. */
    public Estimate brier() {
        return sampling.estimate(mean(
                row -> {
                    double error = probability(logit[row]) - target[row];
                    return error * error;
                },
                Measure.Scale.POSITIVE));
    }

    /** Share of true positives among the rows called positive; null if none was. */
    public @Nullable Estimate precision(boolean[] called) {
        requireLength(called);
        return share(row -> called[row] ? Weights.at(weight, row) : 0, row -> target[row]);
    }

    /** Share of the positives that were called positive; null without positives. */
    public @Nullable Estimate recall(boolean[] called) {
        requireLength(called);
        return share(row -> Weights.at(weight, row) * target[row], row -> called[row] ? 1 : 0);
    }

    /** Mean cost per row of the calls made. */
    public Estimate cost(boolean[] called, double missed, double falseAlarm) {
        return sampling.estimate(costMeasure(called, missed, falseAlarm));
    }

    /** Mean precision over the positives, ties taken together; null without positives. */
    public @Nullable Estimate averagePrecision() {
        return positives > 0 ? sampling.estimate(RankMeasures.averagePrecision(logit, target, weight, order)) : null;
    }

    /** Chance that a positive scores above a negative, ties counting half; null if a class is absent. */
    public @Nullable Estimate rocAuc() {
        boolean both = positives > 0 && positives < total;
        return both ? sampling.estimate(RankMeasures.areaUnderCurve(logit, target, weight, order)) : null;
    }

    /**
     * Expected calibration error: rows by ascending probability in {@link #CALIBRATION_BINS} bins of equal weight (equal
     * probabilities stay together), the mean over rows of |mean probability - share of positives| of the row's bin. It is above
     * 0 by chance alone even for a perfect model, by about 0.25 sqrt(bins / rows) at a rate of one in ten.
     */
    public Estimate calibrationError() {
        return sampling.estimate(
                Calibration.of(logit, target, weight, order, CALIBRATION_BINS).measure());
    }

    /** The bins behind {@link #calibrationError}. */
    public Calibration calibration() {
        return Calibration.of(logit, target, weight, order, CALIBRATION_BINS);
    }

    /** How much more the first costs by log-loss than the second, on the same rows. */
    public static Estimate logLossDifference(LabelMetrics a, LabelMetrics b) {
        return a.sampling.difference(a.logLossMeasure(), b.logLossMeasure());
    }

    /** How much more the calls of the first cost than those of the second, on the same rows. */
    public static Estimate costDifference(
            LabelMetrics a,
            boolean[] calledByA,
            LabelMetrics b,
            boolean[] calledByB,
            double missed,
            double falseAlarm) {
        return a.sampling.difference(
                a.costMeasure(calledByA, missed, falseAlarm), b.costMeasure(calledByB, missed, falseAlarm));
    }

    /** 1 / (1 + exp(-logit)) without overflow. */
    static double probability(double logit) {
        if (logit >= 0) {
            return 1 / (1 + Math.exp(-logit));
        }
        double odds = Math.exp(logit);
        return odds / (1 + odds);
    }

    private Measure logLossMeasure() {
        return mean(
                row -> {
                    double z = target[row] == 1 ? -logit[row] : logit[row];
                    return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
                },
                Measure.Scale.POSITIVE);
    }

    private Measure costMeasure(boolean[] called, double missed, double falseAlarm) {
        requireLength(called);
        return mean(row -> called[row] ? falseAlarm * (1 - target[row]) : missed * target[row], Measure.Scale.POSITIVE);
    }

    private void requireLength(boolean[] called) {
        if (called.length != target.length) {
            throw new IllegalArgumentException(called.length + " calls for " + target.length + " rows");
        }
    }

    private Measure mean(IntToDoubleFunction value, Measure.Scale scale) {
        double sum = 0;
        for (int row = 0; row < target.length; row++) {
            sum += Weights.at(weight, row) * value.applyAsDouble(row);
        }
        double mean = sum / total;
        return new Measure(
                mean, row -> Weights.at(weight, row) * (value.applyAsDouble(row) - mean) / total, scale, target.length);
    }

    /** Weighted share of hits among the rows that count, a ratio of two sums. */
    private @Nullable Estimate share(IntToDoubleFunction counted, IntToDoubleFunction hit) {
        double of = 0;
        double hits = 0;
        int rows = 0;
        for (int row = 0; row < target.length; row++) {
            double w = counted.applyAsDouble(row);
            of += w;
            hits += w * hit.applyAsDouble(row);
            rows += w > 0 ? 1 : 0;
        }
        if (rows == 0) {
            return null;
        }
        double all = of;
        double share = hits / of;
        return sampling.estimate(new Measure(
                share,
                row -> counted.applyAsDouble(row) * (hit.applyAsDouble(row) - share) / all,
                Measure.Scale.PROPORTION,
                rows));
    }
}
