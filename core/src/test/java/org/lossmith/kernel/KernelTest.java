package org.lossmith.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lossmith.formula.Formula;
import org.lossmith.formula.Interpreter;
import org.lossmith.kernel.loop.Loop;
import org.lossmith.kernel.loop.LoopCompiler;
import org.lossmith.kernel.loop.LoopForm;
import org.lossmith.kernel.loop.Outputs;
import org.lossmith.kernel.loop.SteppedStage;
import org.lossmith.kernel.lowering.ScalarLowering;
import org.lossmith.kernel.program.Element;
import org.lossmith.kernel.program.Program;
import org.lossmith.kernel.program.ProgramBuilder;

final class KernelTest {
    private static final String HUBER = "where(abs(z - y) <= d, (z - y)^2/2, d*(abs(z - y) - d/2))";
    private static final double[] PARAMETERS = {1.5};

    private final Random random = new Random(1);

    private double[] random(int length) {
        return random.doubles(length, -4, 4).toArray();
    }

    private static Kernel kernel(String formula, String... parameters) {
        return Kernel.of(Formula.parse(formula), List.of(parameters));
    }

    /** A formula that needs no stabilising, so that the plain interpreter gives the same bits or nearly. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                HUBER,
                "d*(z - y)^4 + abs(z)*exp(-abs(y))",
                "where(z > y and not y < 0 or z == d, tanh(z), sinh(z)/d)"
            })
    void everyLengthUpTo67_matchesTheInterpreter(String text) {
        Formula formula = Formula.parse(text);
        Kernel kernel = Kernel.of(formula, List.of("d"));
        for (int length = 0; length <= 67; length++) {
            double[] score = random(length);
            double[] target = random(length);
            double[] value = new double[length];
            double[] gradient = new double[length];
            double[] hessian = new double[length];
            double sum = kernel.all(score, target, null, PARAMETERS, value, gradient, hessian, 0, length);
            double expected = 0;
            for (int i = 0; i < length; i++) {
                Map<String, Double> row = Map.of("z", score[i], "y", target[i], "d", PARAMETERS[0]);
                assertThat(value[i]).isCloseTo(Interpreter.evaluate(formula.typed(), row), relative(1e-14));
                assertThat(gradient[i]).isCloseTo(Interpreter.evaluate(formula.gradient(), row), relative(1e-12));
                assertThat(hessian[i]).isCloseTo(Interpreter.evaluate(formula.hessian(), row), relative(1e-11));
                expected += value[i];
            }
            assertThat(sum).isEqualTo(expected);
        }
    }

    private static org.assertj.core.data.Offset<Double> relative(double tolerance) {
        return org.assertj.core.data.Offset.offset(tolerance * 1000);
    }

    @Test
    void everyVariant_givesTheSameNumbers() {
        Kernel kernel = kernel(HUBER, "d");
        double[] score = random(50);
        double[] target = random(50);
        for (double[] weight : new double[][] {null, random.doubles(50, 0, 3).toArray()}) {
            double[] value = new double[50];
            double[] gradient = new double[50];
            double[] hessian = new double[50];
            double sum = kernel.all(score, target, weight, PARAMETERS, value, gradient, hessian, 0, 50);
            double[] other = new double[50];
            assertThat(kernel.values(score, target, weight, PARAMETERS, other, 0, 50))
                    .isEqualTo(sum);
            assertThat(other).isEqualTo(value);
            assertThat(kernel.sum(score, target, weight, PARAMETERS, 0, 50)).isEqualTo(sum);
            assertThat(kernel.gradient(score, target, weight, PARAMETERS, other, 0, 50))
                    .isEqualTo(sum);
            assertThat(other).isEqualTo(gradient);
            double[] second = new double[50];
            assertThat(kernel.hessian(score, target, weight, PARAMETERS, other, second, 0, 50))
                    .isEqualTo(sum);
            assertThat(second).isEqualTo(hessian);
        }
    }

    @Test
    void weights_multiplyAndZeroMeansAbsent() {
        Kernel kernel = kernel("exp(z) - y*z");
        double[] score = {1, 2, 1000, 0};
        double[] target = {1, 0, 3, 2};
        double[] weight = {2, 1, 0, 0.5};
        double[] value = new double[4];
        double[] gradient = new double[4];
        double[] hessian = new double[4];
        double sum = kernel.all(score, target, weight, new double[0], value, gradient, hessian, 0, 4);
        assertThat(value[2]).isZero();
        assertThat(gradient[2]).isZero();
        assertThat(hessian[2]).isZero();
        assertThat(gradient[0]).isEqualTo(2 * (Math.exp(1) - 1));
        assertThat(sum).isEqualTo(2 * (Math.exp(1) - 1) + Math.exp(2) + 0.5);
    }

    @Test
    void range_touchesNothingOutsideIt() {
        Kernel kernel = kernel("(z - y)^2");
        double[] gradient = new double[10];
        Arrays.fill(gradient, -7);
        double sum = kernel.gradient(random(10), random(10), null, new double[0], gradient, 3, 6);
        assertThat(sum).isPositive();
        assertThat(Arrays.stream(gradient).filter(g -> g == -7).count()).isEqualTo(7);
        assertThatThrownBy(() -> kernel.sum(new double[3], new double[2], null, new double[0], 0, 3))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void inputs_areNeverWritten() {
        double[] score = random(20);
        double[] target = random(20);
        double[] weight = random.doubles(20, 0, 2).toArray();
        double[] scoreBefore = score.clone();
        double[] targetBefore = target.clone();
        double[] weightBefore = weight.clone();
        double[] out = new double[20];
        kernel(HUBER, "d").all(score, target, weight, PARAMETERS, out, new double[20], new double[20], 0, 20);
        assertThat(score).isEqualTo(scoreBefore);
        assertThat(target).isEqualTo(targetBefore);
        assertThat(weight).isEqualTo(weightBefore);
    }

    @Test
    void notANumber_passesThroughAndTouchesNoOtherRow() {
        double[] value = new double[3];
        double[] gradient = new double[3];
        double[] hessian = new double[3];
        Kernel kernel = kernel("softplus(z) - y*z");
        kernel.all(
                new double[] {0, Double.NaN, 0},
                new double[] {0, 1, 1},
                null,
                new double[0],
                value,
                gradient,
                hessian,
                0,
                3);
        assertThat(value[1]).isNaN();
        assertThat(gradient[1]).isNaN();
        assertThat(hessian[1]).isNaN();
        assertThat(value[0]).isEqualTo(Math.log(2));
        assertThat(value[2]).isEqualTo(Math.log(2));
    }

    @Test
    void branchNotTaken_leavesNoTrace() {
        Kernel kernel = kernel("where(z > 0, log(z), z^2)");
        double[] gradient = new double[2];
        double[] hessian = new double[2];
        double sum = kernel.hessian(new double[] {-1, 0}, new double[2], null, new double[0], gradient, hessian, 0, 2);
        assertThat(sum).isEqualTo(1);
        assertThat(gradient).containsExactly(-2, 0);
        assertThat(hessian).containsExactly(2, 2);
    }

    @Test
    void extremeScores_giveNoFalseNotANumber() {
        Kernel tweedie = kernel("exp((2 - p)*z)/(2 - p) - y*exp((1 - p)*z)/(1 - p)", "p");
        double[] gradient = new double[2];
        double sum = tweedie.gradient(
                new double[] {-1e8, -1500}, new double[] {0, 0}, null, new double[] {1.5}, gradient, 0, 2);
        assertThat(sum).isZero();
        assertThat(gradient).containsExactly(0, 0);
    }

    @Test
    void kernels_areSharedByFormulasThatDifferInParametersOnly() {
        assertThat(kernel(HUBER, "d")).isSameAs(kernel(HUBER, "d"));
        assertThat(kernel("(z - y)^2")).isSameAs(kernel("(y-z)*(y - z)"));
    }

    @Test
    void longProgram_runsSteppedWithTheSameResults() {
        StringBuilder text = new StringBuilder("z");
        for (int i = 1; i <= 60; i++) {
            text.append("+ sigmoid(z*").append(i).append(" - y)*").append(i);
        }
        Formula formula = Formula.parse(text.toString());
        Program program = ProgramBuilder.build(
                List.of(formula.stableValue(), formula.stableGradient(), formula.stableHessian()), List.of());
        Loop loop = LoopCompiler.scalar(program, LoopForm.of(Outputs.ALL, false, Element.DOUBLE));
        assertThat(loop.stages()).hasOnlyElementsOfType(SteppedStage.class);
        double[] score = random(300);
        double[] target = random(300);
        double[] value = new double[300];
        double[] gradient = new double[300];
        loop.run(score, target, null, new double[0], 0, 300, value, gradient, new double[300]);
        for (int i = 0; i < 300; i++) {
            Map<String, Double> row = Map.of("z", score[i], "y", target[i]);
            assertThat(value[i]).isCloseTo(Interpreter.evaluate(formula.typed(), row), relative(1e-12));
            assertThat(gradient[i]).isCloseTo(Interpreter.evaluate(formula.gradient(), row), relative(1e-12));
        }
    }

    /** Each operation of the language, compiled and stepped: the two paths share no code but the function library. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "where(z < y and z <= y or not z > y, exp(z) + expm1(y) + log(1 + z^2) + sqrt(1 + abs(z)), where(d - z >= 2, y, z))",
                "where(z != y, tanh(z) + cosh(z - y), 1) + logcosh(z)",
                "where(z == y, 1, sinh(z*y) + sigmoid(z - y))",
                "erf(z) + erfc(z/3) + min(z, y)*max(z, d)",
                "sign(z)*d^z + softplus(z*y)",
                "where(abs(z - y) < 1, expm1mx(z - y), log1pmx(z^2))",
                "lgamma(1 + z^2) + digamma(2 + y^2)*z + (1 + z^2)^1.5/(2 + sign(y)) + log(1 - exp(-1 - z^2))"
            })
    void steppedStage_givesTheSameBitsAsTheCompiledOne(String text) {
        Formula formula = Formula.parse(text);
        Program program = ProgramBuilder.build(
                List.of(formula.stableValue(), formula.stableGradient(), formula.stableHessian()), List.of("d"));
        for (boolean weighted : new boolean[] {false, true}) {
            double[] weight = weighted ? random.doubles(200, 0, 2).toArray() : null;
            double[] score = random(200);
            double[] target = random(200);
            double[][] compiled = new double[3][200];
            double[][] stepped = new double[3][200];
            Loop loop = LoopCompiler.scalar(program, LoopForm.of(Outputs.ALL, weighted, Element.DOUBLE));
            double sum = loop.run(score, target, weight, PARAMETERS, 0, 200, (Object[]) compiled);
            assertThat(loop.stages()).doesNotHaveAnyElementsOfTypes(SteppedStage.class);
            Program lowered = ScalarLowering.lower(program);
            LoopForm form = LoopForm.of(Outputs.ALL, weighted, Element.DOUBLE);
            double other = new Loop(lowered, List.of(new SteppedStage(lowered, form, false)), form, 0, 1)
                    .run(score, target, weight, PARAMETERS, 0, 200, (Object[]) stepped);
            assertThat(stepped).isDeepEqualTo(compiled);
            assertThat(other).isEqualTo(sum);
        }
    }

    @Test
    void missingParameter_isNamed() {
        assertThatThrownBy(() -> kernel("d*z").sum(new double[1], new double[1], null, new double[0], 0, 1))
                .hasMessageContaining("\"d\"");
    }
}
