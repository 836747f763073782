package org.lossmith.learn.fit.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The loops by vectors and in plain Java against sums written out, for every tail and every rest of columns. */
class TileArithmeticTest {
    private static final int LONGEST = 67;
    /** Sums of 67 products of numbers around 1, in any order. */
    private static final double ROUNDING = 1e-12;

    private static IntStream dimensions() {
        return IntStream.rangeClosed(1, 20);
    }

    @Test
    void vectors_areUsedWhereTheyPay() {
        assertThat(VectorArithmetic.LANES).isGreaterThan(1);
        assertThat(TileArithmetic.of(500_000, 50)).isInstanceOf(VectorArithmetic.class);
        assertThat(TileArithmetic.of(1_000, 10)).isInstanceOf(PlainArithmetic.class);
        // 30 million rows of 400 columns: the product does not fit into an int.
        assertThat(TileArithmetic.of(30_000_000, 400)).isInstanceOf(VectorArithmetic.class);
    }

    @ParameterizedTest
    @MethodSource("dimensions")
    void bothForms_everyLength_giveThePlainSums(int dimension) {
        Random random = new Random(dimension);
        double[][] columns = new double[dimension][];
        Arrays.setAll(columns, j -> random.doubles(LONGEST, -2, 2).toArray());
        double[] weight = random.doubles(LONGEST, -1, 1).toArray();
        double[] parameters = random.doubles(dimension + 3, -1, 1).toArray();
        for (int rows = 0; rows <= LONGEST; rows++) {
            for (TileArithmetic form : new TileArithmetic[] {new PlainArithmetic(), new VectorArithmetic()}) {
                String name = form.getClass().getSimpleName() + " on " + rows + " rows";
                assertGram(form, columns, weight, rows, name);
                assertGradient(form, columns, weight, rows, name);
                assertScores(form, columns, parameters, rows, name);
                assertProducts(form, columns, rows, name);
            }
        }
    }

    /** Of the last columns with all: as many as go together, or fewer. */
    private static void assertProducts(TileArithmetic form, double[][] columns, int rows, String name) {
        int count = columns.length;
        for (int high = 1; high <= Math.min(4, count); high++) {
            double[][] left = Arrays.copyOfRange(columns, count - high, count);
            double[][] lines = new double[1 + high][count];
            form.products(left, high, columns, count, rows, lines, 1);
            for (int r = 0; r < high; r++) {
                for (int k = 0; k < count; k++) {
                    double sum = 0;
                    for (int i = 0; i < rows; i++) {
                        sum += left[r][i] * columns[k][i];
                    }
                    assertThat(lines[1 + r][k]).as(name).isCloseTo(sum, within(ROUNDING));
                }
            }
            assertThat(lines[0]).as(name).containsOnly(0);
        }
    }

    private static void assertGram(TileArithmetic form, double[][] columns, double[] weight, int rows, String name) {
        int size = columns.length;
        double[] out = new double[2 + size * size];
        Arrays.fill(out, 0.5);
        form.gram(columns, size, weight, rows, new double[4][LONGEST], out, 2);
        for (int j = 0; j < size; j++) {
            for (int k = 0; k <= j; k++) {
                double sum = 0.5;
                for (int i = 0; i < rows; i++) {
                    sum += weight[i] * columns[j][i] * columns[k][i];
                }
                assertThat(out[2 + j * size + k]).as(name).isCloseTo(sum, within(ROUNDING));
            }
        }
        assertThat(out[0]).isEqualTo(0.5);
        assertThat(out[1]).isEqualTo(0.5);
    }

    private static void assertGradient(TileArithmetic form, double[][] columns, double[] push, int rows, String name) {
        double[] out = new double[columns.length + 2];
        form.gradient(columns, push, rows, out, 1);
        for (int j = 0; j < columns.length; j++) {
            double sum = 0;
            for (int i = 0; i < rows; i++) {
                sum += columns[j][i] * push[i];
            }
            assertThat(out[1 + j]).as(name).isCloseTo(sum, within(ROUNDING));
        }
        assertThat(out[0]).isZero();
        assertThat(out[columns.length + 1]).isZero();
    }

    private static void assertScores(
            TileArithmetic form, double[][] columns, double[] parameters, int rows, String name) {
        double[] score = new double[LONGEST + 1];
        Arrays.fill(score, 7);
        form.scores(columns, parameters, 3, score, rows);
        for (int i = 0; i <= LONGEST; i++) {
            double sum = i < rows ? 0 : 7;
            for (int j = 0; i < rows && j < columns.length; j++) {
                sum += parameters[3 + j] * columns[j][i];
            }
            assertThat(score[i]).as(name).isCloseTo(sum, within(ROUNDING));
        }
    }

    @Test
    void gram_notANumber_staysInItsRowAndColumn() {
        double[][] columns = {{1, 2, 3, 4, 5}, {1, Double.NaN, 1, 1, 1}, {2, 2, 2, 2, 2}};
        double[] out = new double[9];
        new VectorArithmetic().gram(columns, 3, new double[] {1, 1, 1, 1, 1}, 5, new double[4][5], out, 0);
        assertThat(out[0]).isEqualTo(55);
        assertThat(out[3]).isNaN();
        assertThat(out[4]).isNaN();
        assertThat(out[6]).isEqualTo(30);
        assertThat(out[7]).isNaN();
        assertThat(out[8]).isEqualTo(20);
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 8, 11, 19, 256, 261})
    void moments_largeMeans_loseNoDigits(int columns) {
        assertMoments(columns, new PlainArithmetic());
        assertMoments(columns, new VectorArithmetic());
    }

    private static void assertMoments(int columns, TileArithmetic form) {
        Random random = new Random(5);
        int rows = 37;
        double[] values = new double[rows * columns];
        PieceMoments piece = new PieceMoments(rows, columns, form);
        for (int i = 0; i < rows; i++) {
            piece.weight[i] = i % 3;
            for (int j = 0; j < columns; j++) {
                values[i * columns + j] = j == 5 ? 1e9 : Math.pow(10, 2 * (j % 6)) + random.nextInt(100) / 4.0;
            }
        }
        double sum = piece.measure(values, rows);
        assertThat(sum).isEqualTo(36);
        for (int j = 0; j < columns; j++) {
            BigDecimal total = BigDecimal.ZERO;
            BigDecimal squares = BigDecimal.ZERO;
            for (int i = 0; i < rows; i++) {
                BigDecimal value = new BigDecimal(values[i * columns + j]);
                BigDecimal w = new BigDecimal(i % 3);
                total = total.add(w.multiply(value));
                squares = squares.add(w.multiply(value).multiply(value));
            }
            BigDecimal count = new BigDecimal(36);
            // 36 times the sum of squared deviations: no division is needed before the end.
            double exact =
                    count.multiply(squares).subtract(total.multiply(total)).doubleValue() / 36;
            double mean = total.doubleValue() / 36;
            assertThat(piece.mean[j]).isCloseTo(mean, within(1e-14 * mean));
            assertThat(piece.square[j]).isCloseTo(exact, within(1e-13 * exact));
        }
        assertThat(piece.square[5]).isZero();
    }
}
