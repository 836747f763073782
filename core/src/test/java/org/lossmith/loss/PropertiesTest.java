package org.lossmith.loss;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the catalogue declares of each loss, checked numerically at several parameter values. */
final class PropertiesTest {
    private static final int STEPS = 4001;

    static Stream<Loss> losses() {
        Stream<Loss> others = Stream.of(
                        "huber:delta=15",
                        "smooth-l1:beta=0.2",
                        "pseudo-huber:delta=7",
                        "quantile:q=0.9",
                        "quantile:q=0.02",
                        "expectile:tau=0.1",
                        "epsilon-insensitive:epsilon=0",
                        "cauchy:c=0.5",
                        "tukey:c=2",
                        "welsch:c=1",
                        "student-t:nu=1,scale=3",
                        "weighted-bce:positive_weight=19",
                        "weighted-bce:positive_weight=0.1",
                        "focal:gamma=0,alpha=1",
                        "focal:gamma=5,alpha=1",
                        "focal:gamma=0.5,alpha=0.3",
                        "alpha-balanced-focal:gamma=1,alpha=0.9",
                        "smoothed-hinge:gamma=0.1",
                        "smoothed-hinge:gamma=3",
                        "tweedie:power=1.1",
                        "tweedie:power=1.9")
                .map(Losses::parse);
        return Stream.concat(Losses.all().stream(), others);
    }

    private static double[] targets(Loss loss) {
        return switch (loss.targetDomain()) {
            case REAL -> new double[] {0, 1.3, -2};
            case UNIT_INTERVAL -> new double[] {0, 1};
            case SIGN -> new double[] {-1, 1};
            case NON_NEGATIVE -> new double[] {0, 1, 5, 100};
            case POSITIVE -> new double[] {0.2, 1, 5};
        };
    }

    private static double[] scores() {
        double[] scores = new double[STEPS];
        for (int i = 0; i < STEPS; i++) {
            scores[i] = (i - STEPS / 2) * 0.0125 + 1e-7;
        }
        return scores;
    }

    private record Curve(double[] value, double[] gradient, double[] hessian) {
        static Curve of(Loss loss, double target) {
            double[] scores = scores();
            double[] targets = new double[STEPS];
            Arrays.fill(targets, target);
            Curve curve = new Curve(new double[STEPS], new double[STEPS], new double[STEPS]);
            loss.all(scores, targets, null, curve.value, curve.gradient, curve.hessian, 0, STEPS);
            return curve;
        }
    }

    @ParameterizedTest
    @MethodSource("losses")
    void convexity_isAsDeclared(Loss loss) {
        boolean everFalls = false;
        for (double target : targets(loss)) {
            double[] gradient = Curve.of(loss, target).gradient();
            for (int i = 1; i < STEPS; i++) {
                everFalls |= gradient[i] < gradient[i - 1] - 1e-12 * (1 + Math.abs(gradient[i]));
            }
        }
        assertThat(!everFalls).isEqualTo(loss.properties().convex());
    }

    @ParameterizedTest
    @MethodSource("losses")
    void slope_staysBelowTheDeclaredConstantAndReachesAThirdOfIt(Loss loss) {
        double largest = 0;
        for (double target : targets(loss)) {
            largest = Math.max(
                    largest,
                    Arrays.stream(Curve.of(loss, target).gradient())
                            .map(Math::abs)
                            .max()
                            .orElse(0));
        }
        double declared = loss.properties().lipschitz();
        if (Double.isInfinite(declared)) {
            assertThat(largest).isGreaterThan(20);
        } else {
            assertThat(largest).isLessThanOrEqualTo(declared * (1 + 1e-12)).isGreaterThan(declared / 3);
        }
    }

