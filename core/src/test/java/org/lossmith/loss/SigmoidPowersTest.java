package org.lossmith.loss;

import static org.assertj.core.api.Assertions.assertThat;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lossmith.kernel.Kernel;

/**
 * Losses made of powers of sigmoids, at thousands of scores: a power multiplies what rounding left off its base, which at few points
 * hardly shows. Against formulas by hand, in 50 digits.
 */
final class SigmoidPowersTest {
    /** In ulps. */
    private static final double BOUND = 4;

    private static final int SCORES = 3000;
    private static final MathContext DIGITS = new MathContext(50);
    private static final BigDecimal NEGLIGIBLE = new BigDecimal("1e-300");
    private static final double[] LABELS = {0, 1};

    private static List<Sigmoids> points;

    /**
     * What all the losses are made of at a score.
     *
     * @param p sigmoid(score)
     * @param q sigmoid(-score)
     * @param cost -log(p)
     * @param otherCost -log(q)
     */
    private record Sigmoids(double score, BigDecimal p, BigDecimal q, BigDecimal cost, BigDecimal otherCost) {
        static Sigmoids at(double score) {
            BigDecimal e = BigDecimalMath.exp(new BigDecimal(-Math.abs(score)), DIGITS);
            BigDecimal sum = BigDecimal.ONE.add(e, DIGITS);
            BigDecimal large = BigDecimal.ONE.divide(sum, DIGITS);
            BigDecimal small = e.divide(sum, DIGITS);
            BigDecimal tail = log1p(e, sum);
            BigDecimal far = tail.add(new BigDecimal(Math.abs(score)));
            return score < 0
                    ? new Sigmoids(score, small, large, far, tail)
                    : new Sigmoids(score, large, small, tail, far);
        }

        /** By its series where 1 + e would swallow digits. */
        private static BigDecimal log1p(BigDecimal e, BigDecimal sum) {
            if (e.compareTo(new BigDecimal("1e-10")) > 0) {
                return BigDecimalMath.log(sum, DIGITS);
            }
            BigDecimal result = BigDecimal.ZERO;
            for (int n = 6; n > 0; n--) {
                result = BigDecimal.ONE.divide(BigDecimal.valueOf(n), DIGITS).subtract(e.multiply(result, DIGITS));
            }
            return e.multiply(result, DIGITS);
        }

        Sigmoids mirrored() {
            return new Sigmoids(-score, q, p, otherCost, cost);
        }
    }

    /** The exact figures of a label of 1; hessian is the sum of two terms of opposite sign. */
    private record Exact(BigDecimal value, BigDecimal gradient, BigDecimal positive, BigDecimal negative) {
        BigDecimal hessian() {
            return positive.add(negative);
        }

        BigDecimal largest() {
            return positive.max(negative.negate());
        }

        /** Whether a term is more than twice their sum. */
        boolean cancels() {
            return largest().compareTo(hessian().abs().multiply(BigDecimal.valueOf(2))) > 0;
        }
    }

