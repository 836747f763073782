package org.lossmith.learn.evaluate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Measures of predicted numbers, in the target's units: {@code rmse mae median-error p90-error trimmed-rmse}, and on request
 * {@code cost} and {@code poisson-deviance}. A row of weight 2 counts as two rows. Arrays are shared, not copied.
 */
public final class NumberMetrics {
    /** Share of the rows, those with the largest |error|, that {@code trimmed-rmse} leaves out. */
    public static final double TRIMMED_SHARE = 0.01;

    private final double[] prediction;
    private final double[] target;
    private final double @Nullable [] weight;
    private final Sampling sampling;
    private final double total;
    private final double[] size;
    private @Nullable WeightedQuantile sizes;

    /**
     * @throws IllegalArgumentException if lengths differ, there is no row, a prediction or target is not finite, or a weight is
     *     negative or not finite or all are 0
     */
    public NumberMetrics(double[] prediction, double[] target, double @Nullable [] weight, Sampling sampling) {
        Weights.check(prediction, "prediction", target, weight);
        this.prediction = prediction;
        this.target = target;
        this.weight = weight;
        this.sampling = sampling;
        this.total = Weights.total(weight, target.length);
        this.size = new double[target.length];
        for (int row = 0; row < size.length; row++) {
            size[row] = Math.abs(target[row] - prediction[row]);
        }
    }

    /** The five measures that every prediction of a number has, by name, in the order of tables. */
    public Map<String, Estimate> all() {
        Map<String, Estimate> found = new LinkedHashMap<>();
        found.put("rmse", rmse());
        found.put("mae", mae());
        found.put("median-error", medianError());
        found.put("p90-error", p90Error());
        found.put("trimmed-rmse", trimmedRmse());
        return found;
    }

    /** Square root of the weighted mean of (target - prediction)^2. */
    public Estimate rmse() {
        return sampling.estimate(rootMeanSquare());
    }

    /** Weighted mean of |target - prediction|. */
    public Estimate mae() {
        return sampling.estimate(mean(row -> size[row]));
    }

    /** Weighted median of |target - prediction|; the middle of the two middle values where there are two. */
    public Estimate medianError() {
        return sizes().estimate(0.5, sampling);
    }

    /** The |target - prediction| that nine rows of ten stay within. */
    public Estimate p90Error() {
        return sizes().estimate(0.9, sampling);
    }

    /** rmse without the {@link #TRIMMED_SHARE} of the rows whose |error| is largest. */
    public Estimate trimmedRmse() {
        return sampling.estimate(trimmedRootMeanSquare());
    }

    /** Mean cost per row where each unit predicted too low costs {@code under}, each unit too high {@code over}. */
    public Estimate cost(double under, double over) {
        return sampling.estimate(costMeasure(under, over));
    }

    /** Mean of 2 (y log(y/p) - y + p) for counts y; null unless every prediction p is above 0 and every target 0 or more. */
    public @Nullable Estimate poissonDeviance() {
        for (int row = 0; row < target.length; row++) {
            if (!(prediction[row] > 0) || target[row] < 0) {
                return null;
            }
        }
        return sampling.estimate(mean(row -> poissonDeviance(prediction[row], target[row])));
    }

    private static double poissonDeviance(double p, double y) {
        return 2 * ((y == 0 ? 0 : y * Math.log(y / p)) - y + p);
    }

    /** How much more the first costs by {@code metric} (rmse, mae or cost) than the second, on the same rows. */
    public static Estimate difference(NumberMetrics a, NumberMetrics b, String metric, double under, double over) {
        return a.sampling.difference(a.measure(metric, under, over), b.measure(metric, under, over));
    }

    private Measure measure(String metric, double under, double over) {
        return switch (metric) {
            case "rmse" -> rootMeanSquare();
            case "mae" -> mean(row -> size[row]);
            case "trimmed-rmse" -> trimmedRootMeanSquare();
            case "cost" -> costMeasure(under, over);
            default -> throw new IllegalArgumentException("no difference is defined for " + metric);
        };
    }

    private Measure rootMeanSquare() {
        return root(mean(row -> size[row] * size[row]));
    }

    /** Delta method: a share s of m moves sqrt(m) by s / (2 sqrt(m)). */
    private static Measure root(Measure square) {
        double root = Math.sqrt(square.value());
        IntToDoubleFunction share = square.influence();
        double scale = root > 0 ? 1 / (2 * root) : 0;
        return new Measure(root, row -> share.applyAsDouble(row) * scale, Measure.Scale.POSITIVE, square.count());
    }

    private Measure costMeasure(double under, double over) {
        return mean(row -> {
            double error = target[row] - prediction[row];
            return error > 0 ? under * error : -over * error;
        });
    }

    private Measure mean(IntToDoubleFunction value) {
        double sum = 0;
        for (int row = 0; row < target.length; row++) {
            sum += Weights.at(weight, row) * value.applyAsDouble(row);
        }
        double mean = sum / total;
        return new Measure(
                mean,
                row -> Weights.at(weight, row) * (value.applyAsDouble(row) - mean) / total,
                Measure.Scale.POSITIVE,
                target.length);
    }

    /** Trimmed mean of squares; its influence caps squares at the cut, it does not drop them (Huber, Robust Statistics 3.3). */
    private Measure trimmedRootMeanSquare() {
        double kept = 1 - TRIMMED_SHARE;
        double cut = sizes().at(kept);
        double square = sizes().meanSquareBelow(kept);
        double centre = kept * square + TRIMMED_SHARE * cut * cut;
        IntToDoubleFunction influence = row -> {
            double capped = Math.min(size[row], cut);
            return Weights.at(weight, row) * (capped * capped - centre) / (kept * total);
        };
        return root(new Measure(square, influence, Measure.Scale.POSITIVE, target.length));
    }

    private WeightedQuantile sizes() {
        WeightedQuantile known = sizes;
        if (known == null) {
            known = new WeightedQuantile(size, weight);
            sizes = known;
        }
        return known;
    }
}
