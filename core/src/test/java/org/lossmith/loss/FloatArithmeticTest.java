package org.lossmith.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lossmith.formula.Expr;
import org.lossmith.formula.Interpreter;
import org.lossmith.kernel.Kernel;
import org.lossmith.kernel.exact.Cancellation;

/** Many rows of floats, which are computed in float where the formula allows it, beside the same in double, which is the oracle. */
final class FloatArithmeticTest {
    private static final int LONGEST = 131;

    @BeforeAll
    static void thereAreVectors() {
        assertThat(Kernel.hasVectors()).isTrue();
    }

    static List<Loss> losses() {
        return Losses.all();
    }

    static Stream<Loss> lossesOfFloats() {
        return Losses.all().stream().filter(FloatArithmeticTest::computesInFloat);
    }

    private static Loss many(Loss loss) {
        return loss.forRows(1_000_000);
    }

    private static float target(Loss loss, int row) {
        return switch (loss.targetDomain()) {
            case SIGN -> row % 2 == 0 ? 1 : -1;
            case UNIT_INTERVAL -> row % 2;
            case POSITIVE -> 0.5f + row % 5;
            case NON_NEGATIVE -> row % 4;
            case REAL -> (row % 7 - 3) * 0.75f;
        };
    }

    private static float[] targets(Loss loss, int length) {
        float[] targets = new float[length];
        for (int i = 0; i < length; i++) {
            targets[i] = target(loss, i);
        }
        return targets;
    }

    private static float[] floats(Random random, int length, double low, double high) {
        float[] floats = new float[length];
        for (int i = 0; i < length; i++) {
            floats[i] = (float) (low + (high - low) * random.nextDouble());
        }
        return floats;
    }

    private record Results(float[] value, float[] gradient, float[] hessian, double sum) {
        static Results of(Loss loss, float[] score, float[] target, float[] weight) {
            float[][] found = new float[3][score.length];
            double sum = loss.all(score, target, weight, found[0], found[1], found[2], 0, score.length);
            return new Results(found[0], found[1], found[2], sum);
        }

        float[] of(int output) {
            return List.of(value, gradient, hessian).get(output);
        }
    }

    /** Rounded doubles are right to half an ulp: among 2,000 results in float some are not. */
    private static boolean computesInFloat(Loss loss) {
        float[] score = floats(new Random(8), 2000, -6, 6);
        float[] target = floats(new Random(9), 2000, 0.01, 1);
        Results found = Results.of(many(loss), score, target, null);
        Results rounded = Results.of(many(loss).withFloatsInDouble(), score, target, null);
        return !Arrays.equals(found.value, rounded.value) || !Arrays.equals(found.gradient, rounded.gradient);
    }

    @Test
    void losses_computeInFloatAllButThoseThatRoundOnce() {
        assertThat(losses().stream().filter(loss -> !computesInFloat(loss)).map(Loss::name))
                .isSubsetOf("absolute-error", "hinge", "quantile");
    }

    @ParameterizedTest
    @MethodSource("losses")
    void everyLengthUpTo131_isAsInDouble(Loss loss) {
        Random random = new Random(9);
        for (int length = 0; length <= LONGEST; length++) {
            float[] score = floats(random, length, -6, 6);
            float[] target = targets(loss, length);
            float[] weight = length % 2 == 0 ? null : floats(random, length, 0, 3);
            Results found = Results.of(many(loss), score, target, weight);
            Results wanted = Results.of(loss.withFloatsInDouble(), score, target, weight);
            List<Expr> forms = List.of(
                    loss.formula().stableValue(),
                    loss.formula().stableGradient(),
                    loss.formula().stableHessian());
            for (int output = 0; output < 3; output++) {
                Cancellation cancellation = Cancellation.of(forms.get(output));
                for (int i = 0; i < length; i++) {
                    double size = cancellation.largestTerm(AccuracyPoints.values(loss, score[i], target[i]));
                    float unit = Math.ulp((float) (size * (weight == null ? 1 : weight[i])));
                    assertThat((double) found.of(output)[i])
                            .as("%s output %d at %s, %s", loss, output, score[i], target[i])
                            .isCloseTo(wanted.of(output)[i], within(loss.vectorErrorBound() * unit));
                }
            }
            double size = 0;
            for (float value : wanted.value) {
                size += Math.abs(value);
            }
            assertThat(found.sum).isCloseTo(wanted.sum, within(4e-7 * size));
        }
    }

