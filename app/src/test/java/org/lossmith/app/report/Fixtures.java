package org.lossmith.app.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.compare.Comparison;
import org.lossmith.learn.compare.Comparison.Candidate;
import org.lossmith.learn.compare.Comparison.DataSummary;
import org.lossmith.learn.compare.Comparison.LinearScore;
import org.lossmith.learn.compare.Comparison.Metric;
import org.lossmith.learn.compare.Comparison.Pictures;
import org.lossmith.learn.compare.Comparison.Validation;
import org.lossmith.learn.compare.Comparison.Warning;
import org.lossmith.learn.compare.Comparison.WorstRow;
import org.lossmith.learn.data.ColumnNote;
import org.lossmith.loss.Loss;
import org.lossmith.loss.Losses;

/** Invented comparisons that look like real ones: trips with corrupted durations, and rain in the next hour. */
final class Fixtures {
    static final String HOSTILE = "</script><script>alert(1)</script>\"'<!--&amp;";

    private Fixtures() {}

    /** Continuous target, four losses, one winner, three warnings. */
    static Comparison trips() {
        return continuous(
                List.of("squared-error", "absolute-error", "huber", "pseudo-huber"), List.of("huber"), names(14), 3);
    }

    static Comparison tie() {
        return continuous(
                List.of("squared-error", "absolute-error", "huber"), List.of("absolute-error", "huber"), names(2), 0);
    }

    static Comparison wide() {
        return continuous(
                List.of("squared-error", "absolute-error", "huber", "quantile"), List.of("huber"), names(200), 12);
    }

    /** Everything that a file may name holds markup and quotes. */
    static Comparison hostile() {
        List<String> features = List.of(
                HOSTILE, "a column whose name goes on and on " + "and_on".repeat(30), "' onmouseover='alert(2)");
        Comparison plain = continuous(List.of("squared-error", "huber"), List.of("huber"), features, 2);
        DataSummary data = plain.data();
        DataSummary renamed = new DataSummary(
                HOSTILE + ".csv",
                data.rows(),
                data.used(),
                data.dropped(),
                Map.of(HOSTILE, 3L),
                HOSTILE,
                data.kind(),
                HOSTILE,
                features,
                List.of(new ColumnNote(HOSTILE, HOSTILE)));
        WorstRow worst = new WorstRow(7, HOSTILE, Map.of("huber", 1.5), Map.of(HOSTILE, HOSTILE));
        Pictures pictures = FixturePictures.withWorst(plain.pictures(), List.of(worst));
        return new Comparison(
                renamed,
                HOSTILE,
                plain.metric(),
                HOSTILE,
                new Validation(5, 1, HOSTILE),
                plain.candidates(),
                plain.best(),
                HOSTILE,
                List.of(new Warning(HOSTILE, HOSTILE)),
                null,
                pictures,
                List.of("lossmith compare '" + HOSTILE + "'"),
                1.5);
    }

