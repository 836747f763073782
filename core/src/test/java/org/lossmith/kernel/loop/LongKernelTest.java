package org.lossmith.kernel.loop;

import static org.assertj.core.api.Assertions.assertThat;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.lossmith.formula.Formula;
import org.lossmith.kernel.Kernel;
import org.lossmith.kernel.lowering.ProgramOrder;
import org.lossmith.kernel.lowering.ScalarLowering;
import org.lossmith.kernel.program.Element;
import org.lossmith.kernel.program.Program;
import org.lossmith.kernel.program.ProgramBuilder;

/** A sum of 2,000 terms beside 50 digits, in all loops. */
final class LongKernelTest {
    private static final MathContext DIGITS = new MathContext(50);
    private static final int TERMS = 2000;
    private static final int ROWS = 37;
    private static final double[] NONE = {};

    private final Random random = new Random(4);
    private final double[] a =
            random.doubles(TERMS, 0.1, 1).map(LongKernelTest::short3).toArray();
    private final double[] b =
            random.doubles(TERMS, -2, 2).map(LongKernelTest::short3).toArray();
    private final Formula formula = Formula.parse(text());

    private static double short3(double x) {
        return Math.rint(1000 * x) / 1000;
    }

    /** The sum of a exp(b z), less y z. */
    private String text() {
        StringBuilder text = new StringBuilder("-y*z");
        for (int i = 0; i < TERMS; i++) {
            text.append(" + ").append(a[i]).append("*exp(").append(b[i]).append("*z)");
        }
        return text.toString();
    }

    /** a b^order exp(b z), added up. */
    private BigDecimal exact(int order, double z, double y) {
        BigDecimal score = new BigDecimal(z);
        BigDecimal sum = order == 0
                ? score.multiply(new BigDecimal(y)).negate()
                : order == 1 ? new BigDecimal(-y) : BigDecimal.ZERO;
        for (int i = 0; i < TERMS; i++) {
            BigDecimal rate = new BigDecimal(b[i]);
            BigDecimal power = BigDecimalMath.exp(rate.multiply(score), DIGITS);
            sum = sum.add(new BigDecimal(a[i]).multiply(rate.pow(order)).multiply(power), DIGITS);
        }
        return sum;
    }

    @Test
    void allLoops_areAsExactAsTheirTerms() {
        double[] score = random.doubles(ROWS, -3, 3).toArray();
        double[] target = random.doubles(ROWS, -3, 3).toArray();
        double[][] scalar = results(Kernel.of(formula, List.of()), score, target);
        double[][] vector = results(Kernel.of(formula, List.of()).forManyRows(), score, target);
        double[][] precise = results(Kernel.of(formula, List.of()).inDoubleDouble(), score, target);
        for (int i = 0; i < ROWS; i += 9) {
            double terms = exact(0, Math.abs(score[i]), 0).doubleValue();
            for (int order = 0; order < 3; order++) {
                BigDecimal exact = exact(order, score[i], target[i]);
                Offset<Double> bound = Offset.offset(5e-15 * Math.abs(terms));
                assertThat(scalar[order][i]).isCloseTo(exact.doubleValue(), bound);
                assertThat(vector[order][i]).isCloseTo(exact.doubleValue(), bound);
                assertThat(precise[order][i])
                        .isCloseTo(exact.doubleValue(), Offset.offset(Math.ulp(exact.doubleValue())));
            }
        }
    }

    private static double[][] results(Kernel kernel, double[] score, double[] target) {
        double[][] results = new double[3][score.length];
        double sum = kernel.all(score, target, null, NONE, results[0], results[1], results[2], 0, score.length);
        double expected = 0;
        for (double value : results[0]) {
            expected += value;
        }
        assertThat(sum).isCloseTo(expected, Offset.offset(1e-12 * Math.abs(expected)));
        return results;
    }

    @Test
    void longPrograms_runByBlocksOfRows() {
        Program program = ProgramBuilder.build(formula.stable(), List.of());
        LoopForm form = LoopForm.of(Outputs.ALL, false, Element.DOUBLE);
        assertThat(LoopCompiler.scalar(program, form).stages()).hasOnlyElementsOfType(SteppedStage.class);
        if (VectorModule.isAvailable()) {
            assertThat(LoopCompiler.vector(program, form).stages()).hasOnlyElementsOfType(SteppedStage.class);
        }
    }

