package org.lossmith.learn.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lossmith.formula.Signature;
import org.lossmith.loss.RowLoss;
import org.lossmith.loss.RowTargetDomain;

/**
 * Minus a log likelihood whose parameters are all scores: locations, log scales, logits of components. It offers no curvature over
 * several scores that is certain to be positive, so it is fitted by its gradient.
 *
 * @param components how many elements each vector of scores has; not looked at where there is none
 */
record DensityLoss(RowLoss loss, int components) implements FitLoss {
    private static final double SMALL_PUSH = 1e-6;
    private static final double SMALL_LOSS = 1e-3;
    private static final double ROUNDING = 1e-15;

    @Override
    public int outputs() {
        return scores().size();
    }

    /** The scores' names in order: {@code mean}, or {@code mean[0]}, {@code mean[1]}, ... */
    List<String> scores() {
        List<String> names = new ArrayList<>();
        for (Signature.Block block : loss.formula().signature().scores()) {
            for (int k = 0; k < (block.isVector() ? components : 1); k++) {
                names.add(block.isVector() ? block.name() + "[" + k + "]" : block.name());
            }
        }
        return names;
    }

    @Override
    public String spec() {
        return loss.spec();
    }

    @Override
    public boolean convex() {
        return loss.isConvex();
    }

    @Override
    public boolean smooth() {
        return true;
    }

    @Override
    public boolean curved() {
        return false;
    }

    @Override
    public boolean classifies() {
        return false;
    }

    @Override
    public boolean accepts(double target) {
        return loss.targetDomain().contains(0, target);
    }

    @Override
    public String accepted() {
        return loss.targetDomain().description();
    }

    @Override
    public RowModel direct() {
        return new DensityModel(loss);
    }

    @Override
    public RowModel smoothed(double width) {
        throw new IllegalStateException(spec() + " is smooth as it is");
    }

    @Override
    public void values(Tile tile, double[] value) {
        loss.values(tile.scores, new double[][] {tile.target}, value, 0, tile.rows);
    }

    /**
     * Locations at the targets' middle, or for components at quantiles spread evenly; scales as wide as the targets are around
     * those; components alike. For counts the logarithm of their mean.
     */
    @Override
    public double[] constant(double[] target, double @Nullable [] weight) {
        double[] sorted = target.clone();
        Arrays.sort(sorted);
        double mean = Arrays.stream(target).average().orElse(0);
        double deviation = Math.sqrt(Arrays.stream(target)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElse(0));
        Map<String, Double> middle = Map.of(
                "log_scale",
                Math.log(deviation > 0 ? deviation : 1),
                "log_mean",
                Math.log(mean > 0 ? mean : 1),
                "logit",
                0.0,
                "zero_logit",
                0.0);
        List<Double> scores = new ArrayList<>();
        for (Signature.Block block : loss.formula().signature().scores()) {
            int count = block.isVector() ? components : 1;
            for (int k = 0; k < count; k++) {
                Double known = middle.get(block.name());
                double narrower = known != null && block.name().equals("log_scale") ? Math.log(count) : 0;
                scores.add(known != null ? known - narrower : sorted[(int) ((k + 0.5) / count * sorted.length)]);
            }
        }
        return scores.stream().mapToDouble(Double::doubleValue).toArray();
    }

    @Override
    public FitScale scale(Objective sample, Evaluation reference) {
        return new FitScale(
                SMALL_PUSH * reference.push(), SMALL_LOSS * Math.max(1, Math.abs(reference.loss())), 1, ROUNDING);
    }

    @Override
    public List<FitLoss> convexRelatives(double[] target, double unit, boolean smooth) {
        return List.of();
    }

    /** Whether targets of this domain are single numbers. */
    static boolean takes(RowTargetDomain domain) {
        return domain == RowTargetDomain.REAL || domain == RowTargetDomain.NON_NEGATIVE;
    }
}
