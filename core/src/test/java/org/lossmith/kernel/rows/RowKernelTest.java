package org.lossmith.kernel.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lossmith.Columns;
import org.lossmith.formula.RowFormula;
import org.lossmith.formula.Signature;

/** Vector loops of row formulas against scalar loops, at every length and at special values. */
class RowKernelTest {
    private static final double[] SPECIAL = {
        0, -0.0, 1e-300, 1, -745, 745, 1e4, -1e8, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, Double.NaN
    };

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(z[], y) -> logsumexp(z) - z[y]",
                "(z[], y) -> (1 - softmax(z)[y])^2*(logsumexp(z) - z[y])",
                "(z[], y) -> max(z + where(k == y, 0, 1)) - z[y]",
                "(z[], y) -> sparsemax_conjugate(z) - z[y]",
                "(z[], y) -> sum(softplus(z)) - y*z[0]",
                "(logit[], mean[], y) -> logsumexp(logit) - logsumexp(logit - (y - mean)^2/2)",
                "(a, b, y) -> lgamma(1 + exp(a)) + b^2*y",
            })
    void vectorAndScalarLoops_agreeAtEveryLength(String text) {
        RowFormula formula = RowFormula.parse(text);
        RowKernel scalar = RowKernel.of(formula, List.of());
        RowKernel vector = scalar.forManyRows();
        assertThat(scalar.usesVectors(67)).isFalse();
        assertThat(vector.usesVectors(1)).isTrue();
        for (int rows = 0; rows <= 67; rows++) {
            compare(formula, scalar, vector, 3, rows, new Random(rows), false);
        }
        if (!text.contains("lgamma")) { // of an infinite exponential: infinity or NaN, as the parts come
            compare(formula, scalar, vector, 3, 67, new Random(0), true);
        }
        compare(formula, scalar, vector, 3, 3000, new Random(1), false);
    }

    /** Vectors of many elements are computed some elements at a time. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 5, 7, 10, 11, 13, 20, 23, 41})
    void vectorAndScalarLoops_agreeForEveryWidth(int width) {
        for (String text : List.of(
                "(z[], y) -> logsumexp(z) - z[y]",
                "(z[], y) -> max(z + where(k == y, 0, 1)) - z[y]",
                "(z[], y) -> sum((k + 1)*z^2)/2 + max(z) - min(z)*y",
                "(z[], y) -> sparsemax_conjugate(z) - z[y]")) {
            RowFormula formula = RowFormula.parse(text);
            RowKernel scalar = RowKernel.of(formula, List.of());
            compare(formula, scalar, scalar.forManyRows(), width, 603, new Random(width), false);
            compare(formula, scalar, scalar.forManyRows(), width, 67, new Random(width), true);
        }
    }

    private static void compare(
            RowFormula formula,
            RowKernel scalar,
            RowKernel vector,
            int width,
            int rows,
            Random random,
            boolean special) {
        Map<String, Integer> widths = Map.of("k", width);
        Signature signature = formula.signature();
        double[][] score = new double[signature.scoreColumns(widths)][rows];
        double[][] target = new double[1][rows];
        for (int row = 0; row < rows; row++) {
            for (double[] column : score) {
                column[row] = special && random.nextInt(3) == 0
                        ? SPECIAL[random.nextInt(SPECIAL.length)]
                        : 3 * random.nextGaussian();
            }
            target[0][row] = random.nextInt(width);
        }
        RowInputs in = new RowInputs(
                Columns.planar(score), Columns.planar(target), null, new double[0], new double[0][], widths, 0);
        double[][] expected = run(scalar, in, score.length, rows);
        double[][] got = run(vector, in, score.length, rows);
        for (int column = 0; column < expected.length; column++) {
            for (int row = 0; row < rows; row++) {
                assertClose(got[column][row], expected[column][row], formula.text() + " column " + column, row);
            }
        }
    }

    /** Values, gradients, diagonals. */
    private static double[][] run(RowKernel kernel, RowInputs in, int scores, int rows) {
        double[][] results = new double[1 + 2 * scores][rows];
        Columns gradient = Columns.planar(java.util.Arrays.copyOfRange(results, 1, 1 + scores));
        Columns diagonal = Columns.planar(java.util.Arrays.copyOfRange(results, 1 + scores, 1 + 2 * scores));
        kernel.run(RowKernel.Wanted.DIAGONAL, in, results[0], gradient, diagonal, 0, rows);
        return results;
    }

    /**
     * A few ulps, or where terms cancel, of those: a row formula is made of several functions. Sums of softpluses are of the size of 10.
     */
    private static void assertClose(double got, double expected, String what, int row) {
        int ulps = what.contains("lgamma") ? 16 : what.contains("^2*") ? 8 : 4;
        double tolerance = Math.max(ulps * Math.ulp(expected), what.contains("sum(softplus(") ? 0x1p-48 : 0x1p-50);
        boolean same = Double.compare(got, expected) == 0 || Math.abs(got - expected) <= tolerance;
        assertThat(same)
                .as(what + " row " + row + ": " + got + " for " + expected)
                .isTrue();
    }
}