    @Test
    void specialValues_passThrough() {
        float infinity = Float.POSITIVE_INFINITY;
        float[] score = {
            Float.NaN, infinity, -infinity, -0f, 1e30f, -1e30f, Float.MIN_VALUE, 0, -104, -110, 200, 0, 0, 0, 0, 0, 0
        };
        float[] target = {0, 0, 1, 0, 0, 0, 0, Float.NaN, 0, 0, 0, 1, 0, 0, 0, 0, 0};
        Results bce = Results.of(many(Losses.parse("bce")), score, target, null);
        float half = (float) Math.log(2);
        assertThat(bce.value)
                .startsWith(Float.NaN, infinity, infinity, half, 1e30f, 0, half, Float.NaN, 0, 0, 200, half, half);
        assertThat(bce.gradient).startsWith(Float.NaN, 1, -1, 0.5f, 1, 0, 0.5f, Float.NaN, 0, 0, 1, -0.5f, 0.5f);
        assertThat(bce.sum).isNaN();
        Results absolute = Results.of(many(Losses.parse("huber")), score, new float[score.length], null);
        assertThat(absolute.value).startsWith(Float.NaN, infinity, infinity, 0, 1e30f, 1e30f, 0, 0, 103.5f);
        assertThat(absolute.gradient).startsWith(Float.NaN, 1, -1, -0f, 1, -1, Float.MIN_VALUE, 0, -1);
    }

