package org.lossmith.learn.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Expected values are scikit-learn 1.9.1's on the same arrays. */
class LabelMetricsTest {
    private static final double[] LOGIT = {-3, -1.5, -1.5, 0.25, 0.25, 1, 2, -0.5, 3, 0.25, -4, 40};
    private static final double[] TARGET = {0, 0, 1, 1, 0, 1, 1, 0, 0, 1, 0, 1};
    private static final double[] WEIGHT = {1, 2, 1, 1, 0, 1, 3, 1, 1, 2, 1, 1};

    private static Map<String, Estimate> all(double[] logit, double[] target, double[] weight) {
        return new LabelMetrics(logit, target, weight, Sampling.ofRows(logit.length)).all(calledFrom(0, logit), 5, 1);
    }

    private static boolean[] calledFrom(double threshold, double[] logit) {
        boolean[] called = new boolean[logit.length];
        for (int row = 0; row < called.length; row++) {
            called[row] = logit[row] >= threshold;
        }
        return called;
    }

    private static void check(Map<String, Estimate> found, String name, double expected) {
        assertThat(found.get(name).value()).as(name).isCloseTo(expected, within(1e-14));
    }

    @Test
    void unweighted_asScikitLearn() {
        Map<String, Estimate> found = all(LOGIT, TARGET, null);
        check(found, "log-loss", 0.6591863441173863);
        check(found, "brier", 0.21168119269928273);
        check(found, "roc-auc", 0.763888888888889);
        check(found, "average-precision", 0.7408730158730158);
        check(found, "precision", 0.7142857142857143);
        check(found, "recall", 0.8333333333333334);
        check(found, "cost", (5 + 2) / 12.0);
        assertThat(found.keySet())
                .containsExactly(
                        "log-loss",
                        "brier",
                        "precision",
                        "recall",
                        "average-precision",
                        "roc-auc",
                        "cost",
                        "calibration-error");
    }

    @Test
    void weighted_asScikitLearn() {
        Map<String, Estimate> found = all(LOGIT, TARGET, WEIGHT);
        check(found, "log-loss", 0.5410336952984889);
        check(found, "brier", 0.16516793703953614);
        check(found, "roc-auc", 0.8148148148148148);
        check(found, "average-precision", 0.8435897435897435);
        check(found, "precision", 0.8888888888888888);
        check(found, "recall", 0.8888888888888888);
    }

    @Test
    void logLoss_ofCertainAndRight_keepsItsDigits() {
        Map<String, Estimate> found = all(new double[] {40, -800}, new double[] {1, 0}, null);
        assertThat(found.get("log-loss").value()).isCloseTo(4.248354255291589e-18 / 2, within(1e-32));
        assertThat(all(new double[] {800, -800}, new double[] {0, 1}, null)
                        .get("log-loss")
                        .value())
                .isEqualTo(800);
    }

    /** 200 rows with ties from the generator at seed 42. */
    private static double[][] generated() {
        SeededRandom random = new SeededRandom(42);
        double[][] rows = new double[2][200];
        for (int row = 0; row < 200; row++) {
            double score = Math.rint((4 * (random.next() + random.next()) - 4) * 10) / 10;
            rows[0][row] = score;
            rows[1][row] = random.next() < 1 / (1 + Math.exp(1 - score)) ? 1 : 0;
        }
        return rows;
    }

    @Test
    void areaUnderCurve_hasDeLongsStandardError() {
        double[][] rows = generated();
        Measure area = RankMeasures.areaUnderCurve(rows[0], rows[1], null, Ranking.ascending(rows[0]));
        assertThat(area.value()).isCloseTo(0.8206515206154585, within(1e-14));
        assertThat(Sampling.ofRows(200).standardError(area.influence())).isCloseTo(0.030027718615444853, within(3e-4));
        assertThat(area.influence().applyAsDouble(0)).isCloseTo(0.0008512513471892189, within(1e-9));
        assertThat(area.influence().applyAsDouble(7)).isCloseTo(0.0007310446137331894, within(1e-9));
    }

    @Test
    void averagePrecision_influence_isTheDerivativeByARowsWeight() {
        double[][] rows = generated();
        Measure found = RankMeasures.averagePrecision(rows[0], rows[1], null, Ranking.ascending(rows[0]));
        assertThat(found.value()).isCloseTo(0.6225421414554708, within(1e-14));
        assertThat(found.influence().applyAsDouble(0)).isCloseTo(-0.00018110329902398803, within(1e-9));
        assertThat(found.influence().applyAsDouble(7)).isCloseTo(-0.000240764297387841, within(1e-9));
    }

    @Test
    void averagePrecision_standardError_liesWithTheBootstrapAndTheJackknife() {
        double[][] rows = generated();
        Measure found = RankMeasures.averagePrecision(rows[0], rows[1], null, Ranking.ascending(rows[0]));
        assertThat(Sampling.ofRows(200).standardError(found.influence())).isBetween(0.058, 0.0685);
    }