    static Comparison continuous(List<String> losses, List<String> best, List<String> features, int warnings) {
        Random random = new Random(7);
        double[] truth = random.doubles(features.size(), -3, 3).toArray();
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < losses.size(); i++) {
            boolean robust = i > 0;
            candidates.add(candidate(
                    losses.get(i),
                    regressionMetrics(robust ? losses.get(i).equals("huber") ? 1 : 1 + 0.03 * i : 1.3, robust),
                    truth,
                    random,
                    null));
        }
        return new Comparison(
                summary("examples/data/taxi-trips.csv.gz", "duration_min", "continuous", null, features),
                "typical-error",
                "mae",
                "the typical error matters, whichever its sign",
                new Validation(5, 1, null),
                candidates,
                best,
                best.size() > 1
                        ? "absolute-error and huber predict equally well within noise; both are nearer than squared-error."
                        : "Huber's predictions are off by 4.61 minutes on average, squared-error's by 5.94: 22% less. "
                                + "A few corrupted trips pull squared-error away from all the others.",
                warnings(warnings),
                null,
                FixturePictures.tripPictures(losses, features.size()),
                List.of(
                        "lossmith compare examples/data/taxi-trips.csv.gz --target duration_min --exclude "
                                + "dropoff_datetime,fare_amount,tip_amount,tolls_amount,total_amount --mistake typical-error --report taxi.html",
                        "lossmith train examples/data/taxi-trips.csv.gz --target duration_min --loss huber:delta=15.2 -o model.json"),
                3.21);
    }

    /** Binary target with calibration and thresholds. */
    static Comparison rain() {
        List<String> losses = List.of("bce", "weighted-bce", "focal", "squared-hinge");
        Random random = new Random(3);
        double[] truth = random.doubles(16, -0.4, 0.4).toArray();
        List<Candidate> candidates = new ArrayList<>();
        double[] thresholds = {0.012, 0.14, 0.21, 0.33};
        for (int i = 0; i < losses.size(); i++) {
            candidates.add(candidate(losses.get(i), binaryMetrics(i), truth, random, thresholds[i]));
        }
        List<String> features = IntStream.range(0, 16)
                .mapToObj(i ->
                        List.of("humid", "pressure", "wind_speed", "origin=JFK").get(i % 4) + "_" + i)
                .toList();
        return new Comparison(
                summary("examples/data/rain.csv.gz", "rain_next_hour", "binary", "yes", features),
                "fn=500,fp=5",
                "cost",
                "a missed positive costs 500, a false alarm 5",
                new Validation(5, 1, "month"),
                candidates,
                List.of("bce"),
                "With its threshold at 0.012, bce's mistakes cost 4.02 a row; the next best, weighted-bce, 4.31.",
                List.of(
                        new Warning(
                                "few-positives",
                                "6.7% of the rows are positive (1,746 of 26,067): intervals of precision and recall are wide.")),
                null,
                FixturePictures.rainPictures(losses, thresholds),
                List.of(
                        "lossmith compare examples/data/rain.csv.gz --target rain_next_hour --split-by month --mistake fn=500,fp=5 --report rain.html"),
                2.1);
    }

    /** One loss, one metric that could not be computed, no features, no pictures, no commands. */
    static Comparison bare() {
        Metric unknown = new Metric(Double.NaN, Double.NaN, Double.NaN);
        Candidate only = candidate("huber", Map.of("mae", unknown), new double[0], new Random(1), null);
        Pictures none = new Pictures(List.of(), null, Map.of(), Map.of(), Map.of(), Map.of(), List.of(), new double[0]);
        DataSummary data = new DataSummary("x.csv", 1, 1, 0, Map.of(), "y", "continuous", null, List.of(), List.of());
        return new Comparison(
                data,
                null,
                "mae",
                "the default",
                new Validation(2, 1, null),
                List.of(only),
                List.of("huber"),
                "huber was the only candidate.",
                List.of(),
                null,
                none,
                List.of(),
                0);
    }

    /** 20,000 columns with long names, and cells of a million letters. */
    static Comparison huge() {
        List<String> features = IntStream.range(0, 20_000)
                .mapToObj(i -> "sensor_" + i + "_" + "x".repeat(300))
                .toList();
        Comparison plain =
                continuous(List.of("squared-error", "absolute-error", "huber"), List.of("huber"), features, 1);
        DataSummary data = plain.data();
        List<ColumnNote> notes = features.stream()
                .map(name -> new ColumnNote(name, "number, used as it is"))
                .toList();
        DataSummary wide = new DataSummary(
                data.file(),
                data.rows(),
                data.used(),
                data.dropped(),
                data.droppedBecause(),
                data.target(),
                data.kind(),
                null,
                features,
                notes);
        WorstRow worst = new WorstRow(1, "1", Map.of("huber", 2.0), Map.of("text", "word ".repeat(200_000)));
        return new Comparison(
                wide,
                plain.mistake(),
                plain.metric(),
                plain.metricReason(),
                plain.validation(),
                plain.candidates(),
                plain.best(),
                plain.verdict(),
                plain.warnings(),
                null,
                FixturePictures.withWorst(plain.pictures(), List.of(worst)),
                plain.repeat(),
                plain.seconds());
    }

    /** One coefficient is 1e9 times the others. */
    static Comparison separated() {
        Comparison plain = trips();
        plain.candidates().get(0).coefficients()[3] = 4e9;
        return plain;
    }

    private static List<String> names(int count) {
        List<String> known = List.of(
                "trip_distance",
                "pickup_hour",
                "passenger_count",
                "payment_type=Credit card",
                "vendor=2",
                "pickup_weekday=Sunday");
        return IntStream.range(0, count)
                .mapToObj(i -> i < known.size() ? known.get(i) : known.get(i % known.size()) + "_" + i)
                .toList();
    }

    private static DataSummary summary(
            String file, String target, String kind, @Nullable String positive, List<String> features) {
        Map<String, Long> reasons = new LinkedHashMap<>();
        reasons.put("missing target", 12L);
        List<ColumnNote> notes = List.of(
                new ColumnNote("trip_distance", "number, used as it is"),
                new ColumnNote("payment_type", "category, one-hot, 4 levels"),
                new ColumnNote("store_and_fwd_flag", "dropped: one value only"),
                new ColumnNote("pickup_datetime", "date and time: hour, weekday, month and days since the first"));
        return new DataSummary(file, 30_000, 29_988, 12, reasons, target, kind, positive, features, notes);
    }

    private static Candidate candidate(
            String loss, Map<String, Metric> metrics, double[] truth, Random random, @Nullable Double threshold) {
        double[] coefficients = Arrays.stream(truth)
                .map(value -> value + 0.3 * random.nextGaussian())
                .toArray();
        Map<String, Double> parameters = loss.contains("huber") ? Map.of("delta", 15.2) : Map.of();
        Map<String, String> reasons =
                loss.contains("huber") ? Map.of("delta", "where the tail of the errors starts") : Map.of();
        Loss known = Losses.parse(parameters.isEmpty() ? loss : loss + ":delta=15.2");
        return new Candidate(
                loss,
                known.spec(),
                known.formula().text(),
                parameters,
                reasons,
                "l2=0.0001",
                true,
                14,
                3.2e-9,
                metrics,
                List.of(new LinearScore(4.2 + random.nextDouble(), coefficients)),
                null,
                threshold,
                0.412);
    }

    private static Map<String, Metric> regressionMetrics(double factor, boolean robust) {
        Map<String, Metric> metrics = new LinkedHashMap<>();
        metrics.put("rmse", metric(robust ? 71.4 : 70.9, 9));
        metrics.put("mae", metric(4.4 * factor, 0.22));
        metrics.put("median-error", metric(1.9 * factor * factor, 0.05));
        metrics.put("p90-error", metric(7.9 * factor, 0.16));
        metrics.put("trimmed-rmse", metric(4.1 * factor, 0.11));
        return metrics;
    }

    private static Map<String, Metric> binaryMetrics(int i) {
        Map<String, Metric> metrics = new LinkedHashMap<>();
        metrics.put("log-loss", metric(0.171 + 0.06 * i, 0.006));
        metrics.put("brier", metric(0.0471 + 0.011 * i, 0.002));
        metrics.put("precision", metric(0.31 + 0.03 * i, 0.02));
        metrics.put("recall", metric(0.74 - 0.05 * i, 0.03));
        metrics.put("average-precision", metric(0.481 - 0.012 * i, 0.02));
        metrics.put("roc-auc", metric(0.893 - 0.004 * i, 0.006));
        metrics.put("cost", metric(4.02 + 0.3 * i, 0.21));
        metrics.put("calibration-error", metric(0.006 + 0.07 * i, 0.003));
        return metrics;
    }

    private static Metric metric(double value, double half) {
        return new Metric(value, value - half, value + half);
    }

    private static List<Warning> warnings(int count) {
        List<Warning> known = List.of(
                new Warning(
                        "corrupted-target",
                        "72 rows have a duration_min near 1440 while the rest stay under 120; rows 812, 1,077 and 4,650 are the largest."),
                new Warning(
                        "leak",
                        "dropoff_datetime predicts duration_min almost by itself: is it known when you predict? Try --exclude dropoff_datetime."),
                new Warning(
                        "high-cardinality",
                        "zone has 263 levels; the 31 most frequent kept, the others are one level."));
        return IntStream.range(0, count)
                .mapToObj(i -> known.get(i % known.size()))
                .toList();
    }
}
