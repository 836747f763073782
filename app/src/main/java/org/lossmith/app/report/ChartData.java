package org.lossmith.app.report;

import static org.lossmith.app.report.ScriptJson.number;
import static org.lossmith.app.report.ScriptJson.numbers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.compare.Comparison;
import org.lossmith.learn.compare.Comparison.Candidate;
import org.lossmith.learn.compare.Comparison.ClassFigures;
import org.lossmith.learn.compare.Comparison.Classes;
import org.lossmith.learn.compare.Comparison.Metric;
import org.lossmith.learn.compare.Comparison.Pictures;

/** The figures that the scripts draw, as JSON that is safe inside a script element. */
final class ChartData {
    private final View view;

    ChartData(View view) {
        this.view = view;
    }

    /** See {@link ScriptJson#of}. */
    String toJson() {
        return ScriptJson.of(model());
    }

    private Map<String, Object> model() {
        Comparison comparison = view.comparison();
        Pictures pictures = comparison.pictures();
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("target", view.target());
        model.put("binary", view.isBinary());
        model.put("losses", view.losses());
        model.put("best", comparison.best());
        model.put("metrics", view.metrics().stream().map(this::metric).toList());
        model.put("cost", byLoss(pictures.cost(), point -> numbers(point.x(), point.y())));
        model.put("worstPart", ErrorsSection.worstPart(pictures.cost()));
        model.put("movement", byLoss(pictures.movement(), point -> numbers(point.x(), point.y())));
        model.put("pull", byLoss(Pull.of(view).curves(), point -> numbers(point.x(), point.y())));
        model.put("errors", list(pictures.errors(), bin -> numbers(bin.low(), bin.high(), bin.count())));
        model.put("delta", pictures.delta() == null ? null : number(pictures.delta()));
        model.put(
                "calibration",
                byLoss(
                        pictures.calibration(),
                        bin -> numbers(bin.predicted(), bin.observed(), bin.low(), bin.high(), bin.count())));
        model.put(
                "tradeoff",
                byLoss(pictures.tradeoff(), at -> numbers(at.threshold(), at.precision(), at.recall(), at.cost())));
        model.put("thresholds", thresholds());
        model.put("coefficients", coefficients());
        model.put("classes", classes());
        return model;
    }

    private Map<String, Object> metric(MetricLabel label) {
        Map<String, Object> metric = new LinkedHashMap<>();
        metric.put("name", label.name());
        metric.put("label", label.label());
        metric.put("unit", unit(label));
        metric.put("higher", label.higherIsBetter());
        metric.put("decimals", view.decimals(label));
        metric.put("scores", list(view.scores(label.name()), score -> {
            List<@Nullable Object> row = new ArrayList<>(List.of(score.loss()));
            row.addAll(numbers(
                    score.metric().value(), score.metric().low(), score.metric().high()));
            return row;
        }));
        return metric;
    }

    private String unit(MetricLabel label) {
        return switch (label.unit()) {
            case TARGET -> view.target();
            case COST -> "per row";
            case SHARE, NONE -> "";
        };
    }

    /** The chosen threshold of each loss, and the point of the curve where it lies. */
    private Map<String, Object> thresholds() {
        ProbabilitySection section = new ProbabilitySection(view);
        Map<String, Object> thresholds = new LinkedHashMap<>();
        for (Candidate candidate : view.candidates()) {
            Double threshold = candidate.threshold();
            if (threshold != null) {
                section.chosen(candidate)
                        .ifPresent(at -> thresholds.put(
                                candidate.loss(), numbers(threshold, at.precision(), at.recall(), at.cost())));
            }
        }
        return thresholds;
    }

    private Map<String, Object> coefficients() {
        CoefficientsSection section = new CoefficientsSection(view);
        List<String> features = view.comparison().data().features();
        Map<String, Object> coefficients = new LinkedHashMap<>();
        coefficients.put("standardised", section.isStandardised());
        coefficients.put("limit", number(section.limit()));
        coefficients.put("panels", list(section.scoresInPicture(), score -> {
            List<Object> rows = list(section.inPicture(), feature -> {
                List<@Nullable Object> row = new ArrayList<>(List.of(View.cell(features.get(feature))));
                view.candidates()
                        .forEach(candidate -> row.add(number(section.standardised(candidate, score, feature))));
                return row;
            });
            return List.of(section.nameOfScore(score), rows);
        }));
        return coefficients;
    }

    /** Null for targets that are no classes. */
    private @Nullable Map<String, Object> classes() {
        Classes found = view.comparison().classes();
        if (found == null) {
            return null;
        }
        List<Integer> shown = ClassesSection.shown(found);
        Map<String, Object> losses = new LinkedHashMap<>();
        view.candidates().stream()
                .filter(candidate -> candidate.classes() != null)
                .forEach(candidate -> losses.put(candidate.loss(), classes(ClassesSection.figures(candidate), shown)));
        Map<String, Object> classes = new LinkedHashMap<>();
        classes.put("labels", list(shown, k -> View.cell(found.labels().get(k))));
        classes.put("losses", losses);
        return classes;
    }

    private static Map<String, Object> classes(ClassFigures figures, List<Integer> shown) {
        double[][] confusion = figures.confusion();
        Map<String, Object> each = new LinkedHashMap<>();
        each.put("confusion", list(shown, truth -> list(shown, call -> confusion[truth][call])));
        each.put("shares", list(shown, truth -> list(shown, call -> ClassesSection.share(confusion, truth, call))));
        each.put("precision", list(shown, k -> interval(figures.each().get(k).precision())));
        each.put("recall", list(shown, k -> interval(figures.each().get(k).recall())));
        each.put("F1", list(shown, k -> interval(figures.each().get(k).f1())));
        return each;
    }

    private static List<@Nullable Object> interval(@Nullable Metric metric) {
        return metric == null
                ? numbers(Double.NaN, Double.NaN, Double.NaN)
                : numbers(metric.value(), metric.low(), metric.high());
    }

    private <T> Map<String, Object> byLoss(Map<String, List<T>> map, Function<T, Object> toJson) {
        Map<String, Object> result = new LinkedHashMap<>();
        view.byCandidate(map).forEach((loss, items) -> result.put(loss, list(items, toJson)));
        return result;
    }

    private static <T> List<Object> list(List<T> items, Function<T, Object> toJson) {
        return items.stream().map(toJson).toList();
    }
}
