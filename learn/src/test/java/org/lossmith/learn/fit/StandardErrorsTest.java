package org.lossmith.learn.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lossmith.InputException;
import org.lossmith.learn.data.DenseMatrix;
import org.lossmith.learn.data.Series;
import org.lossmith.loss.Loss;
import org.lossmith.loss.Losses;

class StandardErrorsTest {
    private static final double[] X1 = {
        0.5, 1.2, -0.3, 2.1, 0.0, -1.4, 3.3, 0.9, -2.2, 1.8, 0.4, -0.7, 2.6, -1.1, 0.2, 1.5, -0.9, 0.6, -1.9, 2.9
    };
    private static final double[] X2 = {10, 12, 9, 15, 11, 8, 14, 13, 7, 10, 9, 12, 11, 8, 10, 14, 9, 13, 8, 12};
    private static final double[] LABEL = {0, 1, 0, 1, 1, 0, 1, 0, 0, 1, 0, 1, 1, 0, 1, 0, 0, 1, 0, 0};
    private static final double[] COUNT = {0, 3, 1, 7, 2, 0, 9, 2, 0, 5, 1, 1, 6, 0, 2, 4, 1, 2, 0, 6};
    private static final double[] WEIGHT = {1, 2, 1, 3, 1, 1, 2, 1, 1, 2, 1, 1, 0.5, 1, 2, 1, 1, 1, 2, 1};

    private static DenseMatrix matrix(double[]... columns) {
        DenseMatrix x = new DenseMatrix(columns[0].length, columns.length);
        for (int row = 0; row < x.rows(); row++) {
            for (int column = 0; column < columns.length; column++) {
                x.block(0)[row * columns.length + column] = columns[column][row];
            }
        }
        return x;
    }

    private static double[] errors(
            StandardErrors.Kind kind, String spec, double[] target, double @Nullable [] weight, double[]... columns) {
        Loss loss = Losses.parse(spec);
        DenseMatrix x = matrix(columns);
        FitResult fit = new Fitter(FitRequest.of(loss).withThreads(2)).fit(x, target, weight);
        assertThat(fit.converged()).isTrue();
        return StandardErrors.of(kind, loss, x, Series.of(target), weight == null ? null : Series.of(weight), fit, 2);
    }

    private static double[] model(String spec, double[] target, double @Nullable [] weight) {
        return errors(StandardErrors.Kind.MODEL, spec, target, weight, X1, X2);
    }

    private static double[] sandwich(String spec, double[] target, double @Nullable [] weight) {
        return errors(StandardErrors.Kind.SANDWICH, spec, target, weight, X1, X2);
    }

    /** statsmodels 0.15.0, GLM(y, X, Binomial()).fit(tol=1e-14).bse; Logit(...).fit(cov_type="HC0").bse * sqrt(20 / 17). */
    @Test
    void logistic_isThatOfStatsmodels() {
        assertThat(model("bce", LABEL, null))
                .containsExactly(
                        new double[] {3.637243944909063, 0.4920231125583405, 0.34611378589964525}, within(1e-8));
        assertThat(sandwich("bce", LABEL, null))
                .containsExactly(
                        new double[] {4.046511042180599, 0.5618462933402626, 0.4053033263191219}, within(1e-8));
    }

    /** statsmodels 0.15.0, GLM(y, X, Poisson()).fit(tol=1e-14).bse, with cov_type="HC0" times sqrt(20 / 17). */
    @Test
    void poisson_isThatOfStatsmodels() {
        assertThat(model("poisson", COUNT, null))
                .containsExactly(
                        new double[] {0.9821326299837124, 0.1311177715521261, 0.08778225316094876}, within(1e-8));
        assertThat(sandwich("poisson", COUNT, null))
                .containsExactly(
                        new double[] {0.6377992819839571, 0.06329797168102251, 0.05077284958581717}, within(1e-8));
    }

    /** statsmodels 0.15.0, WLS(y, X, weights).fit().bse, and with cov_type="HC1". */
    @ParameterizedTest
    @ValueSource(strings = {"squared-error", "half-squared-error"})
    void weightedSquares_areThoseOfStatsmodels(String spec) {
        assertThat(model(spec, COUNT, WEIGHT))
                .containsExactly(
                        new double[] {1.9127919439611802, 0.2828029505010445, 0.18373551330582957}, within(1e-9));
        assertThat(sandwich(spec, COUNT, WEIGHT))
                .containsExactly(
                        new double[] {1.8144055544474704, 0.2566260870162225, 0.17806001244067948}, within(1e-9));
    }

