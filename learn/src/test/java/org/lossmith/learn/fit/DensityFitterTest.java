package org.lossmith.learn.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lossmith.InputException;
import org.lossmith.learn.data.Matrix;
import org.lossmith.learn.data.Rows;
import org.lossmith.learn.data.SparseMatrix;
import org.lossmith.loss.RowLosses;
import org.lossmith.penalty.L2;

/** Figures with many digits are from Newton's method in mpmath (40 digits) on the same formulas. */
class DensityFitterTest {
    private static final int ROWS = 60;
    private static final double[] X =
            IntStream.range(0, ROWS).mapToDouble(i -> i * 37 % 101 / 101.0).toArray();
    private static final double[] Y = IntStream.range(0, ROWS)
            .mapToDouble(i -> {
                double q = i * 53 % 97 / 97.0 - 0.5;
                return 2 + 3 * X[i] + Math.exp(-1 + X[i]) * (2 * q + 8 * q * q * q);
            })
            .toArray();
    private static final double[] COUNTS = {
        0, 2, 1, 0, 1, 6, 0, 5, 3, 0, 3, 0, 0, 1, 2, 0, 6, 1, 0, 3, 4, 0, 0, 3, 0, 2, 1, 0, 1, 5, 0, 4, 3, 0, 3, 1, 0,
        1, 6, 0, 5, 1, 0, 3, 0, 0, 1, 2, 0, 7, 1, 0, 1, 4, 0, 0, 3, 0, 3, 1
    };

    private static DensityFitter fitter(String spec) {
        return DensityFitter.of(RowLosses.parse(spec)).withThreads(2);
    }

    private static Matrix column(double[] values) {
        return Examples.matrix(
                Arrays.stream(values).mapToObj(v -> new double[] {v}).toArray(double[][]::new));
    }

    private static DensityFitResult fit(String spec, double[] x, double[] y) {
        return fitter(spec).fit(column(x), y, null, Rows.all(y.length));
    }