    /** A row's results depend neither on its place nor on the number of rows. */
    @Test
    void everyLength_givesTheSameBits() {
        double[] score = random.doubles(700, -3, 3).toArray();
        double[] target = random.doubles(700, -3, 3).toArray();
        score[3] = Double.NaN;
        score[4] = Double.POSITIVE_INFINITY;
        for (Kernel kernel : List.of(
                Kernel.of(formula, List.of()), Kernel.of(formula, List.of()).forManyRows())) {
            double[][] all = results(score, target, kernel, 0, 700);
            for (int[] range : new int[][] {{0, 1}, {3, 5}, {10, 17}, {1, 258}, {255, 700}, {699, 700}}) {
                double[][] part = results(score, target, kernel, range[0], range[1]);
                for (int order = 0; order < 3; order++) {
                    for (int i = range[0]; i < range[1]; i++) {
                        assertThat(part[order][i]).isEqualTo((Double) all[order][i]);
                    }
                }
            }
            assertThat(all[0][3]).isNaN();
            assertThat(all[0][4]).isEqualTo(Double.POSITIVE_INFINITY);
        }
    }

    private static double[][] results(double[] score, double[] target, Kernel kernel, int from, int to) {
        double[][] results = new double[3][score.length];
        kernel.all(score, target, null, NONE, results[0], results[1], results[2], from, to);
        return results;
    }

    /** Weights, and outputs that lie where the inputs are. */
    @Test
    void weightsAndOverwrittenInputs_areAsInShortLoops() {
        double[] score = random.doubles(300, -3, 3).toArray();
        double[] target = random.doubles(300, -3, 3).toArray();
        double[] weight = random.doubles(300, 0, 2).toArray();
        weight[5] = 0;
        score[5] = Double.NaN;
        for (Kernel kernel : List.of(
                Kernel.of(formula, List.of()), Kernel.of(formula, List.of()).forManyRows())) {
            double[][] plain = results(score, target, kernel, 0, 300);
            double[] over = score.clone();
            double[] hessian = target.clone();
            kernel.hessian(over, hessian, weight, NONE, over, hessian, 0, 300);
            for (int i = 0; i < 300; i++) {
                assertThat(over[i]).isEqualTo(weight[i] == 0 ? 0 : plain[1][i] * weight[i]);
                assertThat(hessian[i]).isEqualTo(weight[i] == 0 ? 0 : plain[2][i] * weight[i]);
            }
        }
    }

    /** Computed in double and rounded, by vectors too. */
    @Test
    void floats_areTheDoubleResultsRounded() {
        float[] score = new float[300];
        double[] same = new double[300];
        for (int i = 0; i < 300; i++) {
            score[i] = (float) (6 * random.nextDouble() - 3);
            same[i] = score[i];
        }
        for (Kernel kernel : List.of(
                Kernel.of(formula, List.of()), Kernel.of(formula, List.of()).forManyRows())) {
            float[][] found = new float[3][300];
            kernel.all(score, score, null, NONE, found[0], found[1], found[2], 0, 300);
            double[][] expected = results(same, same, kernel, 0, 300);
            for (int order = 0; order < 3; order++) {
                for (int i = 0; i < 300; i++) {
                    assertThat(found[order][i]).isEqualTo((float) expected[order][i]);
                }
            }
        }
    }

    /** Reordering and cutting change no result. */
    @Test
    void programOrder_keepsEveryBit() {
        Program program = ScalarLowering.lower(ProgramBuilder.build(formula.stable(), List.of()));
        Program narrow = ProgramOrder.narrow(program);
        assertThat(narrow).isNotSameAs(program);
        LoopForm form = LoopForm.of(Outputs.ALL, false, Element.DOUBLE);
        double[] score = random.doubles(40, -3, 3).toArray();
        double[][] one = new double[3][40];
        double[][] other = new double[3][40];
        new Loop(program, List.of(new SteppedStage(program, form, false)), form, 0, 1)
                .run(score, score, null, NONE, 0, 40, (Object[]) one);
        new Loop(narrow, List.of(new SteppedStage(narrow, form, false)), form, 0, 1)
                .run(score, score, null, NONE, 0, 40, (Object[]) other);
        assertThat(other).isDeepEqualTo(one);
    }
}
