package org.lossmith.learn.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lossmith.learn.data.DenseMatrix;
import org.lossmith.learn.data.Rows;
import org.lossmith.loss.Loss;
import org.lossmith.loss.Losses;
import org.lossmith.penalty.ElasticNet;
import org.lossmith.penalty.L1;
import org.lossmith.penalty.L2;
import org.lossmith.penalty.Penalty;
import org.lossmith.penalty.SeparablePenalty;

/** Fits along penalties against fits one at a time. */
class PathRunTest {
    private static final int ROWS = 700;

    @ParameterizedTest
    @CsvSource({
        "half-squared-error, 1",
        "half-squared-error, 0.3",
        "squared-error, 0",
        "bce, 1",
        "bce, 0",
        "poisson, 0.5",
        "huber:delta=1, 1",
        "absolute-error, 1",
        "cauchy, 1"
    })
    void path_isWhatSingleFitsFind(String spec, double alpha) {
        Loss loss = Losses.parse(spec);
        DenseMatrix x = Examples.random(ROWS, 8, 11);
        double[] target = Examples.targets(loss, x, 12);
        double[] weight = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            weight[i] = i % 3;
        }
        List<Penalty> penalties = new ArrayList<>();
        for (double lambda = 1; lambda > 1e-3; lambda /= 2) {
            penalties.add(alpha == 0 ? new L2(lambda) : alpha == 1 ? new L1(lambda) : new ElasticNet(lambda, alpha));
        }
        FitRequest request = FitRequest.of(loss);
        // What is certified is the gradient, or for kinks the gap.
        double tolerance = loss.properties().smooth() ? 1e-8 : 2 * request.gapTolerance();
        List<FitResult> path = new Fitter(request).fitPath(x, target, weight, Rows.all(ROWS), penalties);
        assertThat(path).hasSameSizeAs(penalties);
        for (int i = 0; i < path.size(); i++) {
            FitResult single = new Fitter(request.withPenalty(penalties.get(i))).fit(x, target, weight);
            assertThat(path.get(i).converged()).as(penalties.get(i).spec()).isTrue();
            assertThat(path.get(i).objective())
                    .as(penalties.get(i).spec())
                    .isLessThanOrEqualTo(single.objective() * (1 + tolerance));
            assertThat(path.get(i).objective())
                    .isCloseTo(objective(path.get(i), x, target, weight, loss, penalties.get(i)), within(1e-11));
        }
    }

    /** From lambda to lambda only rows near the last fit are worked on; targets in steps of a half tie many of them. */
    @ParameterizedTest
    @CsvSource({"absolute-error, 0.5", "quantile:tau=0.9, 0.5", "quantile:tau=0.05, 0"})
    void pathOfVertices_isExactAtEachLambda(String spec, double step) {
        Loss loss = Losses.parse(spec);
        int rows = 4000;
        DenseMatrix x = Examples.random(rows, 12, 21);
        double[] target = Examples.targets(loss, x, 22);
        for (int i = 0; i < rows; i++) {
            x.set(i, 11, i % 500 == 0 ? 1 : 0);
            target[i] = step == 0 ? target[i] : step * Math.rint(target[i] / step);
        }
        List<Penalty> penalties = new ArrayList<>();
        for (double lambda = 0.3; lambda > 1e-4; lambda /= 1.5) {
            penalties.add(new L1(lambda));
        }
        FitRequest request = FitRequest.of(loss);
        List<FitResult> path = new Fitter(request).fitPath(x, target, null, Rows.all(rows), penalties);
        for (int i = 0; i < path.size(); i++) {
            FitResult single = new Fitter(request.withPenalty(penalties.get(i))).fit(x, target, null);
            assertThat(path.get(i).solver()).contains("vertex");
            assertThat(path.get(i).certificate().value()).isLessThan(1e-10);
            assertThat(path.get(i).objective())
                    .as(penalties.get(i).spec())
                    .isCloseTo(single.objective(), within(1e-12 * single.objective()));
            for (int j = 0; j < x.columns(); j++) {
                assertThat(path.get(i).coefficients()[j]).isCloseTo(single.coefficients()[j], within(1e-9));
            }
        }
    }

    /** Computed from the coefficients in original units alone. */
    private static double objective(
            FitResult fit, DenseMatrix x, double[] target, double[] weight, Loss loss, Penalty penalty) {
        double[] deviation = weightedDeviations(x, weight);
        double sum = 0;
        double weights = 0;
        for (int i = 0; i < target.length; i++) {
            sum += weight[i] == 0 ? 0 : weight[i] * loss.value(fit.score(x, i), target[i]);
            weights += weight[i];
        }
        double price = 0;
        for (int j = 0; j < x.columns(); j++) {
            double scaled = fit.coefficients()[j] * deviation[j];
            price += ((SeparablePenalty) penalty).value(scaled);
        }
        return sum / weights + price;
    }

    private static double[] weightedDeviations(DenseMatrix x, double[] weight) {
        double[] result = new double[x.columns()];
        for (int j = 0; j < result.length; j++) {
            double sum = 0;
            double mean = 0;
            for (int i = 0; i < weight.length; i++) {
                sum += weight[i];
                mean += weight[i] * x.get(i, j);
            }
            mean /= sum;
            double square = 0;
            for (int i = 0; i < weight.length; i++) {
                square += weight[i] * (x.get(i, j) - mean) * (x.get(i, j) - mean);
            }
            result[j] = Math.sqrt(square / sum);
        }
        return result;
    }

    /** An orthogonal design: the lasso is the soft threshold of the correlations, exactly zero at their size. */
    @Test
    void lassoPath_orthogonalColumns_isTheSoftThreshold() {
        DenseMatrix x = new DenseMatrix(8, 2);
        double[] target = new double[8];
        for (int i = 0; i < 8; i++) {
            double a = (i & 1) == 0 ? 1 : -1;
            double b = (i & 2) == 0 ? 1 : -1;
            x.set(i, 0, a);
            x.set(i, 1, b);
            target[i] = 3 * a - 0.5 * b + 10;
        }
        List<Penalty> penalties = List.of(new L1(4), new L1(1), new L1(0.25));
        List<FitResult> path = new Fitter(FitRequest.of(Losses.parse("half-squared-error")))
                .fitPath(x, target, null, Rows.all(8), penalties);
        assertThat(path.get(0).coefficients()).containsExactly(0.0, 0.0);
        assertThat(path.get(1).coefficients()[0]).isCloseTo(2, within(1e-14));
        assertThat(path.get(1).coefficients()[1]).isEqualTo(0.0);
        assertThat(path.get(2).coefficients()[0]).isCloseTo(2.75, within(1e-14));
        assertThat(path.get(2).coefficients()[1]).isCloseTo(-0.25, within(1e-14));
        // Half of 0.25 squared twice is left of the loss; the penalty is 0.25 (2.75 + 0.25).
        assertThat(path.get(2).objective()).isCloseTo(0.0625 + 0.75, within(1e-14));
        assertThat(path.get(2).intercept()).isCloseTo(10, within(1e-14));
    }

    /** Nearly everything is explained: a loss that is a small difference from the start's would have no digits. */
    @Test
    void lassoPath_nearlyPerfectFit_keepsTheDigitsOfTheLoss() {
        DenseMatrix x = Examples.random(200, 3, 1);
        double[] target = new double[200];
        for (int i = 0; i < 200; i++) {
            target[i] = 1e6 * x.get(i, 0) + 1e-3 * Math.sin(i);
        }
        Loss loss = Losses.parse("half-squared-error");
        List<FitResult> path =
                new Fitter(FitRequest.of(loss)).fitPath(x, target, null, Rows.all(200), List.of(new L2(1), new L2(0)));
        double sum = 0;
        for (int i = 0; i < 200; i++) {
            sum += loss.value(path.get(1).score(x, i), target[i]) / 200;
        }
        assertThat(path.get(1).objective()).isCloseTo(sum, within(1e-3 * sum));
        assertThat(sum).isLessThan(1e-6);
    }

    @ParameterizedTest
    @CsvSource({"bce", "half-squared-error"})
    void path_anyNumberOfThreads_hasTheSameBits(String spec) {
        Loss loss = Losses.parse(spec);
        DenseMatrix x = Examples.random(50_000, 20, 3);
        double[] target = Examples.targets(loss, x, 4);
        List<Penalty> penalties = List.of(new L1(0.1), new L1(0.03), new L1(0.01));
        FitRequest request = FitRequest.of(loss);
        List<FitResult> one = new Fitter(request.withThreads(1)).fitPath(x, target, null, Rows.all(50_000), penalties);
        List<FitResult> three =
                new Fitter(request.withThreads(3)).fitPath(x, target, null, Rows.all(50_000), penalties);
        for (int i = 0; i < one.size(); i++) {
            assertThat(three.get(i).coefficients()).containsExactly(one.get(i).coefficients());
            assertThat(three.get(i).objective()).isEqualTo(one.get(i).objective());
        }
    }

    @Test
    void path_moreColumnsThanRows_isOnWorkingSets() {
        DenseMatrix x = Examples.random(60, 90, 3);
        double[] target = Examples.targets(Losses.parse("bce"), x, 4);
        FitRequest request = FitRequest.of(Losses.parse("bce"));
        List<Penalty> penalties = List.of(new L1(0.2), new L1(0.1), new L1(0.05));
        List<FitResult> path = new Fitter(request).fitPath(x, target, null, Rows.all(60), penalties);
        for (int i = 0; i < 3; i++) {
            FitResult single = new Fitter(request.withPenalty(penalties.get(i))).fit(x, target);
            assertThat(path.get(i).solver()).isEqualTo(single.solver()).contains("working sets");
            assertThat(path.get(i).objective()).isCloseTo(single.objective(), within(1e-7 * single.objective()));
        }
    }

    @Test
    void path_withoutPenalties_isEmpty() {
        assertThat(new Fitter(FitRequest.of(Losses.parse("bce")))
                        .fitPath(Examples.inputs(), Examples.LABEL, null, Rows.all(12), List.of()))
                .isEmpty();
    }
}
