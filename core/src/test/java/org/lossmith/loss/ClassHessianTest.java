package org.lossmith.loss;

import static org.assertj.core.api.Assertions.assertThat;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lossmith.Columns;

/**
 * Second derivatives of losses that are a function f of l, the log probability of the row's class, against
 * {@code f''(l) (d - p) (d - p)' - f'(l) (diag(p) - p p')}, d the row's class, with so many digits that what cancels in it does not count.
 */
class ClassHessianTest {
    private static final MathContext DIGITS = new MathContext(350);
    private static final BigDecimal TOLERANCE = new BigDecimal("1e-14");
    private static final BigDecimal NEGLIGIBLE = new BigDecimal("1e-290");
    private static final BigDecimal ONE = BigDecimal.ONE;

    /** Of rows met so far: all losses are tried at the same. */
    private static final Map<List<Double>, Softmax> KNOWN = new HashMap<>();

    /** f' and f'' at a probability and its logarithm. */
    private interface Slopes extends BiFunction<BigDecimal, BigDecimal, BigDecimal[]> {}

    static Stream<Arguments> losses() {
        return Stream.of(
                Arguments.of("softmax", (Slopes) (p, l) -> new BigDecimal[] {ONE.negate(), BigDecimal.ZERO}),
                Arguments.of("poly-1", polyOne("1")),
                Arguments.of("poly-1:epsilon=-1", polyOne("-1")),
                Arguments.of("poly-1:epsilon=-0.5", polyOne("-0.5")),
                Arguments.of("symmetric-cross-entropy:alpha=0.5,beta=0.25", (Slopes)
                        (p, l) -> new BigDecimal[] {p.add(new BigDecimal("0.5")).negate(), p.negate()}),
                Arguments.of(
                        "generalised-cross-entropy:q=1", (Slopes) (p, l) -> new BigDecimal[] {p.negate(), p.negate()}),
                Arguments.of("softmax-focal:gamma=1", focal(1)),
                Arguments.of("softmax-focal", focal(2)),
                Arguments.of("softmax-focal:gamma=3", focal(3)));
    }

    /** f = -l + e (1 - p). */
    private static Slopes polyOne(String epsilon) {
        BigDecimal e = new BigDecimal(epsilon);
        return (p, l) ->
                new BigDecimal[] {e.multiply(p).add(ONE).negate(), e.multiply(p).negate()};
    }

    /** f = -c^g l, c = 1 - p: f' = g c^(g-1) p l - c^g, and f'' of both terms. */
    private static Slopes focal(int gamma) {
        BigDecimal g = BigDecimal.valueOf(gamma);
        return (p, l) -> {
            BigDecimal c = ONE.subtract(p);
            BigDecimal lower = g.multiply(c.pow(gamma - 1)).multiply(p, DIGITS);
            BigDecimal slope = lower.multiply(l, DIGITS).subtract(c.pow(gamma), DIGITS);
            BigDecimal lowest = gamma == 1
                    ? BigDecimal.ZERO
                    : g.multiply(g.subtract(ONE)).multiply(c.pow(gamma - 2)).multiply(p.pow(2), DIGITS);
            BigDecimal curvature =
                    lower.multiply(l.add(BigDecimal.valueOf(2)), DIGITS).subtract(lowest.multiply(l, DIGITS), DIGITS);
            return new BigDecimal[] {slope, curvature};
        };
    }

    @ParameterizedTest
    @MethodSource("losses")
    void hessian_isGoodTo14Digits_inFarTailsToo(String spec, Slopes slopes) {
        RowLoss loss = RowLosses.parse(spec);
        Random random = new Random(5);
        for (int i = 0; i < 20; i++) {
            double[] scores = scores(i, random);
            for (int target = 0; target < scores.length; target++) {
                check(loss, slopes, scores, target);
            }
        }
    }

    /** All equal, one ahead, one behind, two ahead of one, and random, each in many sizes. */
    private static double[] scores(int number, Random random) {
        double size = Math.pow(10, number % 5 - 1.0);
        return switch (number % 6) {
            case 0 -> new double[] {size, size, size, size};
            case 1 -> new double[] {size, 0.1, 0.2, -0.3};
            case 2 -> new double[] {0.5, 0.1, 0.2, -size};
            case 3 -> new double[] {size, size, -0.2, 0.3};
            default -> random.doubles(4).map(x -> size * (2 * x - 1)).toArray();
        };
    }

