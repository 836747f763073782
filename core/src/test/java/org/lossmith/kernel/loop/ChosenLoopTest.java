package org.lossmith.kernel.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lossmith.loss.Loss;
import org.lossmith.loss.Losses;

/** A kernel keeps the loop of its last call: what differs from call to call must not be taken from that. The oracle is a kernel of its own. */
final class ChosenLoopTest {
    private static final int ROWS = 100;

    private final double[] score = new Random(1).doubles(ROWS, -6, 6).toArray();
    private final double[] target = new Random(2).doubles(ROWS, -6, 6).toArray();
    private final double[] weight = new Random(3).doubles(ROWS, 0, 3).toArray();

    private static float[] floats(double[] doubles) {
        float[] floats = new float[doubles.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) doubles[i];
        }
        return floats;
    }

    private double[] gradient(Loss loss, double[] weight) {
        double[] gradient = new double[ROWS];
        loss.sumGradient(score, target, weight, gradient, 0, ROWS);
        return gradient;
    }

    private float[] floatGradient(Loss loss) {
        float[] gradient = new float[ROWS];
        loss.sumGradient(floats(score), floats(target), null, gradient, 0, ROWS);
        return gradient;
    }

    /** The same formula with an exponent, and a bound below 0, that need other loops. */
    @Test
    void parametersThatChange_takeTheirOwnLoop() {
        Loss huber = Losses.parse("huber:delta=1").forRows(1_000_000);
        double[] first = gradient(huber, null);
        double[] wider = gradient(huber.with("delta", 3), null);
        for (int i = 0; i < ROWS; i++) {
            double error = score[i] - target[i];
            assertThat(first[i]).isEqualTo(Math.max(-1, Math.min(1, error)));
            assertThat(wider[i]).isEqualTo(Math.max(-3, Math.min(3, error)));
        }
        assertThat(gradient(huber, null)).isEqualTo(first);

        Loss squared =
                Losses.formula("abs(z - y)^p", java.util.Map.of("p", 2.0)).forRows(1_000_000);
        double two = squared.sum(score, target, null, 0, ROWS);
        double cubes = squared.with("p", 3).sum(score, target, null, 0, ROWS);
        double expected = 0;
        for (int i = 0; i < ROWS; i++) {
            expected += Math.pow(Math.abs(score[i] - target[i]), 3);
        }
        assertThat(cubes).isCloseTo(expected, org.assertj.core.data.Offset.offset(1e-12 * expected));
        assertThat(squared.sum(score, target, null, 0, ROWS)).isEqualTo(two);
    }

    @Test
    void weightsElementsAndWhatIsWanted_takeTheirOwnLoop() {
        Loss loss = Losses.parse("huber").forRows(1_000_000);
        double[] plain = gradient(loss, null);
        double[] weighted = gradient(loss, weight);
        float[] inFloats = floatGradient(loss);
        float[] floatsInDouble = floatGradient(loss.withFloatsInDouble());
        for (int i = 0; i < ROWS; i++) {
            assertThat(weighted[i]).isEqualTo(weight[i] * plain[i]);
            double rounded = (double) (float) score[i] - (float) target[i];
            assertThat(floatsInDouble[i]).isEqualTo((float) Math.max(-1, Math.min(1, rounded)));
            assertThat((double) inFloats[i]).isCloseTo(floatsInDouble[i], org.assertj.core.data.Offset.offset(1e-6));
        }
        assertThat(gradient(loss, null)).isEqualTo(plain);
        double[] hessian = new double[ROWS];
        loss.sumGradientHessian(score, target, null, new double[ROWS], hessian, 0, ROWS);
        assertThat(hessian).containsOnly(0, 1);
        assertThat(gradient(loss, null)).isEqualTo(plain);
    }
}
