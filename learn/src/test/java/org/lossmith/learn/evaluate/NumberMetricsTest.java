package org.lossmith.learn.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Expected values are scikit-learn 1.9.1's and numpy 2.4's on the same arrays. */
class NumberMetricsTest {
    private static final double[] PREDICTION = {2.5, 0, 2, 8, 3.5, -1, 7, 4.25, 6, 1};
    private static final double[] TARGET = {3, -0.5, 2, 7, 10, -1.5, 6.5, 4, 9, 1.25};
    private static final double[] WEIGHT = {1, 2, 0, 1, 3, 1, 0.5, 1, 1, 2};

    private static NumberMetrics plain() {
        return new NumberMetrics(PREDICTION, TARGET, null, Sampling.ofRows(10));
    }

    private static NumberMetrics weighted() {
        return new NumberMetrics(PREDICTION, TARGET, WEIGHT, Sampling.ofRows(10));
    }

    @Test
    void rmse_asScikitLearn() {
        assertThat(plain().rmse().value()).isCloseTo(2.3103030104295845, within(1e-14));
        assertThat(weighted().rmse().value()).isCloseTo(3.3234018715767735, within(1e-14));
    }

    @Test
    void mae_asScikitLearn() {
        assertThat(plain().mae().value()).isCloseTo(1.3, within(1e-14));
        assertThat(weighted().mae().value()).isCloseTo(2.12, within(1e-14));
    }

    @Test
    void maeInterval_byStandardErrorAndStudentT() {
        double half = 0.6366143084928093 * 2.262157162798205;
        Estimate mae = plain().mae();
        assertThat(mae.high()).isCloseTo(1.3 * Math.exp(half / 1.3), within(2e-4));
        assertThat(mae.low()).isCloseTo(1.3 * Math.exp(-half / 1.3), within(2e-4));
    }

    @Test
    void medianError_ofEvenNumberOfRows_isTheMiddle() {
        assertThat(plain().medianError().value()).isEqualTo(0.5);
    }

    @Test
    void p90Error_asNumpyAveragedInvertedCdf() {
        assertThat(plain().p90Error().value()).isCloseTo(4.75, within(1e-14));
    }

    @Test
    void quantiles_withWholeWeights_areThoseOfRepeatedRows() {
        double[] weight = {1, 2, 0, 1, 3, 1, 0, 1, 1, 2};
        NumberMetrics metrics = new NumberMetrics(PREDICTION, TARGET, weight, Sampling.ofRows(10));
        double[][] repeated = repeat(weight);
        NumberMetrics byRows = new NumberMetrics(repeated[0], repeated[1], null, Sampling.ofRows(repeated[0].length));
        assertThat(metrics.p90Error().value()).isCloseTo(6.5, within(1e-14));
        assertThat(metrics.medianError().value()).isCloseTo(byRows.medianError().value(), within(1e-14));
        assertThat(metrics.trimmedRmse().value()).isCloseTo(byRows.trimmedRmse().value(), within(1e-14));
        assertThat(metrics.rmse().value()).isCloseTo(byRows.rmse().value(), within(1e-14));
    }

    private static double[][] repeat(double[] weight) {
        int n = (int) Arrays.stream(weight).sum();
        double[][] repeated = new double[2][n];
        int to = 0;
        for (int row = 0; row < weight.length; row++) {
            for (int times = 0; times < weight[row]; times++) {
                repeated[0][to] = PREDICTION[row];
                repeated[1][to++] = TARGET[row];
            }
        }
        return repeated;
    }

    @Test
    void cost_isTwoUnitsOfPinballLoss() {
        assertThat(plain().cost(0.8, 0.2).value()).isCloseTo(0.875, within(1e-14));
        assertThat(weighted().cost(0.8, 0.2).value()).isCloseTo(1.5519999999999998, within(1e-14));
        assertThat(plain().cost(4, 1).value()).isCloseTo(5 * 0.875, within(1e-13));
    }

    @Test
    void poissonDeviance_asScikitLearn() {
        double[] counts = {0, 1, 2, 5, 0, 3};
        double[] means = {0.5, 0.7, 2, 4, 0.1, 6};
        Estimate found = new NumberMetrics(means, counts, null, Sampling.ofRows(6)).poissonDeviance();
        assertThat(found).isNotNull();
        assertThat(found.value()).isCloseTo(0.5643170529433149, within(1e-14));
        assertThat(plain().poissonDeviance()).isNull();
    }

    @Test
    void trimmedRmse_ofHundredRows_leavesOutTheWorstOne() {
        double[] prediction = new double[100];
        double[] target = new double[100];
        Arrays.fill(target, 2);
        target[37] = 1440;
        NumberMetrics metrics = new NumberMetrics(prediction, target, null, Sampling.ofRows(100));
        assertThat(metrics.trimmedRmse().value()).isCloseTo(2, within(1e-12));
        assertThat(metrics.rmse().value()).isGreaterThan(144);
    }

    @Test
    void perfectPredictions_haveNoErrorAndNoWidth() {
        NumberMetrics metrics = new NumberMetrics(TARGET, TARGET, null, Sampling.ofRows(10));
        assertThat(metrics.all().values()).allSatisfy(found -> {
            assertThat(found.value()).isZero();
            assertThat(found.low()).isZero();
            assertThat(found.high()).isZero();
        });
    }

