package org.lossmith.app;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.compare.Comparison;
import org.lossmith.learn.compare.Comparison.Candidate;
import org.lossmith.learn.compare.Comparison.DataSummary;
import org.lossmith.learn.compare.Comparison.Metric;

/** A comparison as the JSON that docs/json.md describes. */
final class ComparisonJson {
    private ComparisonJson() {}

    static String document(Comparison comparison) {
        Map<String, @Nullable Object> tree = Json.object();
        tree.put("data", data(comparison.data()));
        tree.put("mistake", comparison.mistake());
        tree.put("metric", comparison.metric());
        tree.put("metric_reason", comparison.metricReason());
        tree.put("validation", validation(comparison.validation()));
        tree.put(
                "candidates",
                comparison.candidates().stream()
                        .map(candidate -> candidate(candidate, comparison.data().features()))
                        .toList());
        List<String> best = comparison.best();
        tree.put("best", best.size() == 1 ? best.get(0) : best);
        tree.put("verdict", comparison.verdict());
        tree.put(
                "warnings",
                comparison.warnings().stream().map(ComparisonJson::warning).toList());
        tree.put("repeat", comparison.repeat());
        tree.put("seconds", Json.number(comparison.seconds()));
        return Json.document(tree);
    }

    private static Map<String, @Nullable Object> data(DataSummary data) {
        Map<String, @Nullable Object> tree = Json.object();
        tree.put("file", data.file());
        tree.put("rows", data.rows());
        tree.put("used", data.used());
        tree.put("dropped", data.dropped());
        tree.put("dropped_because", data.droppedBecause());
        tree.put("target", data.target());
        tree.put("kind", data.kind());
        tree.put("positive", data.positive());
        tree.put("features", data.features());
        Map<String, @Nullable Object> columns = Json.object();
        data.columns().forEach(note -> columns.put(note.column(), note.treatment()));
        tree.put("columns", columns);
        return tree;
    }

    private static Map<String, @Nullable Object> validation(Comparison.Validation validation) {
        Map<String, @Nullable Object> tree = Json.object();
        tree.put("folds", validation.folds());
        tree.put("seed", validation.seed());
        tree.put("split_by", validation.splitBy());
        return tree;
    }

    private static Map<String, @Nullable Object> candidate(Candidate candidate, List<String> features) {
        Map<String, @Nullable Object> tree = Json.object();
        tree.put("loss", candidate.loss());
        tree.put("spec", candidate.spec());
        tree.put("formula", candidate.formula());
        tree.put("parameters", Json.numbers(candidate.parameters()));
        tree.put("parameter_reasons", candidate.parameterReasons());
        tree.put("penalty", candidate.penalty());
        tree.put("converged", candidate.converged());
        tree.put("iterations", candidate.iterations());
        tree.put("optimality", Json.number(candidate.optimality()));
        Map<String, @Nullable Object> metrics = Json.object();
        candidate.metrics().forEach((name, metric) -> metrics.put(name, metric(metric)));
        tree.put("metrics", metrics);
        Double threshold = candidate.threshold();
        tree.put("threshold", threshold == null ? null : Json.number(threshold));
        tree.put("intercept", Json.number(candidate.intercept()));
        Map<String, @Nullable Object> coefficients = Json.object();
        for (int i = 0; i < features.size(); i++) {
            coefficients.put(features.get(i), Json.number(candidate.coefficients()[i]));
        }
        tree.put("coefficients", coefficients);
        tree.put("seconds", Json.number(candidate.seconds()));
        return tree;
    }

    private static Map<String, @Nullable Object> metric(Metric metric) {
        Map<String, @Nullable Object> tree = Json.object();
        tree.put("value", Json.number(metric.value()));
        tree.put("low", Json.number(metric.low()));
        tree.put("high", Json.number(metric.high()));
        return tree;
    }

    private static Map<String, @Nullable Object> warning(Comparison.Warning warning) {
        Map<String, @Nullable Object> tree = Json.object();
        tree.put("code", warning.code());
        tree.put("message", warning.message());
        return tree;
    }
}