    private static void check(RowLoss loss, Slopes slopes, double[] scores, int target) {
        int classes = scores.length;
        double[][][] found = loss.hessians(
                Columns.rowMajor(scores, classes), Columns.rowMajor(new double[] {target}, 1), null, 0, 1);
        double[] diagonal = new RowPoint(scores, new double[] {target}).diagonal(loss);
        BigDecimal[][] exact = exact(slopes, scores, target);
        for (int i = 0; i < classes; i++) {
            for (int j = 0; j < classes; j++) {
                BigDecimal error =
                        new BigDecimal(found[0][i][j]).subtract(exact[i][j]).abs();
                BigDecimal allowed = exact[i][j].abs().multiply(TOLERANCE);
                if (error.compareTo(allowed.add(NEGLIGIBLE)) > 0) {
                    assertThat(error)
                            .as(loss + " " + Arrays.toString(scores) + " class " + target + ": " + i + ", " + j)
                            .isLessThan(besideRoot(slopes, scores, target, i, j).multiply(TOLERANCE));
                }
            }
            assertThat(diagonal[i]).isEqualTo(found[0][i][i]);
        }
    }

    /** The size of an entry beside its root: with a score 1/4 less and more, if its sign is not the same at both; else 0. */
    private static BigDecimal besideRoot(Slopes slopes, double[] scores, int target, int i, int j) {
        BigDecimal largest = BigDecimal.ZERO;
        for (int k = 0; k < scores.length; k++) {
            double[] below = scores.clone();
            double[] above = scores.clone();
            below[k] -= 0.25;
            above[k] += 0.25;
            BigDecimal before = exact(slopes, below, target)[i][j];
            BigDecimal after = exact(slopes, above, target)[i][j];
            if (before.signum() * after.signum() < 0) {
                largest = largest.max(before.abs()).max(after.abs());
            }
        }
        return largest;
    }

    /** The probabilities of a row, and the logarithm of the sum of exp(score - the largest). */
    private record Softmax(BigDecimal[] p, BigDecimal logOfSum) {
        static Softmax of(List<Double> scores) {
            BigDecimal maximum = new BigDecimal(Collections.max(scores));
            BigDecimal[] p = scores.stream()
                    .map(score -> BigDecimalMath.exp(new BigDecimal(score).subtract(maximum), DIGITS))
                    .toArray(BigDecimal[]::new);
            BigDecimal sum = Arrays.stream(p).reduce(BigDecimal.ZERO, BigDecimal::add);
            for (int i = 0; i < p.length; i++) {
                p[i] = p[i].divide(sum, DIGITS);
            }
            return new Softmax(p, BigDecimalMath.log(sum, DIGITS));
        }
    }

    private static BigDecimal[][] exact(Slopes slopes, double[] scores, int target) {
        int classes = scores.length;
        List<Double> row = Arrays.stream(scores).boxed().toList();
        Softmax softmax = KNOWN.computeIfAbsent(row, Softmax::of);
        BigDecimal[] p = softmax.p();
        BigDecimal log = new BigDecimal(scores[target])
                .subtract(new BigDecimal(Collections.max(row)))
                .subtract(softmax.logOfSum());
        BigDecimal[] of = slopes.apply(p[target], log);
        BigDecimal[][] hessian = new BigDecimal[classes][classes];
        for (int i = 0; i < classes; i++) {
            for (int j = 0; j < classes; j++) {
                BigDecimal left = p[i].negate().add(i == target ? ONE : BigDecimal.ZERO);
                BigDecimal right = p[j].negate().add(j == target ? ONE : BigDecimal.ZERO);
                BigDecimal curved = of[1].multiply(left, DIGITS).multiply(right, DIGITS);
                BigDecimal own = (i == j ? p[i] : BigDecimal.ZERO).subtract(p[i].multiply(p[j], DIGITS), DIGITS);
                hessian[i][j] = curved.subtract(of[0].multiply(own, DIGITS), DIGITS);
            }
        }
        return hessian;
    }
}
