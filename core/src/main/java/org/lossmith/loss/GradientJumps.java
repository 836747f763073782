package org.lossmith.loss;

import java.util.List;
import org.lossmith.kernel.Kernel;

/**
 * Tells kinks from slopes in intervals of the score over which the gradient changes. Each interval is halved towards the
 * larger change; a kink keeps its change, a slope loses it. All intervals are halved together, so that a halving takes one
 * call of the kernel, however many they are.
 */
final class GradientJumps {
    private static final int BISECTIONS = 60;

    private final Kernel kernel;
    private final double[] parameters;

    GradientJumps(Kernel kernel, double[] parameters) {
        this.kernel = kernel;
        this.parameters = parameters;
    }

    /** An interval of the score at one target, with the gradient at its ends. */
    static final class Interval {
        private final double target;
        private double low;
        private double high;
        private double gradientLow;
        private double gradientHigh;
        private final double start;

        Interval(double target, double low, double high, double gradientLow, double gradientHigh) {
            this.target = target;
            this.low = low;
            this.high = high;
            this.gradientLow = gradientLow;
            this.gradientHigh = gradientHigh;
            this.start = change();
        }

        private double change() {
            return Math.abs(gradientHigh - gradientLow);
        }

        private boolean isWide() {
            return high - low > Math.ulp(high);
        }

        private double middle() {
            return low + (high - low) / 2;
        }

        private void narrow(double middle, double gradient) {
            if (Math.abs(gradient - gradientLow) > Math.abs(gradientHigh - gradient)) {
                high = middle;
                gradientHigh = gradient;
            } else {
                low = middle;
                gradientLow = gradient;
            }
        }

        private boolean isJump() {
            return change() > 1e-3 * start;
        }
    }

    /** Whether the gradient jumps in any of the intervals; narrows them. */
    boolean anyIn(List<Interval> intervals) {
        List<Interval> wide = intervals;
        for (int i = 0; i < BISECTIONS && !wide.isEmpty(); i++) {
            wide = wide.stream().filter(Interval::isWide).toList();
            halve(wide);
        }
        return intervals.stream().anyMatch(Interval::isJump);
    }

    private void halve(List<Interval> intervals) {
        double[] middles = intervals.stream().mapToDouble(Interval::middle).toArray();
        double[] targets = intervals.stream().mapToDouble(each -> each.target).toArray();
        double[] gradients = new double[middles.length];
        gradients(middles, targets, gradients, 0, middles.length);
        for (int i = 0; i < middles.length; i++) {
            intervals.get(i).narrow(middles[i], gradients[i]);
        }
    }

    /** A kernel computes a call with an infinite row in another form; here no other row takes part in that. */
    void gradients(double[] scores, double[] targets, double[] gradients, int from, int to) {
        double sum = kernel.gradient(scores, targets, null, parameters, gradients, from, to);
        if (!Double.isFinite(sum) && to - from > 1) {
            int middle = (from + to) >>> 1;
            gradients(scores, targets, gradients, from, middle);
            gradients(scores, targets, gradients, middle, to);
        }
    }
}