    @ParameterizedTest
    @MethodSource("losses")
    void curvature_staysBelowTheDeclaredBoundAndReachesAThirdOfIt(Loss loss) {
        double largest = 0;
        for (double target : targets(loss)) {
            largest = Math.max(
                    largest,
                    Arrays.stream(Curve.of(loss, target).hessian()).max().orElse(0));
        }
        double declared = loss.properties().curvatureBound();
        if (Double.isInfinite(declared)) {
            assertThat(largest).isGreaterThan(20);
        } else {
            assertThat(largest).isLessThanOrEqualTo(declared * (1 + 1e-12)).isGreaterThanOrEqualTo(declared / 3);
        }
    }

    /** Halving a step halves the change of a continuous gradient, but not that of a jump. */
    @ParameterizedTest
    @MethodSource("losses")
    void smoothness_isAsDeclared(Loss loss) {
        double largestJump = 0;
        for (double target : targets(loss)) {
            double[] scores = scores();
            double[] gradient = Curve.of(loss, target).gradient();
            for (int i = 1; i < STEPS; i++) {
                largestJump = Math.max(
                        largestJump, jump(loss, target, scores[i - 1], scores[i], gradient[i - 1], gradient[i]));
            }
        }
        assertThat(largestJump < 1e-6).isEqualTo(loss.properties().smooth());
        assertThat(loss.properties().kinks().isEmpty())
                .isEqualTo(loss.properties().smooth());
    }

