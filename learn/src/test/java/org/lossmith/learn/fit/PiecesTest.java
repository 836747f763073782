package org.lossmith.learn.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lossmith.learn.data.DenseMatrix;
import org.lossmith.learn.data.Rows;
import org.lossmith.learn.data.Series;
import org.lossmith.learn.fit.design.Design;
import org.lossmith.learn.fit.design.GramKernel;
import org.lossmith.learn.fit.design.Standardisation;
import org.lossmith.learn.fit.design.Workers;
import org.lossmith.learn.fit.newton.GroupBlock;
import org.lossmith.learn.fit.newton.LassoQuadratic;
import org.lossmith.learn.fit.newton.ProximalNewton;
import org.lossmith.learn.fit.newton.QuadraticStep;
import org.lossmith.learn.fit.objective.DirectModel;
import org.lossmith.learn.fit.objective.ElementLoss;
import org.lossmith.learn.fit.objective.Evaluation;
import org.lossmith.learn.fit.objective.Objective;
import org.lossmith.loss.Losses;
import org.lossmith.penalty.Bounds;

/** The inner loops against plain triple loops. */
class PiecesTest {
    @ParameterizedTest
    @CsvSource({"1,1", "2,5", "3,4", "4,7", "5,64", "6,3", "7,0", "8,33", "9,17", "21,100"})
    void gram_anyShape_isThePlainSum(int dimension, int rows) {
        Random random = new Random(dimension);
        double[][] columns = new double[dimension][rows + 2];
        double[] weight = new double[rows + 2];
        for (int i = 0; i < rows + 2; i++) {
            weight[i] = random.nextDouble();
            for (double[] column : columns) {
                column[i] = random.nextGaussian();
            }
        }
        double[] out = new double[3 + dimension * dimension];
        GramKernel.add(columns, dimension, weight, rows, new double[4][rows + 2], out, 3);
        for (int j = 0; j < dimension; j++) {
            for (int k = 0; k <= j; k++) {
                double sum = 0;
                for (int i = 0; i < rows; i++) {
                    sum += weight[i] * columns[j][i] * columns[k][i];
                }
                assertThat(out[3 + j * dimension + k]).isCloseTo(sum, within(1e-12));
            }
            assertThat(GramKernel.dot(columns[j], weight, rows)).isFinite();
        }
        assertThat(out[0] + out[1] + out[2]).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 1023, 1024, 1025, 5000})
    void evaluate_anyNumberOfRows_isThePlainSum(int rows) {
        DenseMatrix x = Examples.random(rows, 5, rows);
        double[] target = Examples.targets(Losses.parse("bce"), x, 1);
        Rows all = Rows.all(rows);
        Standardisation standardisation =
                new Standardisation(new int[] {0, 2, 4}, new double[] {0.5, 9, 21}, new double[] {2, 0.25, 0.1}, rows);
        Design design = new Design(x, target, null, all, standardisation, true);
        double[] parameters = {0.3, -0.2, 0.5, 0.1};
        try (Workers workers = new Workers(2)) {
            ElementLoss loss = ElementLoss.of(Losses.parse("bce"));
            Evaluation found = new Objective(design, workers).evaluate(parameters, new DirectModel(loss), true);
            double value = 0;
            double[] gradient = new double[4];
            double[] gram = new double[16];
            for (int i = 0; i < rows; i++) {
                double[] row = {(x.get(i, 0) - 0.5) * 2, (x.get(i, 2) - 9) * 0.25, (x.get(i, 4) - 21) * 0.1, 1};
                double score = ProximalNewton.dot(row, parameters);
                double probability = 1 / (1 + Math.exp(-score));
                value -= Math.log(target[i] == 1 ? probability : 1 - probability) / rows;
                for (int j = 0; j < 4; j++) {
                    gradient[j] += (probability - target[i]) * row[j] / rows;
                    for (int k = 0; k < 4; k++) {
                        gram[j * 4 + k] += probability * (1 - probability) * row[j] * row[k] / rows;
                    }
                }
            }
            assertThat(found.loss()).isCloseTo(value, within(1e-11));
            assertThat(found.gradient()).containsExactly(gradient, within(1e-11));
            assertThat(found.gram()).containsExactly(gram, within(1e-11));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void standardisation_isTheWeightedMoments(boolean weighted) {
        int rows = 5000;
        DenseMatrix x = Examples.random(rows, 3, 2);
        double[] weight = new double[rows];
        for (int i = 0; i < rows; i++) {
            weight[i] = weighted ? i % 4 : 1;
            x.set(i, 1, 42);
        }
        try (Workers workers = new Workers(3)) {
            Standardisation found =
                    Standardisation.of(x, weighted ? Series.of(weight) : null, Rows.all(rows), true, workers);
            assertThat(found.active()).containsExactly(0, 2);
            for (int j = 0; j < 2; j++) {
                double sum = 0;
                double mean = 0;
                double square = 0;
                for (int i = 0; i < rows; i++) {
                    sum += weight[i];
                    mean += weight[i] * x.get(i, 2 * j);
                }
                mean /= sum;
                for (int i = 0; i < rows; i++) {
                    square += weight[i] * Math.pow(x.get(i, 2 * j) - mean, 2);
                }
                assertThat(found.weightSum()).isEqualTo(sum);
                assertThat(found.centre()[j]).isCloseTo(mean, within(1e-12 * Math.abs(mean) + 1e-12));
                assertThat(1 / found.factor()[j]).isCloseTo(Math.sqrt(square / sum), within(1e-11));
            }
        }
    }

    /** Against plain coordinate descent run for very long. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 12, 30})
    void lasso_onCorrelatedColumns_isWhatEndlessSweepsGive(int size) {
        Random random = new Random(size);
        double[] matrix = correlated(size, random);
        double[] linear = random.doubles(size, -2, 2).toArray();
        double[] l1 = random.doubles(size, 0.2, 1).toArray();
        l1[0] = 0;
        double[] expected = new double[size];
        for (int sweep = 0; sweep < 200_000; sweep++) {
            for (int j = 0; j < size; j++) {
                double slope = linear[j];
                for (int k = 0; k < size; k++) {
                    slope += k == j ? 0 : matrix[j * size + k] * expected[k];
                }
                double excess = Math.abs(slope) - l1[j];
                expected[j] = excess > 0 ? -Math.copySign(excess, slope) / matrix[j * size + j] : 0;
            }
        }
        Bounds[] bounds = new Bounds[size];
        Arrays.fill(bounds, Bounds.NONE);
        double[] found = new LassoQuadratic(matrix, linear, l1, bounds, new double[size]).solve();
        for (int j = 0; j < size; j++) {
            assertThat(found[j]).isCloseTo(expected[j], within(1e-9));
            assertThat(found[j] == 0).isEqualTo(expected[j] == 0);
        }
    }

    /** Against plain coordinate descent within the bounds, run for very long. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 12, 30})
    void lasso_withinBounds_isWhatEndlessSweepsGive(int size) {
        Random random = new Random(size);
        double[] matrix = correlated(size, random);
        double[] linear = random.doubles(size, -2, 2).toArray();
        double[] l1 = random.doubles(size, -0.5, 0.5)
                .map(factor -> Math.max(0, factor))
                .toArray();
        Bounds[] bounds = new Bounds[size];
        for (int j = 0; j < size; j++) {
            Bounds[] some = {Bounds.NON_NEGATIVE, Bounds.NON_POSITIVE, Bounds.NONE, new Bounds(-0.1, 0.2), Bounds.ZERO};
            bounds[j] = some[j % some.length];
        }
        double[] expected = new double[size];
        for (int sweep = 0; sweep < 200_000; sweep++) {
            for (int j = 0; j < size; j++) {
                double slope = linear[j];
                for (int k = 0; k < size; k++) {
                    slope += k == j ? 0 : matrix[j * size + k] * expected[k];
                }
                double excess = Math.abs(slope) - l1[j];
                double free = excess > 0 ? -Math.copySign(excess, slope) / matrix[j * size + j] : 0;
                expected[j] = Math.max(bounds[j].lower(), Math.min(bounds[j].upper(), free));
            }
        }
        double[] found = new LassoQuadratic(matrix, linear, l1, bounds, new double[size]).solve();
        for (int j = 0; j < size; j++) {
            assertThat(found[j]).isCloseTo(expected[j], within(1e-9));
            assertThat(found[j] == 0).isEqualTo(expected[j] == 0);
            assertThat(bounds[j].clip(found[j])).isEqualTo(found[j]);
        }
    }

    /** The condition of a minimum, over thirteen orders of magnitude of curvature and pull. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8, 25})
    void groupBlock_anyCurvature_isStationary(int size) {
        Random random = new Random(size);
        for (int trial = 0; trial < 50; trial++) {
            double[] matrix = correlated(size, random);
            for (int j = 0; j < size; j++) {
                for (int k = 0; k < size; k++) {
                    matrix[j * size + k] *= Math.pow(10, trial % 7 * ((j + k) % 2 == 0 ? -1 : 0)) + (j == k ? 1e-6 : 0);
                }
            }
            if (QuadraticStep.cholesky(matrix, size) == null) {
                continue;
            }
            double pull = Math.pow(10, random.nextInt(13) - 6);
            double[] linear = random.doubles(size, -pull, pull).toArray();
            double weight = random.nextDouble();
            double[] x = new GroupBlock(matrix, size, weight).solve(linear);
            double norm = Math.sqrt(ProximalNewton.dot(x, x));
            double length = Math.sqrt(ProximalNewton.dot(linear, linear));
            assertThat(norm == 0).isEqualTo(length <= weight);
            for (int j = 0; j < size && norm > 0; j++) {
                double uphill = linear[j] + weight * x[j] / norm;
                for (int k = 0; k < size; k++) {
                    uphill += matrix[j * size + k] * x[k];
                }
                assertThat(uphill).isCloseTo(0, within(1e-12 * length * size));
            }
        }
    }

    private static double[] correlated(int size, Random random) {
        double[] matrix = new double[size * size];
        for (int row = 0; row < 3 * size; row++) {
            double common = 3 * random.nextGaussian();
            double[] x = new double[size];
            Arrays.setAll(x, j -> common + random.nextGaussian());
            for (int j = 0; j < size; j++) {
                for (int k = 0; k < size; k++) {
                    matrix[j * size + k] += x[j] * x[k] / (3 * size);
                }
            }
        }
        return matrix;
    }

    @Test
    void rows_ofAFold_areThoseOfItsNumber() {
        int[] fold = {0, 1, 2, 0, 1, 2, 0};
        assertThat(Rows.only(fold, 0).size()).isEqualTo(3);
        assertThat(Rows.only(fold, 0).row(2)).isEqualTo(6);
        assertThat(Rows.except(fold, 0).size()).isEqualTo(4);
        assertThat(Rows.except(fold, 0).row(3)).isEqualTo(5);
        assertThat(Rows.all(10).row(7)).isEqualTo(7);
        assertThat(Rows.all(100).spread(4).size()).isEqualTo(4);
        assertThat(Rows.all(100).spread(4).row(3)).isEqualTo(75);
        assertThat(Rows.except(fold, 9).size()).isEqualTo(7);
    }
}