    /** One input: the textbook's sums. */
    @Test
    void straightLine_hasTheClosedForm() {
        int n = X1.length;
        double mean = Arrays.stream(X1).sum() / n;
        double spread = Arrays.stream(X1).map(x -> (x - mean) * (x - mean)).sum();
        double slope = 0;
        for (int i = 0; i < n; i++) {
            slope += (X1[i] - mean) * COUNT[i] / spread;
        }
        double intercept = Arrays.stream(COUNT).sum() / n - slope * mean;
        double squares = 0;
        double robust = 0;
        double robustIntercept = 0;
        for (int i = 0; i < n; i++) {
            double error = COUNT[i] - intercept - slope * X1[i];
            double pull = (X1[i] - mean) / spread;
            double constantPull = 1.0 / n - mean * pull;
            squares += error * error;
            robust += pull * pull * error * error;
            robustIntercept += constantPull * constantPull * error * error;
        }
        double variance = squares / (n - 2);
        assertThat(errors(StandardErrors.Kind.MODEL, "mse", COUNT, null, X1))
                .containsExactly(
                        new double[] {
                            Math.sqrt(variance * (1.0 / n + mean * mean / spread)), Math.sqrt(variance / spread)
                        },
                        within(1e-12));
        double factor = n / (n - 2.0);
        assertThat(errors(StandardErrors.Kind.SANDWICH, "mse", COUNT, null, X1))
                .containsExactly(
                        new double[] {Math.sqrt(factor * robustIntercept), Math.sqrt(factor * robust)}, within(1e-12));
    }

    @Test
    void weights_countRelativeToEachOtherInTheSandwich() {
        double[] tenfold = Arrays.stream(WEIGHT).map(w -> 10 * w).toArray();
        assertThat(sandwich("bce", LABEL, tenfold)).containsExactly(sandwich("bce", LABEL, WEIGHT), within(1e-9));
    }

    @Test
    void weightZero_isNoRow() {
        double[] weight = new double[20];
        Arrays.fill(weight, 1);
        weight[3] = 0;
        weight[11] = 0;
        int[] kept = java.util.stream.IntStream.range(0, 20)
                .filter(i -> weight[i] > 0)
                .toArray();
        double[][] columns = {at(X1, kept), at(X2, kept)};
        assertThat(sandwich("mse", COUNT, weight))
                .containsExactly(
                        errors(StandardErrors.Kind.SANDWICH, "mse", at(COUNT, kept), null, columns), within(1e-9));
    }

    private static double[] at(double[] values, int[] rows) {
        return Arrays.stream(rows).mapToDouble(row -> values[row]).toArray();
    }

    @Test
    void constantColumn_hasNone() {
        double[] constant = new double[20];
        Arrays.fill(constant, 4);
        double[] found = errors(StandardErrors.Kind.SANDWICH, "mse", COUNT, null, X1, constant, X2);
        assertThat(found[2]).isNaN();
        double[] without = sandwich("mse", COUNT, null);
        assertThat(new double[] {found[0], found[1], found[3]}).containsExactly(without, within(1e-12));
    }

    @Test
    void collinearColumns_areRefused() {
        double[] twice = Arrays.stream(X1).map(x -> 2 * x + 1).toArray();
        assertThatThrownBy(() -> errors(StandardErrors.Kind.SANDWICH, "mse", COUNT, null, X1, twice))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("some inputs repeat what others say");
    }

    @Test
    void kinksAndUnknownScales_areRefused() {
        assertThat(StandardErrors.refusal(Losses.parse("mae"), StandardErrors.Kind.SANDWICH))
                .contains("has kinks");
        assertThat(StandardErrors.refusal(Losses.parse("huber"), StandardErrors.Kind.SANDWICH))
                .isNull();
        assertThat(StandardErrors.refusal(Losses.parse("huber"), StandardErrors.Kind.MODEL))
                .contains("not the negative log-likelihood");
        assertThat(StandardErrors.refusal(Losses.parse("bce"), StandardErrors.Kind.MODEL))
                .isNull();
    }
}