    private static double jump(Loss loss, double target, double from, double to, double before, double after) {
        double low = from;
        double high = to;
        double gradientLow = before;
        double gradientHigh = after;
        for (int i = 0; i < 40; i++) {
            double middle = (low + high) / 2;
            double gradient = loss.gradient(middle, target);
            if (Math.abs(gradient - gradientLow) > Math.abs(gradientHigh - gradient)) {
                high = middle;
                gradientHigh = gradient;
            } else {
                low = middle;
                gradientLow = gradient;
            }
        }
        return Math.abs(gradientHigh - gradientLow) / (1 + Math.abs(gradientHigh));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void piecewiseLinearity_isAsDeclared(Loss loss) {
        boolean flat = true;
        for (double target : targets(loss)) {
            flat &= Arrays.stream(Curve.of(loss, target).hessian()).allMatch(hessian -> hessian == 0);
        }
        assertThat(flat).isEqualTo(loss.properties().piecewiseLinear());
    }

    @ParameterizedTest
    @MethodSource("losses")
    void gradientAndHessian_areTheSlopesOfValueAndGradient(Loss loss) {
        double step = 1e-5;
        for (double target : targets(loss)) {
            for (double score : new double[] {-3.37, -0.61, 0.043, 0.87, 2.21, 6.9}) {
                double slope = (loss.value(score + step, target) - loss.value(score - step, target)) / (2 * step);
                double bend = (loss.gradient(score + step, target) - loss.gradient(score - step, target)) / (2 * step);
                double size = 1 + Math.abs(loss.value(score, target));
                assertThat(loss.gradient(score, target)).as("gradient").isCloseTo(slope, within(1e-8 * size));
                assertThat(loss.hessian(score, target)).as("hessian").isCloseTo(bend, within(1e-8 * size));
            }
        }
    }

    /** The best constant on a skewed sample lies where the loss says that it does. */
    @ParameterizedTest
    @MethodSource("losses")
    void bestConstant_isWhatTheLossLearns(Loss loss) {
        double best = bestConstant(loss, sample(loss));
        double[] sample = sample(loss);
        double prediction = loss.link() == Link.SIGN ? best : loss.link().prediction(best);
        switch (loss.properties().learns()) {
            case MEAN -> assertThat(prediction).isCloseTo(mean(sample), within(1e-6));
            case MEDIAN -> assertThat(prediction).isCloseTo(2, within(1e-6));
            case QUANTILE ->
                assertThat(quantileHolds(sample, prediction, loss.parameters().get("q")))
                        .isTrue();
            case EXPECTILE ->
                assertThat(expectileBalance(
                                sample, prediction, loss.parameters().get("tau")))
                        .isCloseTo(0, within(1e-6));
            case PROBABILITY -> assertProbability(loss, best, sample);
            case CLASS ->
                assertThat(best > 0)
                        .as("positives prevail")
                        .isEqualTo(loss.parameters().getOrDefault("alpha", 0.0) > 0.5
                                && loss.name().startsWith("alpha"));
            case CENTRE ->
                assertThat(prediction).isBetween(Arrays.stream(sample).min().orElseThrow(), mean(sample) + 1e-6);
            default -> assertThat(loss.properties().learns()).isNotEqualTo(Learns.UNKNOWN);
        }
    }

    private static void assertProbability(Loss loss, double best, double[] sample) {
        double share =
                (double) Arrays.stream(sample).filter(target -> target == 1).count() / sample.length;
        double weight = loss.parameters().getOrDefault("positive_weight", 1.0);
        double expected = switch (loss.name()) {
            case "squared-hinge", "modified-huber" -> 2 * share - 1;
            case "exponential" -> 0.5 * Math.log(share / (1 - share));
            default -> Math.log(share / (1 - share)) + Math.log(weight);
        };
        assertThat(best).isCloseTo(expected, within(1e-6));
    }

    private static double[] sample(Loss loss) {
        return switch (loss.targetDomain()) {
            case REAL, NON_NEGATIVE, POSITIVE -> new double[] {1, 1.5, 2, 3, 9};
            case UNIT_INTERVAL -> new double[] {0, 0, 1, 0, 1};
            case SIGN -> new double[] {-1, -1, 1, -1, 1};
        };
    }

    /** By scanning a fine grid and then golden steps around its best point: no derivative is used. */
    private static double bestConstant(Loss loss, double[] sample) {
        double best = 0;
        for (double step = 0.25; step > 1e-10; step /= 4) {
            double centre = best;
            for (int i = -48; i <= 48; i++) {
                double score = centre + i * step;
                if (total(loss, sample, score) < total(loss, sample, best)) {
                    best = score;
                }
            }
        }
        return loss.properties().smooth() ? refine(loss, sample, best) : best;
    }

    /** The value is flat to rounding near its minimum; the sign of its slope over 1e-4 is not. */
    private static double refine(Loss loss, double[] sample, double start) {
        double low = start - 1e-3;
        double high = start + 1e-3;
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            double rise = total(loss, sample, middle + 1e-4) - total(loss, sample, middle - 1e-4);
            if (rise > 0) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return (low + high) / 2;
    }

    private static double total(Loss loss, double[] sample, double score) {
        double[] scores = new double[sample.length];
        Arrays.fill(scores, score);
        return loss.sum(scores, sample, null, 0, sample.length);
    }

    private static double mean(double[] sample) {
        return Arrays.stream(sample).average().orElseThrow();
    }

    private static boolean quantileHolds(double[] sample, double prediction, double q) {
        long below = Arrays.stream(sample)
                .filter(target -> target < prediction - 1e-6)
                .count();
        long upTo = Arrays.stream(sample)
                .filter(target -> target <= prediction + 1e-6)
                .count();
        return below <= q * sample.length && q * sample.length <= upTo;
    }

    private static double expectileBalance(double[] sample, double prediction, double tau) {
        return Arrays.stream(sample)
                .map(target -> (target >= prediction ? tau : 1 - tau) * (prediction - target))
                .sum();
    }

    private static org.assertj.core.data.Offset<Double> within(double tolerance) {
        return org.assertj.core.data.Offset.offset(tolerance);
    }

    @ParameterizedTest
    @MethodSource("losses")
    void catalogueEntry_isComplete(Loss loss) {
        assertThat(List.of(loss.summary(), loss.source(), loss.group())).noneMatch(String::isBlank);
        assertThat(loss.summary().length()).isLessThanOrEqualTo(70);
        loss.parameterDefinitions()
                .forEach(parameter -> assertThat(parameter.meaning()).isNotBlank());
    }
}
