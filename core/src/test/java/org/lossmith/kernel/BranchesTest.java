package org.lossmith.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lossmith.kernel.loop.VectorModule;
import org.lossmith.loss.Loss;
import org.lossmith.loss.Losses;

/** A branch that is not taken, undefined or infinite where it is not, leaves no NaN in value, gradient or Hessian. */
final class BranchesTest {
    /** Formula, score, target, and value, gradient and Hessian worked out by hand. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "where(z > 0, log(z), z)                      | -1   | 0 | -1 | 1 | 0",
                "where(z > 0, log(z), z)                      | 0    | 0 | 0  | 1 | 0",
                "where(z > 0, log(z), z)                      | 0.5  | 0 | -0.6931471805599453 | 2 | -4",
                "where(y > 0, y*log(y/exp(z)), 0)             | 2    | 0 | 0  | 0 | 0",
                "where(y > 0, y*log(y/exp(z)), 0)             | 2    | 1 | -2 | -1 | 0",
                "where(z > 0, sqrt(z), 0)                     | 0    | 0 | 0  | 0 | 0",
                "where(z > 0, sqrt(z), 0)                     | -4   | 0 | 0  | 0 | 0",
                "where(z > 0, sqrt(z), 0)                     | 4    | 0 | 2  | 0.25 | -0.03125",
                "where(z > 0, where(z > 1, log(z - 1), z), -z)| 0.5  | 0 | 0.5 | 1 | 0",
                "where(z > 0, where(z > 1, log(z - 1), z), -z)| -3   | 0 | 3   | -1 | 0",
                "where(z > 0, where(z > 1, log(z - 1), z), -z)| 2    | 0 | 0   | 1 | -1",
                "where(z < 1, 1/(1 - z), 7)                   | 1    | 0 | 7   | 0 | 0",
                "where(z < 1, 1/(1 - z), 7)                   | 0    | 0 | 1   | 1 | 2",
                "where(z < 700, exp(z^2), z)                  | 800  | 0 | 800 | 1 | 0",
                "where(z > 0, z^y, 0)                         | -1   | 0.3 | 0 | 0 | 0",
                "where(z > 0, lgamma(z), z)                   | 0    | 0 | 0   | 1 | 0",
                "3*where(z > 0, log(z), 0) + where(z > 0, 0, z^2) | -2 | 0 | 4 | -4 | 2"
            })
    void branchNotTaken_leavesNoTrace(
            String text, double score, double target, double value, double gradient, double hessian) {
        Loss loss = Losses.formula(text, Map.of());
        for (boolean vector : new boolean[] {false, true}) {
            assertThat(VectorModule.isAvailable()).isTrue();
            Loss path = vector ? loss.forRows(Long.MAX_VALUE) : loss;
            double[] scores = new double[VectorModule.lanes()];
            double[] targets = new double[VectorModule.lanes()];
            java.util.Arrays.fill(scores, score);
            java.util.Arrays.fill(targets, target);
            double[][] found = new double[3][scores.length];
            path.all(scores, targets, null, found[0], found[1], found[2], 0, scores.length);
            List<Double> expected = List.of(value, gradient, hessian);
            for (int output = 0; output < 3; output++) {
                double wanted = expected.get(output);
                for (double result : found[output]) {
                    assertThat(result)
                            .as(text + ", output " + output + (vector ? ", vector" : ", scalar"))
                            .isCloseTo(wanted, org.assertj.core.data.Offset.offset(4 * Math.ulp(wanted)));
                }
            }
        }
    }
}
