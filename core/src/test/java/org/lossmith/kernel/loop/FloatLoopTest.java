package org.lossmith.kernel.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lossmith.formula.Formula;
import org.lossmith.kernel.program.Element;
import org.lossmith.kernel.program.Program;
import org.lossmith.kernel.program.ProgramBuilder;
import org.lossmith.loss.Loss;
import org.lossmith.loss.Losses;

/** Loops over floats: the oracle is the scalar loop over the same numbers as doubles. */
final class FloatLoopTest {
    private static final int LONGEST = 67;

    private final Random random = new Random(3);

    static Stream<Loss> losses() {
        Map<String, Double> none = Map.of();
        return Stream.concat(
                Losses.all().stream(),
                Stream.of(
                        Losses.formula("lgamma(1 + z^2) - y*erf(z)", none),
                        Losses.formula(sum("+ sigmoid(z*%1$d - y)*%1$d", 25), none)));
    }

    /** Too long for one stage. */
    private static String sum(String term, int terms) {
        StringBuilder text = new StringBuilder("z");
        for (int i = 1; i <= terms; i++) {
            text.append(String.format(term, i));
        }
        return text.toString();
    }

    private static Program program(Loss loss) {
        Formula formula = loss.formula();
        return ProgramBuilder.build(
                List.of(formula.stableValue(), formula.stableGradient(), formula.stableHessian()),
                List.copyOf(loss.parameters().keySet()));
    }

    private static double[] parameters(Loss loss) {
        return loss.parameters().values().stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    private float[] floats(int length, double low, double high) {
        float[] floats = new float[length];
        for (int i = 0; i < length; i++) {
            floats[i] = (float) random.doubles(1, low, high).sum();
        }
        return floats;
    }

    private static double[] doubles(float[] floats) {
        double[] doubles = new double[floats.length];
        for (int i = 0; i < floats.length; i++) {
            doubles[i] = floats[i];
        }
        return doubles;
    }

    @ParameterizedTest
    @MethodSource("losses")
    void everyLengthUpTo67_isTheDoubleResultRounded(Loss loss) {
        Program program = program(loss);
        Loop oracle = LoopCompiler.scalar(program, LoopForm.of(Outputs.ALL, true, Element.DOUBLE));
        LoopForm form = LoopForm.of(Outputs.ALL, true, Element.FLOAT);
        Loop vector = LoopCompiler.vector(program, form);
        assertThat(vector.lanes()).isGreaterThan(1);
        for (Loop loop : List.of(vector, LoopCompiler.scalar(program, form))) {
            for (int length = 0; length <= LONGEST; length++) {
                float[] score = floats(length, -6, 6);
                float[] target = floats(length, 0.01, 1);
                float[] weight = floats(length, 0, 3);
                float[][] found = new float[3][length];
                double[][] expected = new double[3][length];
                double sum = loop.run(score, target, weight, parameters(loss), 0, length, (Object[]) found);
                double wanted = oracle.run(
                        doubles(score), doubles(target), doubles(weight), parameters(loss), 0, length, (Object[])
                                expected);
                assertThat(sum).isCloseTo(wanted, org.assertj.core.data.Offset.offset(1e-9 * (1 + Math.abs(wanted))));
                assertRounded(loss, found, expected);
            }
        }
    }

    private static void assertRounded(Loss loss, float[][] found, double[][] expected) {
        for (int output = 0; output < 3; output++) {
            for (int i = 0; i < found[output].length; i++) {
                float rounded = (float) expected[output][i];
                assertThat(Math.abs(found[output][i] - rounded))
                        .as(loss.spec() + " output " + output)
                        .isLessThanOrEqualTo(Math.ulp(rounded));
            }
        }
    }

    @Test
    void stages_areSteppedOrCutWhereTheFormulaIsLong() {
        Loss loss = losses().reduce((first, second) -> second).orElseThrow();
        LoopForm form = LoopForm.of(Outputs.ALL, true, Element.FLOAT);
        assertThat(LoopCompiler.vector(program(loss), form).stages()).hasSizeGreaterThan(1);
        assertThat(LoopCompiler.scalar(program(loss), form).stages()).hasOnlyElementsOfType(SteppedStage.class);
    }

    @Test
    void specialValues_passThrough() {
        Loss bce = Losses.parse("bce");
        float[] score = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, -0f, 1e30f, 0, 0, 0};
        float[] target = {0, 0, 1, 0, 0, Float.NaN, 1, 0};
        List<float[]> values = new ArrayList<>();
        for (Loss loss : List.of(bce, bce.forRows(1_000_000))) {
            float[] value = new float[8];
            loss.values(score, target, value, 0, 8);
            values.add(value);
        }
        float half = (float) Math.log(2);
        for (float[] value : values) {
            assertThat(value)
                    .containsExactly(
                            Float.NaN,
                            Float.POSITIVE_INFINITY,
                            Float.POSITIVE_INFINITY,
                            half,
                            1e30f,
                            Float.NaN,
                            half,
                            half);
        }
    }

    @Test
    void lossMethods_giveTheSameForFloatsAsForDoubles() {
        Loss loss = Losses.parse("focal");
        float[] score = floats(50, -6, 6);
        float[] target = floats(50, 0, 1);
        float[] weight = floats(50, 0, 3);
        float[] value = new float[50];
        float[] gradient = new float[50];
        float[] hessian = new float[50];
        double sum = loss.all(score, target, weight, value, gradient, hessian, 0, 50);
        assertThat(sum).isEqualTo(loss.sum(doubles(score), doubles(target), doubles(weight), 0, 50));
        assertThat(loss.sum(score, target, weight, 0, 50)).isEqualTo(sum);
        float[] other = new float[50];
        assertThat(loss.sumGradient(score, target, weight, other, 0, 50)).isEqualTo(sum);
        assertThat(other).isEqualTo(gradient);
        float[] second = new float[50];
        assertThat(loss.sumGradientHessian(score, target, weight, other, second, 0, 50))
                .isEqualTo(sum);
        assertThat(second).isEqualTo(hessian);
        assertThat(value[7]).isEqualTo((float) (weight[7] * loss.value(score[7], target[7])));
        assertThatThrownBy(() -> loss.sum(new float[2], new float[3], null, 0, 3))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }
}
