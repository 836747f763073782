package org.lossmith.learn.fit.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lossmith.learn.data.DenseMatrix;
import org.lossmith.learn.data.Rows;
import org.lossmith.learn.data.Series;
import org.lossmith.learn.fit.Examples;
import org.lossmith.learn.fit.design.Design;
import org.lossmith.learn.fit.design.Standardisation;
import org.lossmith.learn.fit.design.Tile;
import org.lossmith.learn.fit.design.Workers;
import org.lossmith.loss.RowLosses;

class ScorePairsTest {
    /** The matrix of second derivatives of weighted cross-entropy, entry by entry from the probabilities of each row. */
    @ParameterizedTest
    @CsvSource({"2, 3, 50, 1", "3, 4, 700, 2", "5, 2, 1, 1", "4, 6, 2000, 3"})
    void evaluate_ofClasses_isTheMatrixWrittenOut(int classes, int inputs, int rows, int threads) {
        DenseMatrix x = Examples.random(rows, inputs, 3);
        double[] target = new double[rows];
        double[] weight = new double[rows];
        for (int i = 0; i < rows; i++) {
            target[i] = i % classes;
            weight[i] = 1 + i % 3;
        }
        ClassLoss loss = new ClassLoss(RowLosses.named("softmax"), classes);
        try (Workers workers = new Workers(threads)) {
            Standardisation scales = Standardisation.of(x, Series.of(weight), Rows.all(rows), true, workers);
            Design design = new Design(x, Series.of(target), Series.of(weight), Rows.all(rows), scales, true)
                    .withOutputs(classes);
            double[] parameters = new double[design.dimension()];
            for (int p = 0; p < parameters.length; p++) {
                parameters[p] = Math.sin(p);
            }
            Evaluation found = new Objective(design, workers).evaluate(parameters, loss.direct(), true);
            double[] expected = written(x, weight, scales, parameters, classes);
            assertThat(found.gram()).hasSize(expected.length);
            for (int a = 0; a < expected.length; a++) {
                // A millionth of a row's curvature is added along (1, ..., 1).
                assertThat(found.gram()[a]).as("entry %d", a).isCloseTo(expected[a], within(2e-6));
            }
        }
    }

    private static double[] written(
            DenseMatrix x, double[] weight, Standardisation scales, double[] parameters, int classes) {
        int columns = parameters.length / classes;
        double sum = Arrays.stream(weight).sum();
        double[] expected = new double[parameters.length * parameters.length];
        for (int i = 0; i < x.rows(); i++) {
            double[] z = new double[columns];
            for (int j = 0; j < columns; j++) {
                z[j] = j == columns - 1 ? 1 : (x.get(i, scales.active()[j]) - scales.centre()[j]) * scales.factor()[j];
            }
            double[] p = new double[classes];
            double all = 0;
            for (int k = 0; k < classes; k++) {
                double score = 0;
                for (int j = 0; j < columns; j++) {
                    score += parameters[k * columns + j] * z[j];
                }
                p[k] = Math.exp(score);
                all += p[k];
            }
            for (int a = 0; a < parameters.length; a++) {
                for (int b = 0; b < parameters.length; b++) {
                    double first = p[a / columns] / all;
                    double second = p[b / columns] / all;
                    double curvature = (a / columns == b / columns ? first : 0) - first * second;
                    expected[a * parameters.length + b] +=
                            weight[i] / sum * curvature * z[a % columns] * z[b % columns];
                }
            }
        }
        return expected;
    }

    /** Along the singular direction the matrix has exactly the curvature that {@link Softmax#curvature} adds. */
    @ParameterizedTest
    @CsvSource({"2", "3", "7"})
    void complete_keepsTheCurvatureAlongOnes(int classes) {
        Tile tile = new Tile(classes, 1, true);
        double[] p = new double[classes];
        for (int k = 0; k < classes; k++) {
            p[k] = Math.log(1 + k);
        }
        Softmax.of(p);
        Softmax.curvature(tile, 0, p, 0.75);
        double others = 0;
        double[] expected = new double[classes];
        double[] out = new double[classes * classes];
        int pair = 0;
        for (int k = 0; k < classes; k++) {
            for (int l = 0; l < k; l++) {
                out[k * classes + l] = tile.curvatures[pair++][0];
                others += 2 * out[k * classes + l];
            }
            expected[k] = tile.curvatures[pair++][0];
        }
        new ScorePairs(classes, 1).complete(out, 0);
        for (int k = 0; k < classes; k++) {
            assertThat(out[k * classes + k]).isCloseTo(expected[k], within(1e-15));
        }
        double along = Softmax.along(others, classes);
        double spread = 0;
        for (double share : p) {
            spread += share * (1 - share);
        }
        double wanted = 0.75e-6 * spread / (classes * classes);
        assertThat(along).isCloseTo(wanted, within(1e-13 * wanted));
    }
}
