package org.lossmith.kernel.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lossmith.formula.Expr;
import org.lossmith.formula.Formula;
import org.lossmith.kernel.exact.AccurateEvaluation;
import org.lossmith.kernel.exact.Cancellation;
import org.lossmith.kernel.program.Element;
import org.lossmith.kernel.program.Program;
import org.lossmith.kernel.program.ProgramBuilder;
import org.lossmith.loss.Loss;
import org.lossmith.loss.Losses;

/** The vector loops against the scalar ones, for every loss and a formula with every function. */
final class VectorLoopTest {
    /** How far the two paths may be apart, in ulps of the result or, next to a root, of its largest term. */
    private static final double ULPS = 4;

    /** Below, results are as good as 0, as for the measured accuracy. */
    private static final double NEGLIGIBLE = 1e-300;

    private static final String EVERYTHING =
            "where(z < y and z <= y or not z > y, exp(z - y) + expm1(y*z) + log(1 + z^2),"
                    + " tanh(z) + cosh(z/3) + sinh(z*y/5) + sigmoid(z - y) + softplus(z*y) + logcosh(z)) + erf(z) + erfc(z/3)"
                    + " + min(z, y)*max(z, 2) + sign(z)*2.5^z + lgamma(1 + z^2) + (1 + z^2)^1.5/(2 + sign(y)) - log(1 - exp(-1 - z^2))";

    static Stream<Loss> losses() {
        return Stream.concat(Losses.all().stream(), Stream.of(Losses.formula(EVERYTHING, Map.of())));
    }

    /** Powers of sigmoids would multiply what two exponentials differ by, so there the loops do the same operations. */
    @ParameterizedTest
    @ValueSource(strings = {"brier", "focal:gamma=2", "focal:gamma=0.5", "focal:gamma=5", "alpha-balanced-focal"})
    void powersOfSigmoids_areTheSameBits(String spec) {
        Loss loss = Losses.parse(spec);
        double[] score = new Random(5).doubles(4000, -40, 40).toArray();
        double[] target = new Random(6)
                .doubles(4000)
                .map(x -> x < 0.4 ? 0 : x < 0.8 ? 1 : x)
                .toArray();
        double[][] few = new double[3][4000];
        double[][] many = new double[3][4000];
        loss.all(score, target, null, few[0], few[1], few[2], 0, 4000);
        loss.forRows(1_000_000).all(score, target, null, many[0], many[1], many[2], 0, 4000);
        assertThat(many).isDeepEqualTo(few);
    }

    private static double target(Loss loss, int row) {
        return switch (loss.targetDomain()) {
            case SIGN -> row % 2 == 0 ? 1 : -1;
            case UNIT_INTERVAL -> row % 2;
            case POSITIVE -> 0.5 + row % 5;
            case NON_NEGATIVE -> row % 4;
            case REAL -> (row % 7 - 3) * 0.75;
        };
    }

    private static Program program(Loss loss, Outputs outputs) {
        Formula formula = loss.formula();
        return ProgramBuilder.build(
                List.of(formula.stableValue(), formula.stableGradient(), formula.stableHessian())
                        .subList(0, outputs.count()),
                List.copyOf(loss.parameters().keySet()));
    }

