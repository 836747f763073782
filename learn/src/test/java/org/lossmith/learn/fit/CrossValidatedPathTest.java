package org.lossmith.learn.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lossmith.learn.data.DenseMatrix;
import org.lossmith.learn.data.Rows;
import org.lossmith.learn.data.Series;
import org.lossmith.learn.solver.FitWatch;
import org.lossmith.loss.Loss;
import org.lossmith.loss.Losses;
import org.lossmith.loss.RowLosses;
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
        // With steps as large as these a path may end one lambda early.
        assertThat(found.path().lambdas()).hasSizeBetween(7, 8);
        for (int i = 0; i < found.path().lambdas().length; i++) {
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
            assertThat(found.curve().mean()[i]).isCloseTo(mean, within(1e-5 * mean));
            assertThat(found.curve().standardError()[i]).isCloseTo(Math.sqrt(spread / 3), within(1e-5 * mean));
        }
    }

    /** The same for classes, judged by cross-entropy written out. */
    @ParameterizedTest
    @CsvSource({"l1", "l2"})
    void curve_ofClasses_isThatOfSingleFits(String penalty) {
        DenseMatrix x = Examples.random(ROWS, 3, 5);
        double[] target = LambdaPathTest.classes(x);
        PenaltyFamily family = PenaltyFamily.parse(penalty);
        ClassFitter fitter = ClassFitter.of(RowLosses.named("softmax"), 3);
        CrossValidatedPath.Result found = CrossValidatedPath.of(
                        LambdaPath.of(fitter, family).withCount(4).withRatio(0.01))
                .fit(x, Series.of(target), null, folds(), FOLDS);
        assertThat(found.judged()).isEqualTo(FOLDS);
        LambdaCurve curve = Objects.requireNonNull(found.curve());
        for (int i = 0; i < 4; i++) {
            double sum = 0;
            ClassFitter single = fitter.withPenalty(family.at(found.path().lambdas()[i]));
            for (int f = 0; f < FOLDS; f++) {
                ClassFitResult fit = single.fit(x, target, null, Rows.except(folds(), f));
                double[][] score = new double[3][ROWS];
                fit.scores(x, Rows.all(ROWS), score);
                for (int row = 0; row < ROWS; row++) {
                    double all = Math.exp(score[0][row]) + Math.exp(score[1][row]) + Math.exp(score[2][row]);
                    sum += folds()[row] == f ? Math.log(all) - score[(int) target[row]][row] : 0;
                }
            }
            assertThat(curve.mean()[i]).isCloseTo(sum / ROWS, within(1e-5));
        }
    }

    /** Stops when so many fits of all paths are done. */
    private record StopAfter(int fits, AtomicInteger done, AtomicInteger of) implements FitWatch {
        @Override
        public boolean stopped() {
            return done.get() >= fits;
        }

        @Override
        public void fitted(int finished, int ofAll) {
            assertThat(finished).isEqualTo(done.get() + 1);
            done.set(finished);
            of.set(ofAll);
        }
    }

    /** 10 lambdas on all rows and on 4 folds: 50 fits, of which so many are done when the user has had enough. */
    @ParameterizedTest
    @CsvSource({"1, 1, 0", "7, 7, 0", "10, 10, 0", "13, 3, 0", "20, 10, 1", "37, 10, 2", "50, 10, 4"})
    void fit_interrupted_keepsWhatIsKnown(int fits, int known, int judged) {
        Loss loss = Losses.parse("bce");
        DenseMatrix x = Examples.random(ROWS, 6, 5);
        Series target = Series.of(Examples.targets(loss, x, 6));
        StopAfter watch = new StopAfter(fits, new AtomicInteger(), new AtomicInteger());
        // One fold after the other, so that it is certain which are done.
        LambdaPath path = LambdaPath.of(FitRequest.of(loss).withThreads(1), PenaltyFamily.parse("l1"))
                .withCount(10)
                .withRatio(0.05);
        CrossValidatedPath.Result whole = CrossValidatedPath.of(path).fit(x, target, null, folds(), FOLDS);
        CrossValidatedPath.Result part =
                CrossValidatedPath.of(path.withWatch(watch)).fit(x, target, null, folds(), FOLDS);
        assertThat(watch.of.get()).isEqualTo(50);
        assertThat(part.judged()).isEqualTo(judged);
        assertThat(part.path().lambdas())
                .containsExactly(Arrays.copyOf(whole.path().lambdas(), known));
        for (int i = 0; i < known; i++) {
            assertThat(part.path().fits().get(i).converged()).isTrue();
            assertThat(part.path().fits().get(i).coefficients(0))
                    .containsExactly(whole.path().fits().get(i).coefficients(0));
        }
        assertThat(part.curve() == null).isEqualTo(fits <= 10);
        if (judged == 4) {
            assertThat(Objects.requireNonNull(part.curve()).mean())
                    .containsExactly(Objects.requireNonNull(whole.curve()).mean());
        }
    }

    /** Folds side by side: which of them are done is a matter of luck, but what is kept is as it would be without an end. */
    @ParameterizedTest
    @CsvSource({"11", "20", "37", "49", "50"})
    void fit_interruptedWithFoldsSideBySide_keepsWhatIsKnown(int fits) {
        Loss loss = Losses.parse("bce");
        DenseMatrix x = Examples.random(ROWS, 6, 5);
        Series target = Series.of(Examples.targets(loss, x, 6));
        StopAfter watch = new StopAfter(fits, new AtomicInteger(), new AtomicInteger());
        LambdaPath path = LambdaPath.of(FitRequest.of(loss).withThreads(3), PenaltyFamily.parse("l1"))
                .withCount(10)
                .withRatio(0.05);
        CrossValidatedPath.Result whole = CrossValidatedPath.of(path).fit(x, target, null, folds(), FOLDS);
        CrossValidatedPath.Result part =
                CrossValidatedPath.of(path.withWatch(watch)).fit(x, target, null, folds(), FOLDS);
        // What three folds have under way is completed; each has at most one fit.
        assertThat(watch.done.get()).isBetween(fits, Math.min(50, fits + 2));
        assertThat(part.judged()).isBetween((fits - 10 - 3 * 9 + 9) / 10, Math.min(FOLDS, (fits - 10 + 2) / 10));
        LambdaCurve curve = Objects.requireNonNull(part.curve());
        assertThat(curve.lambdas()).containsExactly(part.path().lambdas());
        assertThat(part.path().lambdas())
                .containsExactly(Arrays.copyOf(whole.path().lambdas(), curve.lambdas().length));
        assertThat(curve.lambdas().length == 10 || part.judged() == 0).isTrue();
        if (part.judged() == FOLDS) {
            assertThat(curve.mean())
                    .containsExactly(Objects.requireNonNull(whole.curve()).mean());
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
