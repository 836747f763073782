package org.lossmith.app.compare;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lossmith.InputException;
import org.lossmith.Suggestion;
import org.lossmith.app.text.NumberText;
import org.lossmith.learn.compare.Comparison;

/** {@code --fail-if 'mae>3'}: a condition on the best candidate's metrics that turns the exit code to 1, for scripts. */
record FailIf(String text, String metric, String operator, double bound) {
    private static final Pattern FORM = Pattern.compile("\\s*([a-z0-9-]+)\\s*(>=|<=|>|<)\\s*(\\S+)\\s*");
    private static final List<String> METRICS = List.of(
            "rmse",
            "mae",
            "median-error",
            "p90-error",
            "trimmed-rmse",
            "log-loss",
            "brier",
            "precision",
            "recall",
            "average-precision",
            "roc-auc",
            "cost",
            "calibration-error",
            "accuracy",
            "macro-precision",
            "macro-recall",
            "macro-f1",
            "weighted-f1",
            "error-rate",
            "balanced-error");

    static FailIf parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new InputException("--fail-if " + text
                    + " should be a metric, one of > >= < <=, and a number, as in --fail-if 'mae>3'");
        }
        String metric = matcher.group(1);
        if (!METRICS.contains(metric)) {
            throw new InputException("--fail-if " + text + ": no metric \"" + metric + "\""
                    + Suggestion.hint(metric, METRICS) + " There are: " + String.join(", ", METRICS));
        }
        return new FailIf(text, metric, matcher.group(2), NumberText.parse(matcher.group(3), "--fail-if " + text));
    }

    /** Whether the condition holds for the best candidate, or for any of those tied for best. */
    boolean holds(Comparison comparison) {
        return comparison.candidates().stream()
                .filter(candidate -> comparison.best().contains(candidate.loss()))
                .anyMatch(candidate -> holds(candidate.metrics()));
    }

    private boolean holds(Map<String, Comparison.Metric> metrics) {
        Comparison.Metric found = metrics.get(metric);
        if (found == null) {
            throw new InputException("--fail-if " + text + ": " + metric
                    + " is not measured for this target; measured are " + String.join(", ", metrics.keySet()));
        }
        return switch (operator) {
            case ">" -> found.value() > bound;
            case ">=" -> found.value() >= bound;
            case "<" -> found.value() < bound;
            default -> found.value() <= bound;
        };
    }
}