    @Test
    void all_hasTheNamesOfTheContract() {
        assertThat(plain().all().keySet()).containsExactly("rmse", "mae", "median-error", "p90-error", "trimmed-rmse");
    }

    @Test
    void difference_withItself_isZeroWithoutWidth() {
        for (String metric : new String[] {"rmse", "mae", "trimmed-rmse", "cost"}) {
            assertThat(NumberMetrics.difference(plain(), plain(), metric, 2, 1)).isEqualTo(new Estimate(0, 0, 0));
        }
    }

    @Test
    void difference_ofAConstantShift_isKnownExactly() {
        double[] none = new double[50];
        double[] shifted = new double[50];
        double[] target = new double[50];
        for (int row = 0; row < 50; row++) {
            target[row] = 10 + row;
            shifted[row] = 1;
        }
        NumberMetrics a = new NumberMetrics(none, target, null, Sampling.ofRows(50));
        NumberMetrics b = new NumberMetrics(shifted, target, null, Sampling.ofRows(50));
        Estimate difference = NumberMetrics.difference(a, b, "mae", 1, 1);
        assertThat(difference.value()).isCloseTo(1, within(1e-12));
        assertThat(difference.high() - difference.low()).isLessThan(1e-12);
        assertThat(difference.excludesZero()).isTrue();
    }

    @Test
    void groups_ofCopiedRows_giveTheIntervalOfTheRowsOnce() {
        double[] prediction = new double[40];
        double[] target = new double[40];
        int[] group = new int[40];
        for (int row = 0; row < 40; row++) {
            prediction[row] = PREDICTION[row % 10];
            target[row] = TARGET[row % 10];
            group[row] = row % 10;
        }
        NumberMetrics copied = new NumberMetrics(prediction, target, null, Sampling.ofGroups(group));
        assertThat(copied.mae().low()).isCloseTo(plain().mae().low(), within(1e-12));
        assertThat(copied.mae().high()).isCloseTo(plain().mae().high(), within(1e-12));
    }

    @Test
    void quantileInterval_coversInAboutNineteenOfTwenty() {
        SeededRandom random = new SeededRandom(5);
        int covered = 0;
        int runs = 1000;
        for (int run = 0; run < runs; run++) {
            double[] target = new double[200];
            for (int row = 0; row < target.length; row++) {
                target[row] = -Math.log(1 - random.next());
            }
            Estimate p90 = new NumberMetrics(new double[200], target, null, Sampling.ofRows(200)).p90Error();
            covered += p90.low() <= Math.log(10) && Math.log(10) <= p90.high() ? 1 : 0;
        }
        assertThat(covered).isBetween(925, 975);
    }

    @Test
    void maeInterval_coversInAboutNineteenOfTwenty() {
        SeededRandom random = new SeededRandom(6);
        int covered = 0;
        for (int run = 0; run < 1000; run++) {
            double[] target = new double[100];
            for (int row = 0; row < target.length; row++) {
                target[row] = -Math.log(1 - random.next());
            }
            Estimate mae = new NumberMetrics(new double[100], target, null, Sampling.ofRows(100)).mae();
            covered += mae.low() <= 1 && 1 <= mae.high() ? 1 : 0;
        }
        assertThat(covered).isBetween(925, 970);
    }

    @Test
    void oneRow_hasAnIntervalWithoutEnd() {
        Estimate mae = new NumberMetrics(new double[] {1}, new double[] {3}, null, Sampling.ofRows(1)).mae();
        assertThat(mae).isEqualTo(new Estimate(2, 0, Double.POSITIVE_INFINITY));
    }

    @Test
    void overflow_isAnInfiniteIntervalNotAFailure() {
        double[] target = {1e200, -2e200, 3e200, 5};
        NumberMetrics metrics = new NumberMetrics(new double[4], target, null, Sampling.ofRows(4));
        assertThat(metrics.rmse()).isEqualTo(new Estimate(Double.POSITIVE_INFINITY, 0, Double.POSITIVE_INFINITY));
        assertThat(metrics.mae().value()).isCloseTo(1.5e200, within(1e187));
        assertThat(metrics.mae().high()).isEqualTo(Double.POSITIVE_INFINITY);
        Estimate difference = NumberMetrics.difference(metrics, metrics, "rmse", 1, 1);
        assertThat(difference.excludesZero()).isFalse();
    }

    @Test
    void badInput_isRefusedWithItsRow() {
        Sampling two = Sampling.ofRows(2);
        assertThatThrownBy(() -> new NumberMetrics(new double[] {1, Double.NaN}, new double[2], null, two))
                .hasMessage("prediction of row 2 is NaN; wanted a finite number");
        assertThatThrownBy(() -> new NumberMetrics(new double[2], new double[] {1, 1. / 0}, null, two))
                .hasMessageContaining("target of row 2 is Infinity");
        assertThatThrownBy(() -> new NumberMetrics(new double[2], new double[2], new double[] {1, -1}, two))
                .hasMessageContaining("weight of row 2 is -1.0");
        assertThatThrownBy(() -> new NumberMetrics(new double[2], new double[2], new double[2], two))
                .hasMessageContaining("all rows are 0");
        assertThatThrownBy(() -> new NumberMetrics(new double[2], new double[3], null, two))
                .hasMessageContaining("differ in length: 2, 3");
        assertThatThrownBy(() -> new NumberMetrics(new double[0], new double[0], null, two))
                .hasMessageContaining("no rows");
    }
}
