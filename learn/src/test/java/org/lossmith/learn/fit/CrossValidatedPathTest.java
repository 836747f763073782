package org.lossmith.learn.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lossmith.learn.data.DenseMatrix;
import org.lossmith.learn.data.Series;
import org.lossmith.loss.Loss;
import org.lossmith.loss.Losses;
import org.lossmith.penalty.PenaltyFamily;

class CrossValidatedPathTest {
    private static final int ROWS = 200;
    private static final int FOLDS = 4;

    private static int[] folds() {
        int[] fold = new int[ROWS];
        for (int i = 0; i < ROWS; i++) {
            // Folds of unlike sizes.
            fold[i] = (i * 7 % 10) % FOLDS;
        }
        return fold;
    }

    /** Every fold fitted and judged by itself, lambda by lambda, with a weight of 2 as two rows would be. */
    @ParameterizedTest
    @CsvSource({"bce, l1", "squared-error, l1", "huber:delta=1, elastic-net:alpha=0.5", "poisson, l2"})
    void curve_isThatOfSingleFits(String spec, String penalty) {
        Loss loss = Losses.parse(spec);
        DenseMatrix x = Examples.random(ROWS, 6, 5);
        double[] target = Examples.targets(loss, x, 6);
        double[] weight = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            weight[i] = i % 3;
        }
        PenaltyFamily family = PenaltyFamily.parse(penalty);
        FitRequest request = FitRequest.of(loss);
        int[] fold = folds();
        CrossValidatedPath.Result found = CrossValidatedPath.of(
                        LambdaPath.of(request, family).withCount(8))
                .fit(x, Series.of(target), Series.of(weight), fold, FOLDS);
        for (int i = 0; i < 8; i++) {
            Fitter fitter =
                    new Fitter(request.withPenalty(family.at(found.path().lambdas()[i])));
            double[] sum = new double[FOLDS];
            double[] weights = new double[FOLDS];
            for (int f = 0; f < FOLDS; f++) {
                FitResult fit = fitter.fit(x, target, weight, Rows.except(fold, f), null);
                for (int row = 0; row < ROWS; row++) {
                    if (fold[row] == f) {
                        sum[f] += weight[row] * loss.value(fit.score(x, row), target[row]);
                        weights[f] += weight[row];
                    }
                }
            }
            double all = weights[0] + weights[1] + weights[2] + weights[3];
            double mean = (sum[0] + sum[1] + sum[2] + sum[3]) / all;
            double spread = 0;
            for (int f = 0; f < FOLDS; f++) {
                spread += weights[f] / all * (sum[f] / weights[f] - mean) * (sum[f] / weights[f] - mean);
            }
            assertThat(found.curve().mean()[i]).isCloseTo(mean, within(1e-6 * mean));
            assertThat(found.curve().standardError()[i]).isCloseTo(Math.sqrt(spread / 3), within(1e-5 * mean));
        }
    }

    @Test
    void curve_anyNumberOfThreads_hasTheSameBits() {
        Loss loss = Losses.parse("bce");
        DenseMatrix x = Examples.random(ROWS, 6, 5);
        Series target = Series.of(Examples.targets(loss, x, 6));
        PenaltyFamily family = PenaltyFamily.parse("l1");
        LambdaCurve one = CrossValidatedPath.of(
                        LambdaPath.of(FitRequest.of(loss).withThreads(1), family))
                .fit(x, target, null, folds(), FOLDS)
                .curve();
        LambdaCurve three = CrossValidatedPath.of(
                        LambdaPath.of(FitRequest.of(loss).withThreads(3), family))
                .fit(x, target, null, folds(), FOLDS)
                .curve();
        assertThat(three.mean()).containsExactly(one.mean());
        assertThat(three.standardError()).containsExactly(one.standardError());
        assertThat(three.min()).isEqualTo(one.min());
    }

    @Test
    void foldWithoutWeight_doesNotCount() {
        LambdaCurve curve = LambdaCurve.of(new double[] {1}, new double[][] {{1}, {3}, {100}}, new double[] {2, 2, 0});
        assertThat(curve.mean()).containsExactly(2);
        // Two folds, each 1 from their mean: the square root of (1 + 1) / 2 / (2 - 1).
        assertThat(curve.standardError()).containsExactly(1);
    }

    @Test
    void oneStandardError_isTheLargestLambdaWithinIt() {
        double[] lambdas = {16, 8, 4, 2, 1, 0.5};
        double[] error = {0.3, 0.3, 0.3, 0.1, 0.125, 0.3};
        // 1.125 is 1 + 0.125 exactly; the error of the minimum counts, not that of the lambda itself.
        LambdaCurve curve = LambdaCurve.of(lambdas, new double[] {3, 1.2, 1.125, 1.05, 1, 1.01}, error);
        assertThat(curve.min()).isEqualTo(4);
        assertThat(curve.oneStandardError()).isEqualTo(2);
        LambdaCurve falling = LambdaCurve.of(lambdas, new double[] {6, 5, 4, 3, 2, 1}, new double[6]);
        assertThat(falling.min()).isEqualTo(5);
        assertThat(falling.oneStandardError()).isEqualTo(5);
        LambdaCurve level = LambdaCurve.of(lambdas, new double[] {1, 1, 1, 1, 1, 1}, new double[6]);
        assertThat(level.min()).isZero();
        assertThat(level.oneStandardError()).isZero();
        LambdaCurve broken = LambdaCurve.of(
                lambdas, new double[] {Double.NaN, 1, 0.5, Double.NaN, Double.POSITIVE_INFINITY, 2}, new double[6]);
        assertThat(broken.min()).isEqualTo(2);
        assertThat(broken.oneStandardError()).isEqualTo(2);
    }
}