    @BeforeAll
    static void sample() {
        Random random = new Random(11);
        List<Sigmoids> sampled = new ArrayList<>();
        for (int i = 0; i < SCORES; i++) {
            int sign = random.nextBoolean() ? 1 : -1;
            boolean moderate = i % 3 != 0;
            double size = moderate ? 40 * random.nextDouble() : Math.pow(10, -8 + 10.8 * random.nextDouble());
            sampled.add(Sigmoids.at(sign * size));
        }
        points = sampled.stream()
                .sorted(Comparator.comparingDouble(Sigmoids::score))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "focal:gamma=0.5",
                "focal:gamma=1",
                "focal",
                "focal:gamma=2.7",
                "focal:gamma=3",
                "focal:gamma=5",
                "alpha-balanced-focal:gamma=0.5,alpha=0.6",
                "alpha-balanced-focal:gamma=1",
                "alpha-balanced-focal",
                "alpha-balanced-focal:gamma=3,alpha=0.9",
                "alpha-balanced-focal:gamma=5"
            })
    void focal_isWithinItsBoundAtEveryScore_onBothPaths(String spec) {
        Loss loss = Losses.parse(spec);
        double gamma = loss.parameters().get("gamma");
        double alpha = loss.parameters().get("alpha");
        BigDecimal other =
                spec.startsWith("alpha") ? BigDecimal.ONE.subtract(new BigDecimal(alpha)) : new BigDecimal(alpha);
        check(loss, (point, label) -> focal(point, gamma, label == 1 ? new BigDecimal(alpha) : other));
    }

    @ParameterizedTest
    @ValueSource(strings = {"brier"})
    void brier_isWithinItsBoundAtEveryScore_onBothPaths(String spec) {
        check(Losses.parse(spec), (point, label) -> brier(point));
    }

    /** a q^g c, c = -log p; its derivatives are -a q^g (g p c + q) and a p q^g (g^2 p c + (2 g + 1) q - g q c). */
    private static Exact focal(Sigmoids at, double gamma, BigDecimal alpha) {
        BigDecimal g = new BigDecimal(gamma);
        BigDecimal weight = alpha.multiply(power(at, gamma), DIGITS);
        BigDecimal slope = g.multiply(at.p).multiply(at.cost).add(at.q, DIGITS);
        BigDecimal positive = g.multiply(g)
                .multiply(at.p)
                .multiply(at.cost)
                .add(g.multiply(BigDecimal.valueOf(2)).add(BigDecimal.ONE).multiply(at.q));
        BigDecimal negative = g.multiply(at.q).multiply(at.cost).negate();
        BigDecimal factor = weight.multiply(at.p, DIGITS);
        return new Exact(
                weight.multiply(at.cost, DIGITS),
                weight.multiply(slope, DIGITS).negate(),
                factor.multiply(positive, DIGITS),
                factor.multiply(negative, DIGITS));
    }

    private static BigDecimal power(Sigmoids at, double gamma) {
        int whole = (int) gamma;
        BigDecimal power = at.q.pow(whole, DIGITS);
        if (gamma == whole) {
            return power;
        }
        if (gamma == 0.5) {
            return at.q.sqrt(DIGITS);
        }
        BigDecimal logarithm = at.otherCost.multiply(new BigDecimal(gamma)).negate();
        return BigDecimalMath.exp(logarithm, DIGITS);
    }

    /** q^2; its derivatives are -2 p q^2 and 4 p^2 q^2 - 2 p q^3. */
    private static Exact brier(Sigmoids at) {
        BigDecimal square = at.q.pow(2, DIGITS);
        BigDecimal half = at.p.multiply(square, DIGITS).multiply(BigDecimal.valueOf(2));
        return new Exact(
                square,
                half.negate(),
                half.multiply(at.p, DIGITS).multiply(BigDecimal.valueOf(2)),
                half.multiply(at.q, DIGITS).negate());
    }

    private static void check(Loss loss, BiFunction<Sigmoids, Double, Exact> formula) {
        for (double label : LABELS) {
            List<Exact> wanted = points.stream()
                    .map(point -> formula.apply(label == 1 ? point : point.mirrored(), label))
                    .toList();
            compare(loss, label, wanted);
            assertThat(Kernel.hasVectors()).isTrue();
            compare(loss.forRows(Long.MAX_VALUE), label, wanted);
        }
    }

    private static void compare(Loss loss, double label, List<Exact> wanted) {
        double[] score = points.stream().mapToDouble(Sigmoids::score).toArray();
        double[] target = new double[SCORES];
        Arrays.fill(target, label);
        double[] value = new double[SCORES];
        double[] gradient = new double[SCORES];
        double[] hessian = new double[SCORES];
        loss.all(score, target, null, value, gradient, hessian, 0, SCORES);
        Set<Exact> nextToRoot = nextToRoot(wanted);
        for (int i = 0; i < SCORES; i++) {
            Exact exact = wanted.get(i);
            String where = loss + " at score " + score[i] + ", label " + label;
            assertClose(where + ": value", value[i], exact.value, exact.value);
            BigDecimal slope = label == 1 ? exact.gradient : exact.gradient.negate();
            assertClose(where + ": gradient", gradient[i], slope, slope);
            BigDecimal scale = nextToRoot.contains(exact) ? exact.largest() : exact.hessian();
            assertClose(where + ": hessian", hessian[i], exact.hessian(), scale);
        }
    }

    /**
     * Where the Hessian's terms cancel. These scores lie beside each other, and the Hessian has one sign below them and the other
     * above them; else they are next to no root.
     */
    private static Set<Exact> nextToRoot(List<Exact> sorted) {
        List<Integer> cancelling = IntStream.range(0, SCORES)
                .filter(i -> sorted.get(i).cancels())
                .boxed()
                .toList();
        int first = cancelling.get(0);
        int last = cancelling.get(cancelling.size() - 1);
        assertThat(cancelling).hasSize(last - first + 1).hasSizeLessThan(SCORES / 5);
        int below = sorted.get(first - 1).hessian().signum();
        int above = sorted.get(last + 1).hessian().signum();
        assertThat(below * above).isEqualTo(-1);
        return cancelling.stream().map(sorted::get).collect(Collectors.toSet());
    }

    private static void assertClose(String what, double found, BigDecimal exact, BigDecimal scale) {
        if (exact.abs().compareTo(NEGLIGIBLE) < 0 && Math.abs(found) < 1e-300) {
            return;
        }
        BigDecimal error = new BigDecimal(found).subtract(exact).abs();
        double ulps = error.doubleValue() / Math.ulp(scale.doubleValue());
        assertThat(ulps).as(what).isLessThanOrEqualTo(BOUND);
    }
}
