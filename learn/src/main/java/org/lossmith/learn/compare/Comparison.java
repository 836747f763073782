package org.lossmith.learn.compare;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.data.ColumnNote;

/**
 * Everything one {@code compare} found: the single record from which the table, the JSON and the report are made.
 *
 * @param mistake the mistake as the user stated it, or null when the default of the output kind was taken
 * @param metric name of the metric that decides
 * @param metricReason why this metric decides, a short clause
 * @param best names of the best candidates: one, or several when they are tied within noise
 * @param verdict the outcome in one or two plain sentences
 * @param classes for targets with several labels; otherwise null
 * @param pictures figures that only the report draws
 * @param repeat the command lines that repeat this result and follow from it
 */
public record Comparison(
        DataSummary data,
        @Nullable String mistake,
        String metric,
        String metricReason,
        Validation validation,
        List<Candidate> candidates,
        List<String> best,
        String verdict,
        List<Warning> warnings,
        @Nullable Classes classes,
        Pictures pictures,
        List<String> repeat,
        double seconds) {

    /** How the held-out rows were made: folds, seed, and the column whose groups stay whole (or null). */
    public record Validation(int folds, long seed, @Nullable String splitBy) {}

    /**
     * What was read and what became of it.
     *
     * @param rows data rows in the file, used: rows fitted on, dropped: rows left out (sum of droppedBecause)
     * @param kind continuous, binary, counts or categories
     * @param positive the label that counts as positive, for binary targets
     * @param features names of the model's inputs after encoding
     */
    public record DataSummary(
            String file,
            long rows,
            long used,
            long dropped,
            Map<String, Long> droppedBecause,
            String target,
            String kind,
            @Nullable String positive,
            List<String> features,
            List<ColumnNote> columns) {}

    public record Warning(String code, String message) {}

    /**
     * One loss, measured.
     *
     * @param loss the loss's name, unique among the candidates
     * @param spec with parameters, as the command line takes it
     * @param formula as maths text
     * @param parameterReasons why each parameter has its value ("delta: where the tail of the errors starts")
     * @param penalty as the command line takes it, "none" if there is none
     * @param metrics by metric name, in the order of the table
     * @param scores the linear model of each score, fitted on all rows: one, or one for each class in the order of the labels
     * @param classes for several classes, what becomes of each of them; otherwise null
     * @param threshold the probability above which a row is called positive, for binary targets
     */
    public record Candidate(
            String loss,
            String spec,
            String formula,
            Map<String, Double> parameters,
            Map<String, String> parameterReasons,
            String penalty,
            boolean converged,
            int iterations,
            double optimality,
            Map<String, Metric> metrics,
            List<LinearScore> scores,
            @Nullable ClassFigures classes,
            @Nullable Double threshold,
            double seconds) {
        /** The intercept of the first score. */
        public double intercept() {
            return scores.get(0).intercept();
        }

        /** The coefficients of the first score. */
        public double[] coefficients() {
            return scores.get(0).coefficients();
        }
    }

    /**
     * One score as a linear function of the inputs.
     *
     * @param coefficients in original units, in the order of DataSummary.features
     */
    public record LinearScore(double intercept, double[] coefficients) {}

    /**
     * What a loss makes of each class, out of fold.
     *
     * @param each in the order of the labels
     * @param confusion rows (sums of weights) by class, and by the class that they were called
     */
    public record ClassFigures(List<ClassFigure> each, double[][] confusion) {}

    /**
     * @param called rows that were called this class
     * @param precision null if no row was called this class
     */
    public record ClassFigure(long called, @Nullable Metric precision, @Nullable Metric recall, @Nullable Metric f1) {}

    /**
     * The classes of the target.
     *
     * @param rows how many rows each label has
     * @param baseline metrics of a model that knows the classes' shares of the training rows and nothing else
     * @param penaltyReason why the candidates have their penalty, or null if it was asked for
     */
    public record Classes(
            List<String> labels, List<Long> rows, Map<String, Metric> baseline, @Nullable String penaltyReason) {}

    /** An out-of-fold estimate with its 95% interval. */
    public record Metric(double value, double low, double high) {}

    /**
     * Aggregates for the report. Lists keyed by a candidate's loss name are in the order of the candidates.
     *
     * @param errors out-of-fold |error| of the first robust candidate as a histogram; empty for labels
     * @param delta the Huber delta marked on it, or null
     * @param cost rows ordered by out-of-fold |error| of the first candidate, largest first: x is the part of the rows (from
     *     1/n to 1, at most 200 points, evenly spaced in log x), y the share of the loss's total cost which that part carries
     * @param movement a bounded sample of rows, by the other candidate's name: x is |error| under the first candidate, y under
     *     that other one; for labels |error| is |probability - outcome|, for classes 1 - the probability of the row's own class
     * @param calibration per loss: bins of predicted probability against observed frequency, for classes of the called class being
     *     the right one; empty for numbers
     * @param tradeoff per loss: precision and recall (and cost) by threshold; binary only
     * @param worst rows with the largest error under the best candidate
     * @param spread standard deviation of each feature over the rows used, in the order of DataSummary.features
     */
    public record Pictures(
            List<Bin> errors,
            @Nullable Double delta,
            Map<String, List<Point>> cost,
            Map<String, List<Point>> movement,
            Map<String, List<CalibrationBin>> calibration,
            Map<String, List<Threshold>> tradeoff,
            List<WorstRow> worst,
            double[] spread) {}

    public record Bin(double low, double high, long count) {}

    public record Point(double x, double y) {}

    public record CalibrationBin(double predicted, double observed, double low, double high, long count) {}

    public record Threshold(double threshold, double precision, double recall, double cost) {}

    /**
     * @param row 1-based data row in the file
     * @param predictions one per loss in the target's units; for labels the probability of the positive one, for classes that of
     *     the row's own class
     * @param calls for classes, what each loss called the row; otherwise empty
     */
    public record WorstRow(
            long row,
            String target,
            Map<String, Double> predictions,
            Map<String, String> values,
            Map<String, String> calls) {
        public WorstRow(long row, String target, Map<String, Double> predictions, Map<String, String> values) {
            this(row, target, predictions, values, Map.of());
        }
    }
}