    @Test
    void influences_sumToZero() {
        int[] order = Ranking.ascending(LOGIT);
        for (Measure measure : new Measure[] {
            RankMeasures.areaUnderCurve(LOGIT, TARGET, WEIGHT, order),
            RankMeasures.averagePrecision(LOGIT, TARGET, WEIGHT, order),
            Calibration.of(LOGIT, TARGET, WEIGHT, order, 3).measure()
        }) {
            double sum = 0;
            for (int row = 0; row < LOGIT.length; row++) {
                sum += measure.influence().applyAsDouble(row);
            }
            assertThat(sum).isCloseTo(0, within(1e-15));
        }
    }

    @Test
    void perfectOrder_givesAreaOneWithAnHonestLowerEnd() {
        double[] logit = {-2, -1, 1, 2, 3};
        double[] target = {0, 0, 1, 1, 1};
        Estimate area = all(logit, target, null).get("roc-auc");
        assertThat(area.value()).isEqualTo(1);
        assertThat(area.high()).isEqualTo(1);
        assertThat(area.low()).isBetween(0.2, 0.5);
    }

    @Test
    void oneClass_leavesOutWhatIsUndefined() {
        Map<String, Estimate> none = all(new double[] {-1, -2}, new double[] {0, 0}, null);
        assertThat(none).containsOnlyKeys("log-loss", "brier", "cost", "calibration-error");
        Map<String, Estimate> only = all(new double[] {-1, 2}, new double[] {1, 1}, null);
        assertThat(only).doesNotContainKey("roc-auc");
        assertThat(only.get("average-precision").value()).isEqualTo(1);
        assertThat(only.get("recall").value()).isEqualTo(0.5);
    }

    @Test
    void constantScores_giveAreaOneHalfAndPrecisionOfTheBaseRate() {
        Map<String, Estimate> found = all(new double[4], new double[] {1, 0, 0, 0}, null);
        assertThat(found.get("roc-auc").value()).isEqualTo(0.5);
        assertThat(found.get("average-precision").value()).isEqualTo(0.25);
        assertThat(found.get("calibration-error").value()).isEqualTo(0.25);
    }

    @Test
    void precisionInterval_isWilsons() {
        double[] logit = new double[2000];
        double[] target = new double[2000];
        for (int row = 0; row < 20; row++) {
            logit[row] = 1;
            target[row] = row < 7 ? 1 : 0;
        }
        LabelMetrics metrics = new LabelMetrics(logit, target, null, Sampling.ofRows(2000));
        Estimate precision = metrics.precision(calledFrom(0.5, logit));
        assertThat(precision.low()).isCloseTo(0.18119182410108203, within(1e-3));
        assertThat(precision.high()).isCloseTo(0.5671457233147638, within(1e-3));
    }

    @Test
    void calibrationError_ofTwoBins_byHand() {
        double[] logit = {Math.log(0.25), Math.log(0.25), Math.log(4), Math.log(4)};
        double[] target = {0, 1, 1, 1};
        Calibration found = Calibration.of(logit, target, null, Ranking.ascending(logit), 2);
        assertThat(found.bins()).hasSize(2);
        assertThat(found.bins().get(0).predicted()).isCloseTo(0.2, within(1e-15));
        assertThat(found.bins().get(0).observed()).isEqualTo(0.5);
        assertThat(found.measure().value()).isCloseTo((0.3 + 0.2) / 2, within(1e-15));
    }

    @Test
    void differences_areOfTheSameRows() {
        double[][] rows = generated();
        double[] other = rows[0].clone();
        other[3] += 1;
        LabelMetrics a = new LabelMetrics(rows[0], rows[1], null, Sampling.ofRows(200));
        LabelMetrics b = new LabelMetrics(other, rows[1], null, Sampling.ofRows(200));
        Estimate same = LabelMetrics.logLossDifference(a, a);
        assertThat(same).isEqualTo(new Estimate(0, 0, 0));
        Estimate found = LabelMetrics.logLossDifference(a, b);
        assertThat(found.value()).isCloseTo(a.logLoss().value() - b.logLoss().value(), within(1e-15));
        assertThat(found.high() - found.low())
                .isLessThan(0.1 * (a.logLoss().high() - a.logLoss().low()));
        Estimate calls = LabelMetrics.costDifference(a, calledFrom(0, rows[0]), b, calledFrom(9, rows[0]), 5, 1);
        assertThat(calls.value())
                .isCloseTo(a.cost(calledFrom(0, rows[0]), 5, 1).value() - 5 * 59 / 200.0, within(1e-14));
    }

    @Test
    void targetsOtherThanZeroAndOne_areRefusedWithTheirRow() {
        assertThatThrownBy(() -> all(new double[2], new double[] {1, -1}, null))
                .hasMessage("target of row 2 is -1.0; wanted 0 or 1");
    }
}
