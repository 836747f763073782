package org.lossmith.app.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.compare.Comparison;
import org.lossmith.learn.compare.Comparison.CalibrationBin;
import org.lossmith.learn.compare.Comparison.Candidate;
import org.lossmith.learn.compare.Comparison.ClassFigure;
import org.lossmith.learn.compare.Comparison.ClassFigures;
import org.lossmith.learn.compare.Comparison.Classes;
import org.lossmith.learn.compare.Comparison.DataSummary;
import org.lossmith.learn.compare.Comparison.LinearScore;
import org.lossmith.learn.compare.Comparison.Metric;
import org.lossmith.learn.compare.Comparison.Pictures;
import org.lossmith.learn.compare.Comparison.Point;
import org.lossmith.learn.compare.Comparison.Validation;
import org.lossmith.learn.compare.Comparison.WorstRow;
import org.lossmith.loss.RowLosses;

/** Invented comparisons of several classes. */
final class ClassFixtures {
    private ClassFixtures() {}

    /** Three classes, one of them hostile and never called, under two losses that differ by what they find of the second. */
    static Comparison jobs() {
        List<String> labels = List.of("fast", "slow", Fixtures.HOSTILE);
        double[][] plain = {{80, 20, 0}, {20, 30, 0}, {10, 0, 0}};
        double[][] focal = {{78, 22, 0}, {15, 35, 0}, {10, 0, 0}};
        return comparison(labels, List.of(100L, 50L, 10L), Map.of("softmax", plain, "softmax-focal", focal));
    }

    /** A hundred classes with long names. */
    static Comparison hundred() {
        List<String> labels = IntStream.range(0, 100)
                .mapToObj(k -> "class " + k + " of the catalogue " + "x".repeat(200))
                .toList();
        double[][] confusion = new double[100][100];
        for (int k = 0; k < 100; k++) {
            confusion[k][k] = 40 + k;
            confusion[k][(k + 1) % 100] = 5;
        }
        List<Long> rows = IntStream.range(0, 100).mapToObj(k -> 45L + k).toList();
        return comparison(labels, rows, Map.of("softmax", confusion, "softmax-focal", confusion));
    }

    private static Comparison comparison(List<String> labels, List<Long> rows, Map<String, double[][]> confusions) {
        List<String> losses = List.of("softmax", "softmax-focal");
        List<String> features = List.of("size", "hour");
        List<Candidate> candidates = new ArrayList<>();
        Map<String, List<CalibrationBin>> calibration = new LinkedHashMap<>();
        Map<String, List<Point>> cost = new LinkedHashMap<>();
        for (String loss : losses) {
            candidates.add(candidate(loss, figures(confusions.get(loss)), labels.size()));
            calibration.put(
                    loss, List.of(new CalibrationBin(0.4, 0.5, 0.4, 0.6, 80), new CalibrationBin(0.9, 0.9, 0.8, 1, 80)));
            cost.put(loss, List.of(new Point(0.01, 0.1), new Point(1, 1)));
        }
        WorstRow worst = new WorstRow(
                3,
                labels.get(1),
                Map.of("softmax", 0.02, "softmax-focal", 0.1),
                Map.of("size", "9"),
                Map.of("softmax", labels.get(0), "softmax-focal", labels.get(0)));
        Map<String, List<Point>> movement = Map.of("softmax-focal", List.of(new Point(0.2, 0.3), new Point(0.9, 0.7)));
        long used = rows.stream().mapToLong(Long::longValue).sum();
        return new Comparison(
                new DataSummary("jobs.csv", used, used, 0, Map.of(), "class", "categories", null, features, List.of()),
                null,
                "log-loss",
                "no --mistake was given",
                new Validation(5, 1, null),
                candidates,
                List.of("softmax"),
                "softmax has the smallest log-loss on rows held out.",
                List.of(),
                new Classes(labels, rows, metrics(1.1), "lambda = 1 / (2 rows)"),
                new Pictures(
                        List.of(),
                        null,
                        cost,
                        movement,
                        calibration,
                        Map.of(),
                        List.of(worst),
                        new double[] {2, 6}),
                List.of("lossmith compare jobs.csv --target class"),
                1.2);
    }

    private static Candidate candidate(String loss, ClassFigures figures, int classes) {
        List<LinearScore> scores = IntStream.range(0, classes)
                .mapToObj(k -> new LinearScore(0.1 * k, new double[] {0.5 - k, 0.01 * k}))
                .toList();
        return new Candidate(
                loss,
                RowLosses.named(loss).spec(),
                RowLosses.named(loss).formula().text(),
                RowLosses.named(loss).parameters(),
                Map.of(),
                "l2:lambda=0.003",
                true,
                9,
                1e-12,
                metrics(loss.equals("softmax") ? 0.6 : 0.65),
                scores,
                figures,
                null,
                0.2);
    }

    private static Map<String, Metric> metrics(double logLoss) {
        Map<String, Metric> metrics = new LinkedHashMap<>();
        metrics.put("log-loss", metric(logLoss));
        for (String name : List.of("brier", "accuracy", "macro-precision", "macro-recall", "macro-f1", "weighted-f1")) {
            metrics.put(name, metric(0.6));
        }
        metrics.put("calibration-error", metric(0.06));
        return metrics;
    }

    private static ClassFigures figures(double[][] confusion) {
        List<ClassFigure> each = new ArrayList<>();
        for (int k = 0; k < confusion.length; k++) {
            double there = 0;
            double called = 0;
            for (int other = 0; other < confusion.length; other++) {
                there += confusion[k][other];
                called += confusion[other][k];
            }
            double hits = confusion[k][k];
            each.add(new ClassFigure(
                    (long) called, share(hits, called), share(hits, there), share(2 * hits, there + called)));
        }
        return new ClassFigures(each, confusion);
    }

    private static @Nullable Metric share(double part, double whole) {
        return whole == 0 ? null : metric(part / whole);
    }

    private static Metric metric(double value) {
        return new Metric(value, value * 0.9, value * 1.1);
    }
}
