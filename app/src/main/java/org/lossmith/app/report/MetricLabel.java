package org.lossmith.app.report;

import java.util.List;

/** A metric in words: its name in JSON, what it is called, what it says, its unit, and which direction is better. */
record MetricLabel(String name, String label, String meaning, Unit unit, boolean higherIsBetter) {

    enum Unit {
        /** The target's own unit. */
        TARGET,
        /** A number between 0 and 1. */
        SHARE,
        COST,
        NONE
    }

    private static final List<MetricLabel> KNOWN = List.of(
            lower("mae", "mean absolute error", "the average size of a mistake", Unit.TARGET),
            lower("median-error", "median error", "half of the rows are off by less than this", Unit.TARGET),
            lower("p90-error", "90th percentile error", "nine rows in ten are off by less than this", Unit.TARGET),
            lower("trimmed-rmse", "trimmed RMSE", "RMSE without the rows with the largest errors", Unit.TARGET),
            lower("rmse", "RMSE", "root of the mean squared error; a few large mistakes rule it", Unit.TARGET),
            lower("cost", "cost of mistakes", "what the mistakes cost per row, at the chosen threshold", Unit.COST),
            lower("error-rate", "error rate", "the part of the rows called a wrong class", Unit.SHARE),
            lower(
                    "balanced-error",
                    "balanced error",
                    "the part of a class called a wrong one, averaged over the classes however rare",
                    Unit.SHARE),
            lower("log-loss", "log-loss", "how surprised the probabilities were by what happened", Unit.NONE),
            lower("brier", "Brier score", "mean squared error of the probabilities", Unit.NONE),
            higher("accuracy", "accuracy", "the part of the rows called their own class; micro-averaged F1 is the same"),
            higher("macro-precision", "macro precision", "precision averaged over the classes, however rare"),
            higher("macro-recall", "macro recall", "recall averaged over the classes, however rare (balanced accuracy)"),
            higher("macro-f1", "macro F1", "F1 of precision and recall, averaged over the classes, however rare"),
            higher("weighted-f1", "weighted F1", "F1 averaged over the classes, each counting as often as it occurs"),
            higher("average-precision", "average precision", "how well positives are ranked first"),
            higher("roc-auc", "ROC AUC", "how often a positive is ranked above a negative"),
            higher("precision", "precision", "of the rows called positive, the part that is"),
            higher("recall", "recall", "of the positive rows, the part that is found"),
            lower(
                    "calibration-error",
                    "calibration error",
                    "how far stated probabilities are from what happened",
                    Unit.SHARE));

    static MetricLabel of(String name) {
        return KNOWN.stream()
                .filter(known -> known.name.equals(name))
                .findFirst()
                .orElseGet(() -> lower(name, name, "", Unit.NONE));
    }

    /** The label with its unit: {@code mean absolute error (duration_min)}. */
    String labelled(String target) {
        return unit == Unit.TARGET ? label + " (in units of " + target + ")" : label;
    }

    String direction() {
        return higherIsBetter ? "higher is better" : "lower is better";
    }

    boolean isBetter(double left, double right) {
        return higherIsBetter ? left > right : left < right;
    }

    private static MetricLabel lower(String name, String label, String meaning, Unit unit) {
        return new MetricLabel(name, label, meaning, unit, false);
    }

    private static MetricLabel higher(String name, String label, String meaning) {
        return new MetricLabel(name, label, meaning, Unit.SHARE, true);
    }
}
