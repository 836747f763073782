package org.lossmith.learn.fit.objective;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lossmith.loss.RowLoss;

/**
 * Constant scores of a distribution to start from. Of a normal distribution and of a zero-inflated Poisson they are the best
 * ones. Student's t begins at the median and at the median distance from it, so that outliers do not decide; components
 * of mixtures at quantiles spread evenly, with scales as wide as the space between them.
 */
final class DensityStart {
    /** The median distance of a normal variable from its median, in standard deviations. */
    private static final double NORMAL_DISTANCE = 0.6744897501960817;
    /** Where no more than the Poisson zeros are there, begin with few extra ones: exp(-3) for each row that counts. */
    private static final double FEW = -3;

    private static final int MOST_STEPS = 100;

    private final RowLoss loss;
    private final double[] target;
    private final double[] weight;
    private final int[] order;
    private final double weights;
    private final double mean;

    DensityStart(RowLoss loss, double[] target, double @Nullable [] weight) {
        this.loss = loss;
        this.target = target;
        this.weight = weight == null ? filled(target.length) : weight;
        this.order = IntStream.range(0, target.length)
                .boxed()
                .sorted((a, b) -> Double.compare(target[a], target[b]))
                .mapToInt(Integer::intValue)
                .toArray();
        this.weights = Arrays.stream(this.weight).sum();
        double sum = 0;
        for (int i = 0; i < target.length; i++) {
            sum += this.weight[i] / weights * target[i];
        }
        this.mean = sum;
    }

    private static double[] filled(int length) {
        double[] ones = new double[length];
        Arrays.fill(ones, 1);
        return ones;
    }

    double[] scores(DensityScores of) {
        if (loss.name().equals("zero-inflated-poisson")) {
            return zeroInflated();
        }
        if (loss.name().equals("student-t-nll")) {
            return new double[] {quantile(0.5), Math.log(distance())};
        }
        int components = (int) of.roles().stream()
                .filter(role -> role == DensityScores.Role.LOCATION)
                .count();
        double[] scores = new double[of.count()];
        int component = 0;
        for (int k = 0; k < scores.length; k++) {
            scores[k] = switch (of.roles().get(k)) {
                case LOCATION -> components == 1 ? mean : quantile((component++ + 0.5) / components);
                case LOG_SCALE -> Math.log(deviation()) - Math.log(components);
                case OTHER -> 0;
            };
        }
        return scores;
    }

    private double quantile(double share) {
        double sum = 0;
        for (int i : order) {
            sum += weight[i];
            if (sum >= share * weights) {
                return target[i];
            }
        }
        return target[order[order.length - 1]];
    }

    private double deviation() {
        double sum = 0;
        for (int i = 0; i < target.length; i++) {
            sum += weight[i] / weights * (target[i] - mean) * (target[i] - mean);
        }
        return sum > 0 ? Math.sqrt(sum) : 1;
    }

    private double distance() {
        double middle = quantile(0.5);
        double[] distances =
                Arrays.stream(target).map(value -> Math.abs(value - middle)).toArray();
        double median = new DensityStart(loss, distances, weight).quantile(0.5);
        return median > 0 ? median / NORMAL_DISTANCE : deviation();
    }

    /**
     * The best constants (Lambert 1992): the rate solves {@code rate / (1 - exp(-rate)) = mean of the counts above 0}, and what
     * zeros are left over are the extra ones.
     */
    private double[] zeroInflated() {
        double positive = 0;
        for (int i = 0; i < target.length; i++) {
            positive += target[i] > 0 ? weight[i] / weights : 0;
        }
        if (positive == 0) {
            return new double[] {0, -FEW};
        }
        double above = mean / positive;
        double rate = above;
        for (int step = 0; step < MOST_STEPS; step++) {
            rate = above * -Math.expm1(-rate);
        }
        double counting = positive / -Math.expm1(-rate);
        return rate > 0 && counting < 1
                ? new double[] {Math.log(rate), Math.log((1 - counting) / counting)}
                : new double[] {Math.log(mean), FEW};
    }
}
