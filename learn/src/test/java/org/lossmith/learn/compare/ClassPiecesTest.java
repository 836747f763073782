package org.lossmith.learn.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lossmith.learn.data.Dataset;
import org.lossmith.learn.data.DenseMatrix;
import org.lossmith.learn.data.Rows;
import org.lossmith.learn.data.TargetKind;
import org.lossmith.learn.evaluate.Folds;
import org.lossmith.learn.evaluate.SeededRandom;

/** Folds, scaling, leaks and separators of several classes, each by itself. */
class ClassPiecesTest {
    private static int[][] counts(Folds folds, double[] labels, int classes) {
        int[][] count = new int[folds.count()][classes];
        for (int row = 0; row < labels.length; row++) {
            count[folds.of()[row]][(int) labels[row]]++;
        }
        return count;
    }

    @ParameterizedTest
    @CsvSource({"5, 1", "3, 7", "10, 2"})
    void folds_spreadEveryClassEvenly_andAreOfOneSize(int wanted, long seed) {
        double[] labels = IntStream.range(0, 211)
                .mapToDouble(row -> row < 7 ? 2 : row < 60 ? 1 : row < 64 ? 3 : 0)
                .toArray();
        Folds folds = Folds.make(labels.length, labels, null, null, wanted, seed);
        int[][] count = counts(folds, labels, 4);
        for (int k = 0; k < 4; k++) {
            int of = k;
            int[] each = Arrays.stream(count).mapToInt(fold -> fold[of]).toArray();
            assertThat(Arrays.stream(each).max().orElse(0)
                            - Arrays.stream(each).min().orElse(0))
                    .as("class %d", k)
                    .isLessThanOrEqualTo(1);
        }
        int[] sizes =
                Arrays.stream(count).mapToInt(fold -> Arrays.stream(fold).sum()).toArray();
        assertThat(Arrays.stream(sizes).max().orElse(0)
                        - Arrays.stream(sizes).min().orElse(0))
                .isLessThanOrEqualTo(1);
        assertThat(Folds.make(labels.length, labels, null, null, wanted, seed).of())
                .isEqualTo(folds.of());
    }

    @Test
    void groups_stayWhole_andSpreadTheirClasses() {
        double[] labels = new double[240];
        String[] groups = new String[240];
        for (int row = 0; row < 240; row++) {
            groups[row] = "g" + row / 10;
            labels[row] = row / 10 % 6 == 0 ? 2 : row % 2;
        }
        Folds folds = Folds.make(240, labels, groups, "g", 4, 3);
        int[][] count = counts(folds, labels, 3);
        for (int fold = 0; fold < 4; fold++) {
            assertThat(count[fold][2]).isEqualTo(10);
            assertThat(count[fold][0]).isBetween(20, 30);
        }
        for (int row = 1; row < 240; row++) {
            if (row % 10 != 0) {
                assertThat(folds.of()[row]).isEqualTo(folds.of()[row - 1]);
            }
        }
    }

    @Test
    void classHeldInOneGroup_isRefused() {
        double[] labels = new double[30];
        String[] groups = new String[30];
        for (int row = 0; row < 30; row++) {
            labels[row] = row < 10 ? 2 : row % 2;
            groups[row] = row < 10 ? "a" : "g" + row % 4;
        }
        Dataset data = Dataset.of(new DenseMatrix(30, 1), labels, List.of("x"), TargetKind.CATEGORIES);
        assertThatThrownBy(() -> TrainingLabels.require(
                        data, Rows.of(IntStream.range(10, 30).toArray()), 1))
                .hasMessageContaining("without fold 2 no row has the target \"2\"")
                .hasMessageContaining("split by another column");
    }

    /** Classes drawn from the softmax of twice the scores. */
    @Test
    void temperature_isFoundAgain() {
        SeededRandom random = new SeededRandom(9);
        double[][] score = new double[4][20_000];
        double[] target = new double[20_000];
        for (int row = 0; row < target.length; row++) {
            double best = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < 4; k++) {
                score[k][row] = random.normal();
                double noisy = 2 * score[k][row] - Math.log(-Math.log(random.next()));
                target[row] = noisy > best ? k : target[row];
                best = Math.max(best, noisy);
            }
        }
        Rows all = Rows.all(target.length);
        assertThat(TemperatureScaling.fit(score, target, null, all).factor()).isCloseTo(2, within(0.05));
        double[][] reversed = Arrays.stream(score)
                .map(of -> Arrays.stream(of).map(z -> -z).toArray())
                .toArray(double[][]::new);
        assertThat(TemperatureScaling.fit(reversed, target, null, all).factor()).isZero();
    }

    @Test
    void temperature_ofScoresThatSeparate_isFinite() {
        double[][] score = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
        double factor = TemperatureScaling.fit(score, new double[] {0, 1, 2}, null, Rows.all(3))
                .factor();
        // Targets of 1 - 0.2 + 0.2/3: log of their odds against another class, by hand.
        assertThat(factor).isCloseTo(Math.log((0.8 + 0.2 / 3) / (0.2 / 3)), within(1e-9));
    }

    @Test
    void separators_nameTheLabelsThatAreAbsent() {
        DenseMatrix x = new DenseMatrix(9, 2);
        double[] target = {0, 0, 0, 1, 1, 1, 2, 2, 2};
        for (int row = 0; row < 9; row++) {
            x.set(row, 0, row == 0 || row == 3 ? 1 : 0);
            x.set(row, 1, row < 2 ? 4 : 1);
        }
        Dataset data = Dataset.of(x, target, List.of("mark", "high"), TargetKind.CATEGORIES);
        assertThat(Separators.in(data))
                .startsWith("mark (above 0 in 2 rows, none 2)", "high (above 1 in 2 rows, all 0)");
    }
}
