package org.lossmith.loss;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lossmith.Columns;

/** Planar arrays, which are read and written where they are, against row-major ones, which are copied. */
final class PlanarRowsTest {
    private static final int CLASSES = 3;

    private final Random random = new Random(11);

    private double[][] scores(int rows) {
        double[][] scores = new double[CLASSES][];
        for (int i = 0; i < CLASSES; i++) {
            scores[i] = random.doubles(rows, -6, 6).toArray();
        }
        return scores;
    }

    private static double[] rowMajor(double[][] planar) {
        double[] numbers = new double[planar.length * planar[0].length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = planar[i % planar.length][i / planar.length];
        }
        return numbers;
    }

    /** Ranges that begin anywhere, rows that fill no vector, several blocks, targets that are no class. */
    @ParameterizedTest
    @CsvSource({
        "softmax, 0, 1",
        "softmax, 3, 70",
        "softmax, 5, 1500",
        "softmax-focal, 1, 1300",
        "multiclass-hinge, 2, 67",
        "sparsemax, 0, 1100"
    })
    void planarArrays_giveTheSameBitsAsRowMajorOnes(String name, int from, int to) {
        for (RowLoss loss :
                new RowLoss[] {RowLosses.named(name), RowLosses.named(name).forRows(1_000_000)}) {
            double[][] score = scores(to + 2);
            double[] target = random.ints(to + 2, 0, CLASSES).asDoubleStream().toArray();
            target[to / 2] = CLASSES;
            score[1][to - 1] = Double.NaN;
            double[][] gradient = new double[CLASSES][to + 2];
            double[] numbers = new double[CLASSES * (to + 2)];
            double sum = loss.sumGradient(
                    Columns.planar(score), Columns.planar(target), null, Columns.planar(gradient), from, to);
            double other = loss.sumGradient(
                    Columns.rowMajor(rowMajor(score), CLASSES),
                    Columns.rowMajor(target, 1),
                    null,
                    Columns.rowMajor(numbers, CLASSES),
                    from,
                    to);
            assertThat(sum).isNaN();
            assertThat(other).isNaN();
            assertThat(rowMajor(gradient)).as(loss + "").isEqualTo(numbers);
            assertThat(gradient[0][to - 1]).isNaN();
            assertThat(gradient[2][to]).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"softmax", "multiclass-hinge"})
    void gradientsInTheArraysOfTheScores_areThoseInOthers(String name) {
        RowLoss loss = RowLosses.named(name).forRows(1_000_000);
        double[][] score = scores(1030);
        double[] target = random.ints(1030, 0, CLASSES).asDoubleStream().toArray();
        double[][] gradient = new double[CLASSES][1030];
        double sum = loss.sumGradient(score, new double[][] {target}, null, gradient, 0, 1030);
        double same = loss.sumGradient(score, new double[][] {target}, null, score, 0, 1030);
        assertThat(same).isCloseTo(sum, Offset.offset(1e-12 * sum));
        assertThat(score).isDeepEqualTo(gradient);
    }
}