    private static double[] parameters(Loss loss) {
        return loss.parameters().values().stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    @Test
    void tests_runWithVectors() {
        assertThat(VectorModule.isAvailable()).isTrue();
        Loop loop = LoopCompiler.vector(
                program(Losses.parse("bce"), Outputs.ALL), LoopForm.of(Outputs.ALL, false, Element.DOUBLE));
        assertThat(loop.lanes()).isEqualTo(VectorModule.lanes()).isGreaterThan(1);
    }

    @ParameterizedTest
    @MethodSource("losses")
    void everyLengthUpTo67_matchesTheScalarLoop(Loss loss) {
        Random random = new Random(9);
        for (boolean weighted : new boolean[] {false, true}) {
            Program program = program(loss, Outputs.ALL);
            Loop scalar = LoopCompiler.scalar(program, LoopForm.of(Outputs.ALL, weighted, Element.DOUBLE));
            Loop vector = LoopCompiler.vector(program, LoopForm.of(Outputs.ALL, weighted, Element.DOUBLE));
            for (int length = 0; length <= 67; length++) {
                double[] score = random.doubles(length, -6, 6).toArray();
                double[] target = new double[length];
                for (int i = 0; i < length; i++) {
                    target[i] = target(loss, i);
                }
                double[] weight = weighted ? random.doubles(length, 0, 3).toArray() : null;
                compare(loss, scalar, vector, score, target, weight);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("losses")
    void extremeScores_matchTheScalarLoop(Loss loss) {
        List<Double> scores = new ArrayList<>(List.of(0.0, -0.0, Double.NaN));
        for (double size : new double[] {
            Double.MIN_VALUE,
            1e-310,
            1e-300,
            1e-20,
            1e-9,
            1e-3,
            0.5,
            0.88,
            1,
            1.5,
            20,
            37,
            40,
            300,
            600,
            708,
            710,
            745,
            750,
            1500,
            1e8,
            1e160,
            Double.MAX_VALUE,
            Double.POSITIVE_INFINITY
        }) {
            scores.add(size);
            scores.add(-size);
        }
        double[] score = scores.stream().mapToDouble(Double::doubleValue).toArray();
        double[] target = new double[score.length];
        Program program = program(loss, Outputs.ALL);
        Loop scalar = LoopCompiler.scalar(program, LoopForm.of(Outputs.ALL, false, Element.DOUBLE));
        Loop vector = LoopCompiler.vector(program, LoopForm.of(Outputs.ALL, false, Element.DOUBLE));
        for (int shift = 0; shift < 2; shift++) {
            for (int i = 0; i < target.length; i++) {
                target[i] = target(loss, i / 2 + shift);
            }
            compare(loss, scalar, vector, score, target, null);
        }
    }

    private static void compare(Loss loss, Loop scalar, Loop vector, double[] score, double[] target, double[] weight) {
        assertThat(scalar.lanes()).isEqualTo(1);
        assertThat(vector.lanes()).isGreaterThan(1);
        int length = score.length;
        double[][] expected = new double[3][length];
        double[][] found = new double[3][length];
        double[] parameters = parameters(loss);
        double wanted = scalar.run(score, target, weight, parameters, 0, length, (Object[]) expected);
        double sum = vector.run(score, target, weight, parameters, 0, length, (Object[]) found);
        List<Expr> forms = List.of(
                loss.formula().stableValue(),
                loss.formula().stableGradient(),
                loss.formula().stableHessian());
        for (int output = 0; output < 3; output++) {
            for (int i = 0; i < length; i++) {
                double factor = weight == null ? 1 : weight[i];
                double a = found[output][i];
                double b = expected[output][i];
                if (!isClose(a, b, ULPS * ulp(b))) {
                    Map<String, Double> values = new HashMap<>(loss.parameters());
                    values.put("z", score[i]);
                    values.put("y", target[i]);
                    assertThat(isClose(a, b, ULPS * Math.ulp(factor * largestTerm(forms.get(output), values))))
                            .as(loss.spec() + " output " + output + " at " + values + ": " + a + " and " + b)
                            .isTrue();
                }
            }
        }
        double size = Arrays.stream(expected[0]).map(Math::abs).sum();
        assertThat(isClose(sum, wanted, (ULPS + length) * Math.ulp(size)))
                .as(loss.spec() + " sum of " + length + ": " + sum + " and " + wanted)
                .isTrue();
    }

    /** The size of the terms that cancel where a result is small because its inputs make it so, else 0. */
    private static double largestTerm(Expr form, Map<String, Double> values) {
        Cancellation cancellation = Cancellation.of(form);
        double largest = cancellation.largestTerm(values);
        return Double.isFinite(largest)
                        && cancellation.isNearRoot(values, AccurateEvaluation.exact(form, values), largest)
                ? largest
                : 0;
    }

    private static double ulp(double size) {
        return Math.ulp(Math.max(Math.abs(size), NEGLIGIBLE));
    }

    private static boolean isClose(double a, double b, double distance) {
        return Double.compare(a, b) == 0 || a == b || Math.abs(a - b) <= distance;
    }

    @Test
    void notANumber_staysInItsRow() {
        Loss bce = Losses.parse("bce");
        double[] score = new double[19];
        score[4] = Double.NaN;
        score[18] = Double.NaN;
        double[] value = new double[19];
        double[] gradient = new double[19];
        LoopCompiler.vector(program(bce, Outputs.ALL), LoopForm.of(Outputs.ALL, false, Element.DOUBLE))
                .run(score, new double[19], null, new double[0], 0, 19, value, gradient, new double[19]);
        for (int i = 0; i < 19; i++) {
            assertThat(Double.isNaN(value[i])).isEqualTo(i == 4 || i == 18);
            assertThat(Double.isNaN(gradient[i])).isEqualTo(i == 4 || i == 18);
        }
    }

    @Test
    void rowsResult_doesNotDependOnWhereItStands() {
        Loss loss = Losses.parse("log-cosh");
        Loop loop = LoopCompiler.vector(program(loss, Outputs.ALL), LoopForm.of(Outputs.ALL, false, Element.DOUBLE));
        double[] score = new Random(2).doubles(1100, -30, 30).toArray();
        double[] target = new double[1100];
        double[][] whole = new double[3][1100];
        double[][] parts = new double[3][1100];
        loop.run(score, target, null, new double[0], 0, 1100, (Object[]) whole);
        for (int from = 0; from < 1100; from += 13) {
            int to = Math.min(from + 13, 1100);
            loop.run(score, target, null, new double[0], from, to, (Object[]) parts);
        }
        assertThat(parts).isDeepEqualTo(whole);
    }

    @Test
    void zeroWeight_isAbsentEvenWhereTheLossIsInfinite() {
        Loss loss = Losses.parse("exponential");
        double[] score = new double[24];
        Arrays.fill(score, 1e4);
        double[] target = new double[24];
        Arrays.fill(target, -1);
        double[] gradient = new double[24];
        double sum = LoopCompiler.vector(
                        program(loss, Outputs.GRADIENT), LoopForm.of(Outputs.GRADIENT, true, Element.DOUBLE))
                .run(score, target, new double[24], new double[0], 0, 24, gradient);
        assertThat(sum).isZero();
        assertThat(gradient).containsOnly(0);
    }

    @Test
    void manyRows_takeTheVectorLoopAndFewTheScalarOne() {
        Loss few = Losses.parse("bce");
        Loss many = few.forRows(1_000_000);
        double[] score = new Random(4).doubles(64, -9, 9).toArray();
        double[] target = new double[64];
        double[] gradient = new double[64];
        double[] other = new double[64];
        double a = few.sumGradient(score, target, null, gradient, 0, 64);
        double b = many.sumGradient(score, target, null, other, 0, 64);
        assertThat(b).isCloseTo(a, org.assertj.core.data.Offset.offset(1e-12));
        assertThat(few.forRows(100)).isSameAs(few);
        double[] vector = new double[64];
        LoopCompiler.vector(program(few, Outputs.GRADIENT), LoopForm.of(Outputs.GRADIENT, false, Element.DOUBLE))
                .run(score, target, null, new double[0], 0, 64, vector);
        assertThat(other).isEqualTo(vector);
    }
}