    /** exp overflows in the branch that is not taken. */
    @Test
    void branchNotTaken_leavesNoTrace() {
        Loss loss = Losses.formula("where(z > 0, z, exp(-1000*z) - exp(1000*z))", Map.of());
        float[] score = floats(new Random(1), 64, 0.5, 90);
        float[] value = new float[64];
        many(loss).values(score, new float[64], value, 0, 64);
        assertThat(value).isEqualTo(score);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bce", "huber", "log-cosh", "tukey"})
    void infiniteValue_makesTheSumInfinite_andNaNMakesItNaN(String name) {
        Loss loss = many(Losses.parse(name.equals("tukey") ? "squared-error" : name));
        float[] score = floats(new Random(2), 3000, 1, 2);
        score[1234] = Float.POSITIVE_INFINITY;
        assertThat(loss.sum(score, new float[3000], null, 0, 3000)).isInfinite();
        score[77] = Float.NaN;
        assertThat(loss.sum(score, new float[3000], null, 0, 3000)).isNaN();
    }

    @ParameterizedTest
    @MethodSource("losses")
    void weightsOfZero_areAbsent(Loss loss) {
        float[] score = new float[40];
        Arrays.fill(score, Float.NaN);
        float[] target = targets(loss, 40);
        Results found = Results.of(many(loss), score, target, new float[40]);
        assertThat(found.sum).isZero();
        for (int output = 0; output < 3; output++) {
            assertThat(found.of(output)).containsOnly(0);
        }
    }

    @ParameterizedTest
    @MethodSource("losses")
    void rowsResult_doesNotDependOnWhereItStands(Loss loss) {
        int rows = 2300;
        float[] score = floats(new Random(4), rows, -30, 30);
        float[] target = targets(loss, rows);
        Results whole = Results.of(many(loss), score, target, null);
        float[][] parts = new float[3][rows];
        for (int from = 0; from < rows; from += 37) {
            int to = Math.min(from + 37, rows);
            many(loss).all(score, target, null, parts[0], parts[1], parts[2], from, to);
        }
        for (int output = 0; output < 3; output++) {
            assertThat(parts[output]).isEqualTo(whole.of(output));
        }
    }

    /** What is not computed in float is the double rounded, to the bit. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "lgamma(1 + z^2) - y*z + softplus(z)",
                "erf(z)*softplus(z)",
                "abs(z)^y + softplus(z)",
                "where(z > 90, huge*z, softplus(z))",
                "small*z + softplus(z)"
            })
    void formulasWithoutAFloatForm_areComputedInDouble(String formula) {
        Map<String, Double> parameters = Map.of("huge", 1e39, "small", 1e-39);
        Map<String, Double> used = new java.util.HashMap<>(parameters);
        used.keySet().removeIf(name -> !formula.contains(name));
        assertThat(computesInFloat(Losses.formula(formula, used))).isFalse();
        used.replaceAll((name, value) -> 0.5);
        assertThat(computesInFloat(Losses.formula(formula, used))).isEqualTo(!used.isEmpty());
    }

    @Test
    void focal_computesInFloatWhereItsPowersAreProducts() {
        assertThat(computesInFloat(Losses.parse("focal:gamma=1.5"))).isTrue();
        assertThat(computesInFloat(Losses.parse("focal:gamma=1.7"))).isFalse();
    }

    @ParameterizedTest
    @MethodSource("lossesOfFloats")
    void withFloatsInDouble_isTheScalarResultToAnUlp_alsoAfterAChangeOfParameters(Loss loss) {
        Loss changed = many(loss).withFloatsInDouble();
        Loss few = loss;
        for (Map.Entry<String, Double> parameter : loss.parameters().entrySet()) {
            changed = changed.with(parameter.getKey(), 0.75 * parameter.getValue());
            few = few.with(parameter.getKey(), 0.75 * parameter.getValue());
        }
        float[] score = floats(new Random(6), 500, -6, 6);
        float[] target = targets(loss, 500);
        Results found = Results.of(changed, score, target, null);
        Results wanted = Results.of(few, score, target, null);
        for (int i = 0; i < 500; i++) {
            assertThat(found.gradient[i]).isCloseTo(wanted.gradient[i], within(Math.ulp(wanted.gradient[i])));
        }
    }

    /** Equal values are the worst case of adding up in float: every rounding goes the same way. */
    @Test
    void sumOfManyRows_isThatOfTheirValues() {
        int rows = 1 << 20;
        Loss loss = many(Losses.parse("absolute-error"));
        Random random = new Random(7);
        float[] equal = new float[rows];
        Arrays.fill(equal, 0.1f);
        float[] spread = new float[rows];
        for (int i = 0; i < rows; i++) {
            spread[i] = (float) Math.exp(8 * random.nextGaussian());
        }
        for (float[] score : List.of(equal, floats(random, rows, -1, 3), spread)) {
            double sum = loss.sum(score, new float[rows], null, 0, rows);
            double exact = 0;
            for (float value : score) {
                exact += Math.abs((double) value);
            }
            assertThat(sum).isCloseTo(exact, within(6e-8 * exact));
        }
        Loss linear = many(Losses.formula("z*1.25", Map.of()));
        double sum = linear.sum(spread, new float[rows], null, 0, rows);
        BigDecimal exact = BigDecimal.ZERO;
        double size = 0;
        for (int i = 0; i < rows; i++) {
            exact = exact.add(new BigDecimal(spread[i] * 1.25f));
            size += spread[i] * 1.25;
        }
        assertThat(sum).isCloseTo(exact.doubleValue(), within(6e-8 * size));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bce", "huber", "log-cosh", "poisson", "tukey"})
    void sumOfManyRows_isThatOfTheLosses(String name) {
        Loss loss = Losses.parse(name);
        int rows = 1 << 18;
        float[] score = floats(new Random(11), rows, -5, 5);
        float[] target = targets(loss, rows);
        double exact = 0;
        double size = 0;
        for (int i = 0; i < rows; i++) {
            double value = Interpreter.evaluate(
                    loss.formula().stableValue(), AccuracyPoints.values(loss, score[i], target[i]));
            exact += value;
            size += Math.abs(value);
        }
        assertThat(many(loss).sum(score, target, null, 0, rows)).isCloseTo(exact, within(1e-7 * size));
    }
}
