package org.lossmith.kernel.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lossmith.formula.Formula;
import org.lossmith.kernel.program.Operation;
import org.lossmith.kernel.program.Program;
import org.lossmith.kernel.program.ProgramBuilder;
import org.lossmith.loss.Loss;
import org.lossmith.loss.Losses;

/** The oracle is the loop row by row, which takes the branches as they are written. */
final class ClippedBranchesTest {
    private static final String HUBER = "where(abs(z - y) <= d, (z - y)^2/2, d*(abs(z - y) - d/2))";

    private static Program program(String formula) {
        Formula parsed = Formula.parse(formula);
        return ProgramBuilder.build(
                List.of(parsed.stableValue(), parsed.stableGradient()), List.copyOf(parsed.parameters()));
    }

    private static boolean selectsBySize(Program program) {
        return program.instructions().stream().anyMatch(each -> each.operation() == Operation.ABS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                HUBER,
                "where(abs(z - y) < d, (z - y)^2/2, d*(abs(z - y) - d/2))",
                "where(abs(z - y) > d, d*(abs(z - y) - d/2), (z - y)^2/2)",
                "where(abs(z - y) >= d, (abs(y - z) - d/2)*d, (y - z)^2/2)",
                "where(abs(z - y) <= 1, (z - y)^2/2, abs(z - y) - 1/2)",
                "where(abs(z - y) <= 3, 0.5*(z - y)^2, 3*(abs(z - y) - 1.5))",
                "where(abs(z - y) <= a*b, (z - y)^2/2, a*b*(abs(z - y) - a*b/2))"
            })
    void branchesOfAClippedError_becomeOne_withTheSameBits(String formula) {
        ClippedBranches found = ClippedBranches.of(program(formula));
        assertThat(found.bounds()).hasSize(1);
        assertThat(selectsBySize(found.program())).isFalse();
        Map<String, Double> parameters = new java.util.HashMap<>(Map.of("d", 0.7, "a", 0.3, "b", 1.1));
        parameters.keySet().retainAll(Formula.parse(formula).parameters());
        assertSameBits(Losses.formula(formula, parameters));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 1e-3, 0.1, 1e9, 1e-200, 1e300, 0, -0.0, -1, -1e-3})
    void anyBound_givesTheSameBits(double bound) {
        assertSameBits(Losses.formula(HUBER, Map.of("d", bound)));
    }

    private static void assertSameBits(Loss loss) {
        double[] score = scores();
        int rows = score.length;
        double[] target = new double[rows];
        for (int i = 0; i < rows; i++) {
            target[i] = i % 3 == 0 ? -0.0 : i % 3 == 1 ? 0 : 0.7;
        }
        double[][] few = new double[3][rows];
        double[][] many = new double[3][rows];
        loss.all(score, target, null, few[0], few[1], few[2], 0, rows);
        loss.forRows(1_000_000).all(score, target, null, many[0], many[1], many[2], 0, rows);
        for (int output = 0; output < 3; output++) {
            assertThat(many[output]).as(loss.spec()).isEqualTo(few[output]);
        }
        double[] gradient = new double[rows];
        loss.forRows(1_000_000).sumGradient(score, target, null, gradient, 0, rows);
        assertThat(gradient).as(loss.spec()).isEqualTo(few[1]);
    }

    /** Each three times, for as many targets. */
    private static double[] scores() {
        List<Double> sizes = new ArrayList<>(List.of(0.0, Double.MIN_VALUE, 1e-300, 1e-170, 1e150, 1e300));
        sizes.add(Double.MAX_VALUE);
        sizes.add(Double.POSITIVE_INFINITY);
        sizes.add(Double.NaN);
        for (double near : new double[] {0.1, 0.7, 1, 1.4, 3, 1e-3, 1e9}) {
            sizes.addAll(List.of(near, Math.nextUp(near), Math.nextDown(near)));
        }
        new Random(3).doubles(500, 0, 5).forEach(sizes::add);
        return sizes.stream()
                .flatMap(size -> List.of(size, size, size, -size, -size, -size).stream())
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "where(abs(z - y) <= d, (z - y)^2, d*(abs(z - y) - d/2))",
                "where(abs(z - y) <= d, (z - y)^2/2, d*(abs(z - y) - d))",
                "where(abs(z - y) <= d, (z - y)^2/2, d*(abs(z + y) - d/2))",
                "where(abs(z - y) <= d, (z - y)^2/2, e*(abs(z - y) - d/2))",
                "where(abs(z - y) <= d, (z + y)^2/2, d*(abs(z - y) - d/2))",
                "where(z - y <= d, (z - y)^2/2, d*(abs(z - y) - d/2))",
                "where(abs(z - y) <= y, (z - y)^2/2, y*(abs(z - y) - y/2))"
            })
    void otherValues_stayAsTheyAre(String formula) {
        Program program = program(formula);
        Program found = ClippedBranches.of(program).program();
        assertThat(found.instructions().get(found.outputs().get(0)).operation()).isEqualTo(Operation.SELECT);
    }

    @Test
    void floats_areClippedAtTheRoundedBound() {
        Loss loss = Losses.formula(HUBER, Map.of("d", 0.1));
        float bound = 0.1f;
        float[] score = {bound, -bound, Math.nextUp(bound), -Math.nextUp(bound), 0.05f, -0f, Float.NaN, 3};
        float[] value = new float[8];
        float[] gradient = new float[8];
        loss.forRows(1_000_000).all(score, new float[8], null, value, gradient, new float[8], 0, 8);
        assertThat(gradient).isEqualTo(new float[] {bound, -bound, bound, -bound, 0.05f, -0f, Float.NaN, bound});
        assertThat(value[4]).isEqualTo(0.05f * 0.05f / 2);
        assertThat(value[5]).isEqualTo(0f);
        assertThat(value[7]).isEqualTo(bound * (3 - bound / 2));
    }
}
