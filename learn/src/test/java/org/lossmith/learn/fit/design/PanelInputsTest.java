package org.lossmith.learn.fit.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lossmith.learn.data.DenseMatrix;
import org.lossmith.learn.data.Rows;

/** Inputs in panels against the matrix's own numbers, with sums written out. */
class PanelInputsTest {
    private static final int CAPACITY = 32;
    /** Sums of 32 products of numbers around 1, in any order. */
    private static final double ROUNDING = 1e-12;

    private static IntStream columns() {
        return IntStream.rangeClosed(1, 35);
    }

    @Test
    void tallData_onOneScore_hasPanels() {
        assertThat(inputs(500_000, 50, 1)).isInstanceOf(PanelInputs.class);
        // Few columns: vectors over them would be mostly zeros. Several scores: their loops want columns.
        assertThat(inputs(500_000, 5, 1)).isInstanceOf(ColumnInputs.class);
        assertThat(inputs(500_000, 50, 3)).isInstanceOf(ColumnInputs.class);
    }

    private static TileInputs inputs(int rows, int columns, int outputs) {
        DenseMatrix small = new DenseMatrix(1, columns);
        int[] first = new int[rows];
        Standardisation same = standardisation(IntStream.range(0, columns).toArray());
        return new Design(small, new double[1], null, Rows.of(first), same, true)
                .withOutputs(outputs)
                .passTile(false)
                .inputs;
    }

    private static Standardisation standardisation(int[] active) {
        double[] centre = new double[active.length];
        double[] factor = new double[active.length];
        Arrays.setAll(centre, j -> 0.25 * active[j] - 1);
        Arrays.setAll(factor, j -> 1 + active[j] / 16.0);
        return new Standardisation(active, centre, factor, 1);
    }

    @ParameterizedTest
    @MethodSource("columns")
    void everyLoop_anyWidthAndLength_givesThePlainSums(int width) {
        Random random = new Random(width);
        DenseMatrix x = new DenseMatrix(2100, width);
        for (int row = 0; row < x.rows(); row++) {
            for (int column = 0; column < width; column++) {
                x.set(row, column, random.nextDouble() * 4 - 2);
            }
        }
        int[] all = IntStream.range(0, width).toArray();
        // A column in the middle is missing.
        int[] some = IntStream.range(0, width).filter(j -> j != width / 2).toArray();
        // Rows on both sides of the edge of a block, and rows here and there.
        int[] scattered = {5, 6, 7, 1022, 1023, 1024, 1025, 3, 2099, 2047, 2048};
        for (boolean intercept : new boolean[] {true, false}) {
            assertLoops(x, Rows.all(2100), 1010, all, intercept, random);
            assertLoops(x, Rows.all(2100), 1010, some, intercept, random);
            assertLoops(x, Rows.of(scattered), 0, all, intercept, random);
        }
    }

    private static void assertLoops(
            DenseMatrix x, Rows rows, int from, int[] active, boolean intercept, Random random) {
        Standardisation s = standardisation(active);
        PanelInputs inputs = new PanelInputs(x, rows, s, intercept, CAPACITY);
        int columns = active.length + (intercept ? 1 : 0);
        for (int count : new int[] {CAPACITY, 0, 1, 2, 7, 11}) {
            int used = Math.min(count, rows.size() - from);
            inputs.load(from, used);
            double[][] expected = new double[used][columns];
            for (int i = 0; i < used; i++) {
                Arrays.fill(expected[i], 1);
                for (int j = 0; j < active.length; j++) {
                    double value = x.get(rows.row(from + i), active[j]);
                    expected[i][j] = (value - s.centre()[j]) * s.factor()[j];
                }
            }
            assertScores(inputs, expected, columns, random);
            assertGradient(inputs, expected, columns, random);
            for (double share : new double[] {1, 0.9, 0.3, 0}) {
                assertGram(inputs, expected, columns, share, random);
            }
        }
    }

    private static void assertScores(PanelInputs inputs, double[][] x, int columns, Random random) {
        double[] parameters = random.doubles(columns + 3, -1, 1).toArray();
        double[] score = new double[CAPACITY];
        inputs.scores(parameters, 2, score, x.length);
        for (int i = 0; i < x.length; i++) {
            double sum = 0;
            for (int j = 0; j < columns; j++) {
                sum += parameters[2 + j] * x[i][j];
            }
            assertThat(score[i]).isCloseTo(sum, within(ROUNDING));
        }
    }

    private static void assertGradient(PanelInputs inputs, double[][] x, int columns, Random random) {
        double[] push = random.doubles(CAPACITY, -1, 1).toArray();
        double[] out = new double[columns + 2];
        Arrays.fill(out, 0.5);
        inputs.gradient(push, x.length, out, 1);
        for (int j = 0; j < columns; j++) {
            double sum = 0.5;
            for (int i = 0; i < x.length; i++) {
                sum += push[i] * x[i][j];
            }
            assertThat(out[1 + j]).isCloseTo(sum, within(ROUNDING));
        }
        assertThat(out[0]).isEqualTo(0.5);
        assertThat(out[columns + 1]).isEqualTo(0.5);
    }

    private static void assertGram(PanelInputs inputs, double[][] x, int columns, double share, Random random) {
        double[] h = random.doubles(CAPACITY, -1, 1)
                .map(value -> random.nextDouble() < share ? value : 0)
                .toArray();
        double[] out = new double[1 + columns * columns];
        Arrays.fill(out, 0.5);
        inputs.gram(h, x.length, out, 1);
        assertThat(out[0]).isEqualTo(0.5);
        for (int j = 0; j < columns; j++) {
            for (int k = 0; k <= j; k++) {
                double sum = 0.5;
                for (int i = 0; i < x.length; i++) {
                    sum += h[i] * x[i][j] * x[i][k];
                }
                assertThat(out[1 + j * columns + k]).isCloseTo(sum, within(ROUNDING));
            }
        }
    }

    @Test
    void gram_notANumber_staysInItsRowAndColumn() {
        DenseMatrix x = new DenseMatrix(5, 3);
        for (int row = 0; row < 5; row++) {
            x.set(row, 0, row + 1);
            x.set(row, 1, row == 1 ? Double.NaN : 1);
            x.set(row, 2, 2);
        }
        Standardisation asItIs = new Standardisation(new int[] {0, 1, 2}, new double[3], new double[] {1, 1, 1}, 5);
        PanelInputs inputs = new PanelInputs(x, Rows.all(5), asItIs, false, 16);
        inputs.load(0, 5);
        double[] out = new double[9];
        inputs.gram(new double[] {1, 1, 1, 1, 1}, 5, out, 0);
        assertThat(out[0]).isEqualTo(55);
        assertThat(out[3]).isNaN();
        assertThat(out[4]).isNaN();
        assertThat(out[6]).isEqualTo(30);
        assertThat(out[7]).isNaN();
        assertThat(out[8]).isEqualTo(20);
    }
}
