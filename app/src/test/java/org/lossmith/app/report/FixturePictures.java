package org.lossmith.app.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.lossmith.learn.compare.Comparison.Bin;
import org.lossmith.learn.compare.Comparison.CalibrationBin;
import org.lossmith.learn.compare.Comparison.Pictures;
import org.lossmith.learn.compare.Comparison.Point;
import org.lossmith.learn.compare.Comparison.Threshold;
import org.lossmith.learn.compare.Comparison.WorstRow;

/** The pictures of the invented comparisons. */
final class FixturePictures {
    private FixturePictures() {}

    static Pictures tripPictures(List<String> losses, int features) {
        Random random = new Random(11);
        Map<String, List<Point>> cost = new LinkedHashMap<>();
        Map<String, List<Point>> movement = new LinkedHashMap<>();
        for (int i = 0; i < losses.size(); i++) {
            double power = i == 0 ? 0.08 : 0.35 + 0.1 * i;
            cost.put(
                    losses.get(i),
                    logSpaced(3e-5, 1, 80)
                            .mapToObj(x -> new Point(x, Math.pow(x, power)))
                            .toList());
            if (i > 0) {
                movement.put(losses.get(i), moves(random, 0.6 + 0.1 * i));
            }
        }
        List<Bin> bins = new ArrayList<>();
        double[] edges = logSpaced(0.05, 1500, 49).toArray();
        bins.add(new Bin(0, edges[0], 310));
        for (int i = 1; i < edges.length; i++) {
            double middle = Math.log(Math.sqrt(edges[i] * edges[i - 1]) / 2.2);
            long tail = edges[i] > 1200 ? 70 : 0;
            bins.add(new Bin(edges[i - 1], edges[i], Math.round(2900 * Math.exp(-middle * middle / 1.6)) + tail));
        }
        List<WorstRow> worst =
                IntStream.range(0, 10).mapToObj(i -> worst(losses, i)).toList();
        return new Pictures(
                bins,
                15.2,
                cost,
                movement,
                Map.of(),
                Map.of(),
                worst,
                random.doubles(features, 0.2, 3).toArray());
    }

    private static List<Point> moves(Random random, double shrink) {
        return IntStream.range(0, 600)
                .mapToObj(i -> {
                    double before =
                            i % 200 == 0 ? 1400 + random.nextDouble() : Math.exp(1.3 + 0.8 * random.nextGaussian());
                    return new Point(
                            before,
                            i % 200 == 0 ? before + 3 : Math.abs(before * shrink + 0.8 * random.nextGaussian()));
                })
                .toList();
    }

    private static WorstRow worst(List<String> losses, int i) {
        Map<String, Double> predictions = new LinkedHashMap<>();
        losses.forEach(loss -> predictions.put(loss, 9.5 + i * 0.71 + losses.indexOf(loss)));
        Map<String, String> values = new LinkedHashMap<>();
        values.put("trip_distance", String.valueOf(1.2 + i));
        values.put("payment_type", "Credit card");
        values.put("pickup_datetime", "2019-01-1" + i + " 08:3" + i + ":12");
        values.put("store_and_fwd_flag", "N");
        values.put("pickup_zone", "Upper East Side South");
        return new WorstRow(812 + 977L * i, String.valueOf(1439.6 - i), predictions, values);
    }

    static Pictures rainPictures(List<String> losses, double[] thresholds) {
        Map<String, List<CalibrationBin>> calibration = new LinkedHashMap<>();
        Map<String, List<Threshold>> tradeoff = new LinkedHashMap<>();
        Map<String, List<Point>> cost = new LinkedHashMap<>();
        for (int i = 0; i < losses.size(); i++) {
            double lift = 1 + 1.5 * i;
            calibration.put(
                    losses.get(i),
                    logSpaced(0.003, 0.62, 10)
                            .mapToObj(p -> new CalibrationBin(
                                    Math.min(0.97, p * lift), p, p * 0.85, Math.min(1, p * 1.18), 2600))
                            .toList());
            double chosen = thresholds[i];
            tradeoff.put(
                    losses.get(i),
                    DoubleStream.iterate(0.005, t -> t + 0.005)
                            .limit(199)
                            .mapToObj(t -> new Threshold(
                                    t,
                                    Math.min(1, 0.07 + t),
                                    Math.pow(1 - t, 1 + 0.3 / chosen / 20),
                                    4 + 9 * Math.abs(Math.log(t / chosen)) / (1 + 1 / chosen / 20)))
                            .toList());
            double power = 0.3 + 0.1 * i;
            cost.put(
                    losses.get(i),
                    logSpaced(4e-5, 1, 80)
                            .mapToObj(x -> new Point(x, Math.pow(x, power)))
                            .toList());
        }
        List<WorstRow> worst =
                IntStream.range(0, 10).mapToObj(i -> worst(losses, i)).toList();
        return new Pictures(List.of(), null, cost, Map.of(), calibration, tradeoff, worst, new double[0]);
    }

    static Pictures withWorst(Pictures pictures, List<WorstRow> worst) {
        return new Pictures(
                pictures.errors(),
                pictures.delta(),
                pictures.cost(),
                pictures.movement(),
                pictures.calibration(),
                pictures.tradeoff(),
                worst,
                pictures.spread());
    }

    private static DoubleStream logSpaced(double low, double high, int count) {
        return IntStream.range(0, count).mapToDouble(i -> low * Math.pow(high / low, i / (count - 1.0)));
    }
}
