package org.lossmith.loss;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lossmith.formula.Formula;
import org.lossmith.kernel.Kernel;
import org.lossmith.loss.GradientJumps.Interval;

/** Intervals that are halved together are told apart as if each were alone. */
class GradientJumpsTest {
    private static final int INTERVALS = 300;

    /** Kinks at a third; where there is a logarithm, infinite rows lie beside finite ones. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            abs(z - 1/3)                          | true
            max(z*z, 1/9)                         | true
            log(max(0, z + 1/2)) + abs(z - 1/3)   | true
            log(max(0, z + 1/2)) + z*z            | false
            sqrt(1e-6 + (z - 1/3)^2)              | false
            sigmoid(9*z)                          | false
            """)
    void anyIn_findsKinks(String text, boolean kinks) {
        Kernel kernel = Kernel.of(Formula.parse(text), List.of());
        assertThat(new GradientJumps(kernel, new double[0]).anyIn(intervals(kernel)))
                .isEqualTo(kinks);
    }

    /** This formula's form for infinite logarithms rounds otherwise, so that a row tells in which form it was computed. */
    @Test
    void gradients_ofFiniteRowsAreThoseOfTheRowsAlone() {
        Kernel kernel = Kernel.of(
                Formula.parse("sigmoid(2*z)*tanh(z) + sigmoid(z + y)^1.5*sigmoid(z)*tanh(z)*sigmoid(-z - 2)"
                        + " + softplus(z)*log(sigmoid(z - y))*2*(z - y)^2"),
                List.of());
        GradientJumps jumps = new GradientJumps(kernel, new double[0]);
        double[] scores = new Random(5).doubles(200, -9, 9).toArray();
        for (int i = 7; i < scores.length; i += 31) {
            scores[i] = Double.NaN;
        }
        double[] targets = new double[scores.length];
        double[] gradients = new double[scores.length];
        double[] together = new double[scores.length];
        jumps.gradients(scores, targets, gradients, 0, scores.length);
        kernel.gradient(scores, targets, null, new double[0], together, 0, scores.length);
        int moved = 0;
        for (int i = 0; i < scores.length; i++) {
            double[] alone = new double[scores.length];
            kernel.gradient(scores, targets, null, new double[0], alone, i, i + 1);
            assertThat(gradients[i]).isEqualTo((Double) alone[i]);
            moved += Double.compare(together[i], alone[i]) == 0 ? 0 : 1;
        }
        assertThat(moved).as("rows that one call would have moved").isPositive();
    }

    /** From -1 to 2, those over which the gradient changes. */
    private static List<Interval> intervals(Kernel kernel) {
        double[] scores = new double[INTERVALS + 1];
        double[] gradient = new double[scores.length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = 3.0 * i / INTERVALS - 1;
        }
        kernel.gradient(scores, new double[scores.length], null, new double[0], gradient, 0, scores.length);
        List<Interval> intervals = new ArrayList<>();
        for (int i = 1; i < scores.length; i++) {
            if (Math.abs(gradient[i] - gradient[i - 1]) > 1e-6) {
                intervals.add(new Interval(0, scores[i - 1], scores[i], gradient[i - 1], gradient[i]));
            }
        }
        return intervals;
    }
}