    private static double[] constants(int rows) {
        double[] ones = new double[rows];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double deviation(double[] values) {
        double mean = mean(values);
        return Math.sqrt(
                mean(Arrays.stream(values).map(v -> (v - mean) * (v - mean)).toArray()));
    }

    private static void assertScore(DensityFitResult fit, int k, double intercept, double slope, double error) {
        assertThat(fit.intercepts()[k]).isCloseTo(intercept, within(error));
        assertThat(fit.coefficients()[k][0]).isCloseTo(slope, within(error));
    }

    @Test
    void gaussian_ofConstants_isMeanAndDeviation() {
        DensityFitResult fit = fit("gaussian-nll", constants(ROWS), Y);
        assertThat(fit.converged()).as(fit.notes().toString()).isTrue();
        assertThat(fit.scores()).containsExactly("mean", "log_scale");
        assertScore(fit, 0, mean(Y), 0, 1e-14);
        assertScore(fit, 1, Math.log(deviation(Y)), 0, 1e-14);
        assertThat(fit.objective()).isCloseTo(0.5 + Math.log(deviation(Y)), within(1e-14));
    }

    @Test
    void gaussian_ofTwoGroups_hasTheirMeansAndDeviations() {
        double[] group =
                IntStream.range(0, ROWS).mapToDouble(i -> i % 4 == 0 ? 1 : 0).toArray();
        double[] zero = IntStream.range(0, ROWS)
                .filter(i -> i % 4 != 0)
                .mapToDouble(i -> Y[i])
                .toArray();
        double[] one = IntStream.range(0, ROWS)
                .filter(i -> i % 4 == 0)
                .mapToDouble(i -> Y[i])
                .toArray();
        DensityFitResult fit = fit("gaussian-nll", group, Y);
        assertThat(fit.converged()).isTrue();
        assertScore(fit, 0, mean(zero), mean(one) - mean(zero), 1e-12);
        assertScore(fit, 1, Math.log(deviation(zero)), Math.log(deviation(one) / deviation(zero)), 1e-9);
    }

    @ParameterizedTest
    @CsvSource({
        "gaussian-nll, 1.815396088816263, 3.2828363404015453, -0.90741967599689, 0.5969061147671233, -0.11477808078680361",
        "student-t-nll:df=3, 1.815648021140549, 3.2991095315790684, -1.0777164672689137, 0.6068953981101218, -0.11743658093998674"
    })
    void scale_thatGrowsWithTheInput(String spec, double a, double b, double c, double d, double loss) {
        DensityFitResult fit = fit(spec, X, Y);
        assertThat(fit.converged()).as(fit.notes().toString()).isTrue();
        assertScore(fit, 0, a, b, 1e-9);
        assertScore(fit, 1, c, d, 1e-9);
        assertThat(fit.objective()).isCloseTo(loss, within(1e-13));
        assertThat(fit.iterations()).isLessThan(30);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gaussian-nll", "student-t-nll:df=3", "laplace-nll", "student-t-nll:df=1"})
    void otherUnits_areTheSameFit(String spec) {
        DensityFitResult own = fit(spec, X, Y);
        for (double[] unit : new double[][] {{1e-4, 0}, {1e6, 1e7}, {-3, 0}, {1e300, 0}, {1e-300, 0}}) {
            DensityFitResult other = fit(
                    spec, X, Arrays.stream(Y).map(y -> unit[0] * y + unit[1]).toArray());
            assertThat(other.converged()).as(spec + unit[0] + other.notes()).isTrue();
            for (double x : new double[] {0, 0.3, 1}) {
                double mean = own.intercepts()[0] + own.coefficients()[0][0] * x;
                double found = other.intercepts()[0] + other.coefficients()[0][0] * x;
                assertThat((found - unit[1]) / unit[0]).isCloseTo(mean, within(1e-8));
                double scale = own.intercepts()[1] + own.coefficients()[1][0] * x;
                double foundScale = other.intercepts()[1] + other.coefficients()[1][0] * x;
                assertThat(foundScale - Math.log(Math.abs(unit[0]))).isCloseTo(scale, within(1e-8));
            }
        }
    }

    /** A line with errors of a hundred-thousandth: the scores' gradients differ by that factor. */
    @Test
    void gaussian_ofNearlyExactRows() {
        double[] q =
                IntStream.range(0, ROWS).mapToDouble(i -> Y[i] - 2 - 3 * X[i]).toArray();
        DensityFitResult wide = fit("gaussian-nll", X, q);
        double[] y = IntStream.range(0, ROWS)
                .mapToDouble(i -> 1e3 * X[i] + 0.01 * q[i])
                .toArray();
        DensityFitResult narrow = fit("gaussian-nll", X, y);
        assertThat(narrow.converged()).as(narrow.notes().toString()).isTrue();
        assertScore(narrow, 1, wide.intercepts()[1] + Math.log(0.01), wide.coefficients()[1][0], 1e-6);
    }

    @Test
    void studentT_ofManyDegreesOfFreedom_isGaussian() {
        DensityFitResult gaussian = fit("gaussian-nll", X, Y);
        DensityFitResult many = fit("student-t-nll:df=1e9", X, Y);
        for (int k = 0; k < 2; k++) {
            assertScore(many, k, gaussian.intercepts()[k], gaussian.coefficients()[k][0], 1e-7);
        }
    }

    @Test
    void laplace_ofConstants_isMedianAndMeanDistance() {
        double[] odd = Arrays.copyOf(Y, ROWS - 1);
        double[] sorted = odd.clone();
        Arrays.sort(sorted);
        double median = sorted[odd.length / 2];
        double distance = mean(Arrays.stream(odd).map(y -> Math.abs(y - median)).toArray());
        DensityFitResult fit = fit("laplace-nll", constants(odd.length), odd);
        assertThat(fit.converged()).as(fit.notes().toString()).isTrue();
        assertScore(fit, 0, median, 0, 1e-14);
        assertScore(fit, 1, Math.log(distance), 0, 1e-12);
        assertThat(fit.objective()).isCloseTo(1 + Math.log(distance), within(1e-13));
    }

    /** Whichever way location or scale are moved, the loss rises. */
    @Test
    void laplace_ofALine_isAMinimum() {
        DensityFitResult fit = fit("laplace-nll", X, Y);
        assertThat(fit.converged()).as(fit.notes().toString()).isTrue();
        double[] best = {fit.intercepts()[0], fit.coefficients()[0][0], fit.intercepts()[1], fit.coefficients()[1][0]};
        assertThat(laplace(best)).isCloseTo(fit.objective(), within(1e-13));
        for (int direction = 0; direction < 81; direction++) {
            double[] near = best.clone();
            for (int j = 0, rest = direction; j < 4; j++, rest /= 3) {
                near[j] += 1e-5 * (rest % 3 - 1);
            }
            assertThat(laplace(near)).isGreaterThanOrEqualTo(fit.objective() - 1e-15);
        }
    }

    private static double laplace(double[] p) {
        return mean(IntStream.range(0, ROWS)
                .mapToDouble(
                        i -> p[2] + p[3] * X[i] + Math.abs(Y[i] - p[0] - p[1] * X[i]) * Math.exp(-p[2] - p[3] * X[i]))
                .toArray());
    }

    @Test
    void zeroInflated_ofConstants() {
        DensityFitResult fit = fit("zero-inflated-poisson", constants(ROWS), COUNTS);
        assertThat(fit.converged()).as(fit.notes().toString()).isTrue();
        assertScore(fit, 0, 0.9415187326460829, 0, 1e-10);
        assertScore(fit, 1, -0.6192958218423926, 0, 1e-10);
    }

    @Test
    void zeroInflated_ofALine() {
        DensityFitResult fit = fit("zero-inflated-poisson", X, COUNTS);
        assertThat(fit.converged()).as(fit.notes().toString()).isTrue();
        assertScore(fit, 0, 0.06453399845395101, 1.4643870539671011, 1e-9);
        assertScore(fit, 1, -0.6763401125335976, -0.292907862597097, 1e-8);
        assertThat(fit.objective()).isCloseTo(0.48949847539188485, within(1e-13));
        assertThat(fit.notes()).noneMatch(note -> note.contains("separation") || note.contains("infinit"));
    }

    /** Poisson counts without a single 0 more: the best probability of an extra zero is 0, which no logit is. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void zeroInflated_withoutExtraZeros_saysSo(int shift) {
        double[] counts = Arrays.stream(COUNTS)
                .map(c -> c == 0 ? (shift == 1 ? 1 : 2) : c)
                .toArray();
        counts[0] = shift == 1 ? 1 : 0;
        DensityFitResult fit = fit("zero-inflated-poisson", constants(ROWS), counts);
        assertThat(fit.converged()).isFalse();
        assertThat(fit.iterations()).isLessThan(60);
        assertThat(fit.notes()).noneMatch(note -> note.contains("separation") || note.startsWith("the loss keeps"));
        assertThat(fit.notes())
                .anyMatch(note -> note.contains("zero_logit goes to -infinity")
                        && note.contains("no more zeros than a poisson has")
                        && note.contains("--loss poisson"));
        assertThat(fit.intercepts()[0]).isCloseTo(Math.log(mean(counts)), within(1e-3));
    }

    /** The gradient of the penalised objective, written out, is 0. */
    @Test
    void penalty_isOnBothScores_inStandardDeviations() {
        double lambda = 0.05;
        double[] y = Arrays.stream(Y).map(v -> 1000 * v).toArray();
        DensityFitResult fit =
                fitter("gaussian-nll").withPenalty(new L2(lambda)).fit(column(X), y, null, Rows.all(ROWS));
        assertThat(fit.converged()).isTrue();
        double b = fit.coefficients()[0][0];
        double d = fit.coefficients()[1][0];
        DoubleUnaryOperator scale = x -> Math.exp(fit.intercepts()[1] + d * x);
        double[] sums = new double[4];
        for (int i = 0; i < ROWS; i++) {
            double s = scale.applyAsDouble(X[i]);
            double u = (y[i] - fit.intercepts()[0] - b * X[i]) / s;
            sums[0] -= u / s / ROWS;
            sums[1] -= u / s * X[i] / ROWS;
            sums[2] += (1 - u * u) / ROWS;
            sums[3] += (1 - u * u) * X[i] / ROWS;
        }
        double spread = deviation(X) * deviation(X);
        assertThat(1000 * sums[0]).isCloseTo(0, within(1e-9));
        assertThat(1000 * sums[1])
                .isCloseTo(-2 * lambda * spread * b / (deviation(y) * deviation(y)) * 1000, within(1e-9));
        assertThat(sums[2]).isCloseTo(0, within(1e-9));
        assertThat(sums[3]).isCloseTo(-2 * lambda * spread * d, within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gaussian-nll", "student-t-nll", "laplace-nll", "zero-inflated-poisson"})
    void weight_isHowOftenARowIsThere(String spec) {
        double[] y = spec.startsWith("zero") ? COUNTS : Y;
        double[] weight = IntStream.range(0, ROWS).mapToDouble(i -> i % 3).toArray();
        int[] twice = IntStream.range(0, ROWS)
                .boxed()
                .flatMap(i -> Collections.nCopies(i % 3, i).stream())
                .mapToInt(Integer::intValue)
                .toArray();
        DensityFitResult weighted = fitter(spec).fit(column(X), y, weight, Rows.all(ROWS));
        double[] x2 = Arrays.stream(twice).mapToDouble(i -> X[i]).toArray();
        double[] y2 = Arrays.stream(twice).mapToDouble(i -> y[i]).toArray();
        DensityFitResult written = fit(spec, x2, y2);
        assertThat(weighted.converged()).as(weighted.notes().toString()).isTrue();
        for (int k = 0; k < 2; k++) {
            assertScore(weighted, k, written.intercepts()[k], written.coefficients()[k][0], 1e-8);
        }
        assertThat(weighted.objective()).isCloseTo(written.objective(), within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gaussian-nll", "student-t-nll:df=3", "laplace-nll"})
    void sparseInputs_giveTheSameFit(String spec) {
        int[] starts = IntStream.rangeClosed(0, ROWS).toArray();
        SparseMatrix sparse = new SparseMatrix(1, starts, new int[ROWS], X);
        DensityFitResult found = fitter(spec).fit(sparse, Y, null, Rows.all(ROWS));
        DensityFitResult dense = fit(spec, X, Y);
        assertThat(found.converged()).as(found.notes().toString()).isTrue();
        assertThat(found.objective()).isCloseTo(dense.objective(), within(1e-10));
        for (int k = 0; k < 2; k++) {
            assertScore(found, k, dense.intercepts()[k], dense.coefficients()[k][0], 1e-8);
        }
    }

    /** Many columns are descended by their gradient, which a penalty needs to be finite. */
    @Test
    void manyColumns_areFittedToo() {
        Matrix x = Examples.random(2000, 160, 7);
        double[] y = IntStream.range(0, 2000)
                .mapToDouble(i -> x.get(i, 0) + Math.exp(0.1 * x.get(i, 1)) * Y[i % ROWS])
                .toArray();
        DensityFitResult fit = fitter("gaussian-nll").withPenalty(new L2(0.1)).fit(x, y, null, Rows.all(2000));
        assertThat(fit.solver()).startsWith("L-BFGS");
        assertThat(fit.converged()).as(fit.notes().toString()).isTrue();
    }

    @Test
    void threads_changeNoBit() {
        DensityFitResult one = fitter("gaussian-nll").withThreads(1).fit(column(X), Y, null, Rows.all(ROWS));
        DensityFitResult three = fitter("gaussian-nll").withThreads(3).fit(column(X), Y, null, Rows.all(ROWS));
        assertThat(one.intercepts()).isEqualTo(three.intercepts());
    }

    @ParameterizedTest
    @ValueSource(strings = {"gaussian-nll", "student-t-nll", "laplace-nll"})
    void oneTarget_isRefused(String spec) {
        double[] same = new double[ROWS];
        Arrays.fill(same, 3);
        assertThatThrownBy(() -> fit(spec, X, same))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("every target on these rows is 3.0")
                .hasMessageContaining("no distribution to learn");
        assertThatThrownBy(() -> fit(spec, new double[] {1}, new double[] {3})).isInstanceOf(InputException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gaussian-nll", "student-t-nll", "laplace-nll"})
    void exactRows_haveNoMaximum(String spec) {
        DensityFitResult all = fit(spec, X, Arrays.stream(X).map(x -> 5 + 2 * x).toArray());
        assertThat(all.converged()).isFalse();
        assertThat(all.notes()).anyMatch(note -> note.contains("no maximum") && note.contains("rows"));
        double[] one = new double[ROWS];
        one[7] = 1;
        DensityFitResult alone = fit(spec, one, Y);
        assertThat(alone.converged()).isFalse();
        assertThat(alone.notes())
                .anyMatch(note -> (note.contains("no maximum") && note.contains("row 8"))
                        || (note.contains("keeps falling")
                                && note.contains("log_scale of some rows goes to -infinity")));
    }

    @ParameterizedTest
    @CsvSource({"-1, whole numbers from 0 on", "2.5, whole numbers from 0 on", "NaN, finite"})
    void counts_thatAreNone_areRefused(double value, String said) {
        double[] counts = COUNTS.clone();
        counts[4] = value;
        assertThatThrownBy(() -> fit("zero-inflated-poisson", X, counts))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("row 5")
                .hasMessageContaining(said);
    }

    @Test
    void laplace_withAPenalty_isRefused() {
        assertThatThrownBy(() -> fitter("laplace-nll").withPenalty(new L2(0.1)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("student-t-nll");
    }
}
