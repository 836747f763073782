package org.lossmith.learn.evaluate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Measures of predicted classes and their probabilities: {@code log-loss brier accuracy macro-precision macro-recall macro-f1
 * weighted-f1 calibration-error}, and precision, recall and F1 of each class. Macro figures are means over the classes that occur, however rare. Micro-averaged precision,
 * recall and F1 are all the accuracy, since every row has one class and is called one. A row of weight 2 counts as two rows.
 * Arrays are shared, not copied.
 */
public final class ClassMetrics {
    /** The metrics of {@link #all}, in the order of tables. */
    public static final List<String> NAMES = List.of(
            "log-loss",
            "brier",
            "accuracy",
            "macro-precision",
            "macro-recall",
            "macro-f1",
            "weighted-f1",
            "calibration-error");

    /** Stands for the log-odds of a call beside which all other probabilities have underflowed. */
    private static final double CERTAIN = 746;

    private final double[][] logit;
    private final double[] target;
    private final double @Nullable [] weight;
    private final Sampling sampling;
    private final int[] called;
    private final double[] logLoss;
    private final double[] brier;
    private final double[] confidence;
    private final Confusion confusion;

    /**
     * @param logit an array for each class, scores whose softmax are the probabilities
     * @param called the class that each row is called, from 0; mostly that of the largest score
     * @param target the class of each row
     * @throws IllegalArgumentException if lengths differ, there is no row, a score is not finite, a target is no class, or a
     *     weight is negative or not finite or all are 0
     */
    public ClassMetrics(double[][] logit, int[] called, double[] target, double @Nullable [] weight, Sampling sampling) {
        for (double[] scores : logit) {
            Weights.check(scores, "score", target, weight);
        }
        if (called.length != target.length) {
            throw new IllegalArgumentException(called.length + " calls for " + target.length + " rows");
        }
        this.logit = logit;
        this.target = target;
        this.weight = weight;
        this.sampling = sampling;
        this.called = called;
        this.logLoss = new double[target.length];
        this.brier = new double[target.length];
        this.confidence = new double[target.length];
        for (int row = 0; row < target.length; row++) {
            if (!(target[row] >= 0 && target[row] < logit.length && target[row] == Math.rint(target[row]))) {
                throw new IllegalArgumentException("target of row " + (row + 1) + " is " + target[row]
                        + "; wanted a class from 0 to " + (logit.length - 1));
            }
            measure(row);
        }
        this.confusion = Confusion.of(called, target, weight, logit.length);
    }

    private void measure(int row) {
        int truth = (int) target[row];
        double top = Double.NEGATIVE_INFINITY;
        for (double[] scores : logit) {
            top = Math.max(top, scores[row]);
        }
        double total = 0;
        double others = 0;
        for (int k = 0; k < logit.length; k++) {
            double share = Math.exp(logit[k][row] - top);
            total += share;
            others += k == called[row] ? 0 : share;
        }
        double squares = 0;
        for (int k = 0; k < logit.length; k++) {
            double error = Math.exp(logit[k][row] - top) / total - (k == truth ? 1 : 0);
            squares += error * error;
        }
        double ahead = logit[called[row]][row] - top;
        // Where the call has the largest score the others' sum is small beside it and keeps its digits.
        logLoss[row] = top - logit[truth][row] + (ahead == 0 ? Math.log1p(others) : Math.log(total));
        brier[row] = squares;
        confidence[row] = others > 0 ? ahead - Math.log(others) : CERTAIN;
    }

    /** The class that each row is called. */
    public int[] called() {
        return called;
    }

    /** The unweighted log-loss of each row. */
    public double[] rowLogLoss() {
        return logLoss;
    }

    public Confusion confusion() {
        return confusion;
    }

    /** All of {@link #NAMES}. */
    public Map<String, Estimate> all() {
        Map<String, Estimate> found = new LinkedHashMap<>();
        NAMES.forEach(name -> found.put(name, estimate(name)));
        return found;
    }

    /** One of {@link #NAMES}, or {@code error-rate} (1 - accuracy) or {@code balanced-error} (1 - macro-recall). */
    public Estimate estimate(String name) {
        return sampling.estimate(measure(name));
    }

    /** How much larger the measure of the first is than that of the second, on the same rows. */
    public static Estimate difference(ClassMetrics a, ClassMetrics b, String name) {
        return a.sampling.difference(a.measure(name), b.measure(name));
    }

    /** The difference of the two recalls of a class. */
    public static Estimate recallDifference(ClassMetrics a, ClassMetrics b, int k) {
        return a.sampling.difference(a.confusion.recall(k), b.confusion.recall(k));
    }

    /** Share of the rows called k that are k; null if none was called so. */
    public @Nullable Estimate precision(int k) {
        return confusion.rowsCalled(k) == 0 ? null : sampling.estimate(confusion.precision(k));
    }

    /** Share of the rows of class k that were called k; null if there is none. */
    public @Nullable Estimate recall(int k) {
        return confusion.rowsOf(k) == 0 ? null : sampling.estimate(confusion.recall(k));
    }

    /** Harmonic mean of precision and recall, 2 hits / (called + there); null if neither is there. */
    public @Nullable Estimate f1(int k) {
        return confusion.rowsCalled(k) + confusion.rowsOf(k) == 0 ? null : sampling.estimate(confusion.f1(k));
    }

    /**
     * How true the probability of the called class is: bins as for yes-or-no targets, the event being that the call is right.
     */
    public Calibration calibration() {
        double[] right = new double[target.length];
        for (int row = 0; row < right.length; row++) {
            right[row] = called[row] == (int) target[row] ? 1 : 0;
        }
        return Calibration.of(
                confidence, right, weight, Ranking.ascending(confidence), LabelMetrics.CALIBRATION_BINS);
    }

    Measure measure(String name) {
        return switch (name) {
            case "log-loss" -> mean(row -> logLoss[row], Measure.Scale.POSITIVE);
            case "brier" -> mean(row -> brier[row], Measure.Scale.POSITIVE);
            case "accuracy" -> confusion.accuracy();
            case "error-rate" -> confusion.accuracy().complement();
            case "macro-precision" -> confusion.macro(confusion::precision);
            case "macro-recall" -> confusion.macro(confusion::recall);
            case "balanced-error" -> confusion.macro(confusion::recall).complement();
            case "macro-f1" -> confusion.macro(confusion::f1);
            case "weighted-f1" -> confusion.weightedF1();
            case "calibration-error" -> calibration().measure();
            default -> throw new IllegalArgumentException("no measure " + name + " of classes");
        };
    }

    private Measure mean(IntToDoubleFunction value, Measure.Scale scale) {
        double sum = 0;
        for (int row = 0; row < target.length; row++) {
            sum += Weights.at(weight, row) * value.applyAsDouble(row);
        }
        double total = Weights.total(weight, target.length);
        double mean = sum / total;
        return new Measure(
                mean, row -> Weights.at(weight, row) * (value.applyAsDouble(row) - mean) / total, scale, target.length);
    }
}
