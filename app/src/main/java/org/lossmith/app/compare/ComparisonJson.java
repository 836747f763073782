package org.lossmith.app.compare;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lossmith.app.text.Json;
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
        tree.put("classes", classes(comparison.classes()));
        tree.put("mistake", comparison.mistake());
        tree.put("metric", comparison.metric());
        tree.put("metric_reason", comparison.metricReason());
        tree.put("validation", validation(comparison.validation()));
        tree.put(
                "candidates",
                comparison.candidates().stream()
                        .map(candidate -> candidate(candidate, comparison))
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

    private static Map<String, @Nullable Object> candidate(Candidate candidate, Comparison comparison) {
        List<String> features = comparison.data().features();
        Comparison.Classes classes = comparison.classes();
        Comparison.ClassFigures figures = candidate.classes();
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
        tree.put("metrics", metrics(candidate.metrics()));
        Double threshold = candidate.threshold();
        tree.put("threshold", threshold == null ? null : Json.number(threshold));
        if (classes == null || figures == null) {
            tree.put("intercept", Json.number(candidate.intercept()));
            tree.put("coefficients", coefficients(candidate.coefficients(), features));
        } else {
            Map<String, @Nullable Object> each = Json.object();
            for (int k = 0; k < classes.labels().size(); k++) {
                each.put(
                        classes.labels().get(k),
                        ofClass(figures.each().get(k), candidate.scores().get(k), features));
            }
            tree.put("classes", each);
            tree.put(
                    "confusion",
                    Arrays.stream(figures.confusion()).map(Json::numbers).toList());
        }
        tree.put("seconds", Json.number(candidate.seconds()));
        return tree;
    }

    private static Map<String, @Nullable Object> ofClass(
            Comparison.ClassFigure figure, Comparison.LinearScore score, List<String> features) {
        Map<String, @Nullable Object> tree = Json.object();
        tree.put("called", figure.called());
        tree.put("precision", metric(figure.precision()));
        tree.put("recall", metric(figure.recall()));
        tree.put("f1", metric(figure.f1()));
        tree.put("intercept", Json.number(score.intercept()));
        tree.put("coefficients", coefficients(score.coefficients(), features));
        return tree;
    }

    private static Map<String, @Nullable Object> coefficients(double[] coefficients, List<String> features) {
        Map<String, @Nullable Object> tree = Json.object();
        for (int i = 0; i < features.size(); i++) {
            tree.put(features.get(i), Json.number(coefficients[i]));
        }
        return tree;
    }

    private static @Nullable Map<String, @Nullable Object> classes(Comparison.@Nullable Classes classes) {
        if (classes == null) {
            return null;
        }
        Map<String, @Nullable Object> tree = Json.object();
        tree.put("labels", classes.labels());
        tree.put("rows", classes.rows());
        tree.put("baseline", metrics(classes.baseline()));
        tree.put("penalty_reason", classes.penaltyReason());
        return tree;
    }

    private static Map<String, @Nullable Object> metrics(Map<String, Metric> metrics) {
        Map<String, @Nullable Object> tree = Json.object();
        metrics.forEach((name, metric) -> tree.put(name, metric(metric)));
        return tree;
    }

    private static @Nullable Map<String, @Nullable Object> metric(@Nullable Metric metric) {
        if (metric == null) {
            return null;
        }
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
