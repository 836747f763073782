package org.lossmith.bench;

import static org.assertj.core.api.Assertions.assertThat;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The loops by hand against 50 digits: a control that computes something easier would be none. */
class ControlTest {
    private static final MathContext DIGITS = new MathContext(50);
    private static final int ROWS = 1003;
    /** Whole vectors of every length, so few that adding equal values costs no more than an ulp. */
    private static final int FEW = 16;

    @Test
    void bceGradient_ofDoubles_isWithinFourUlps() {
        double[] score = scores(700);
        double[] target = labels();
        double[] gradient = new double[ROWS];
        BceControl.sumGradient(score, target, gradient, 0, ROWS);
        for (int i = 0; i < ROWS; i++) {
            double exact = exactGradient(score[i], target[i]).doubleValue();
            // sigmoid(z) - y loses digits next to 1 - 1: the error is that of sigmoid, relative to sigmoid.
            double unit = Math.ulp(target[i] == 0 ? exact : Math.max(Math.abs(exact), 0.5));
            assertThat(Math.abs(gradient[i] - exact)).as("z = " + score[i]).isLessThanOrEqualTo(4 * unit);
        }
    }

    @Test
    void bceValue_ofEqualRows_isWithinFourUlpsAndOneOfAdding() {
        for (double z : scores(700)) {
            double[] score = new double[FEW];
            java.util.Arrays.fill(score, z);
            double sum = BceControl.sumGradient(score, new double[FEW], new double[FEW], 0, FEW);
            double exact = exactValue(z).doubleValue();
            assertThat(sum / FEW).as("z = " + z).isCloseTo(exact, within(5 * Math.ulp(exact)));
        }
    }

    @Test
    void bce_ofFloats_isWithinFourUlpsOfAFloatAndOneOfAdding() {
        float[] score = Inputs.floats(scores(80));
        float[] target = Inputs.floats(labels());
        float[] gradient = new float[ROWS];
        BceFloatControl.sumGradient(score, target, gradient, 0, ROWS);
        for (int i = 0; i < ROWS; i++) {
            float exact = exactGradient(score[i], target[i]).floatValue();
            float unit = Math.ulp(target[i] == 0 ? exact : Math.max(Math.abs(exact), 0.5f));
            assertThat(Math.abs(gradient[i] - exact)).as("z = " + score[i]).isLessThanOrEqualTo(4 * unit);
            float[] equal = new float[FEW];
            java.util.Arrays.fill(equal, score[i]);
            double mean = BceFloatControl.sumGradient(equal, new float[FEW], new float[FEW], 0, FEW) / FEW;
            float value = exactValue(score[i]).floatValue();
            assertThat(mean).as("z = " + score[i]).isCloseTo(value, within(5 * Math.ulp(value)));
        }
    }

    @Test
    void huber_isExactAwayFromRounding_atEveryLength() {
        for (int rows = 0; rows <= 67; rows++) {
            double[] score = new double[rows];
            double[] gradient = new double[rows];
            double expected = 0;
            for (int i = 0; i < rows; i++) {
                score[i] = (i - 33) / 8.0;
                double size = Math.abs(score[i]);
                expected += size <= 1 ? size * size / 2 : size - 0.5;
            }
            double sum = HuberControl.sumGradient(score, new double[rows], gradient, 1, 0, rows);
            double floats =
                    HuberControl.sumGradient(Inputs.floats(score), new float[rows], new float[rows], 1, 0, rows);
            assertThat(sum).isEqualTo(expected);
            assertThat(floats).isEqualTo(expected);
            for (int i = 0; i < rows; i++) {
                assertThat(gradient[i]).isEqualTo(Math.min(1, Math.max(-1, score[i])));
            }
        }
    }

    @Test
    void loops_passNaNOn() {
        double[] score = new double[16];
        score[3] = Double.NaN;
        double[] gradient = new double[16];
        assertThat(BceControl.sumGradient(score, new double[16], gradient, 0, 16))
                .isNaN();
        assertThat(gradient[3]).isNaN();
        assertThat(gradient[4]).isEqualTo(0.5);
        assertThat(HuberControl.sumGradient(score, new double[16], gradient, 1, 0, 16))
                .isNaN();
        assertThat(gradient[3]).isNaN();
    }

    /** Uniform in size and in exponent, both signs. */
    private static double[] scores(double largest) {
        SplittableRandom random = new SplittableRandom(7);
        double[] scores = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            double size = i % 2 == 0 ? largest * random.nextDouble() : Math.scalb(1, -random.nextInt(40));
            scores[i] = (float) (random.nextBoolean() ? size : -size);
        }
        return scores;
    }

    private static double[] labels() {
        double[] labels = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            labels[i] = i % 3 == 0 ? 1 : 0;
        }
        return labels;
    }

    private static BigDecimal exactGradient(double z, double y) {
        BigDecimal one = BigDecimal.ONE;
        BigDecimal exponential = BigDecimalMath.exp(new BigDecimal(-z), wide());
        return one.divide(one.add(exponential, wide()), wide()).subtract(new BigDecimal(y), wide());
    }

    private static BigDecimal exactValue(double z) {
        return BigDecimalMath.log(BigDecimal.ONE.add(BigDecimalMath.exp(new BigDecimal(z), wide()), wide()), wide());
    }

    /** 1 + exp(-700) needs 304 digits before the first that counts. */
    private static MathContext wide() {
        return new MathContext(DIGITS.getPrecision() + 310);
    }

    private static org.assertj.core.data.Offset<Double> within(double distance) {
        return org.assertj.core.data.Offset.offset(distance);
    }
}
