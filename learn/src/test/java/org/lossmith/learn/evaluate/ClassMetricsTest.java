package org.lossmith.learn.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Oracle: scikit-learn 1.9.1's metrics on the same forty rows (brier_score_loss unscaled, zero_division=0). */
class ClassMetricsTest {
    private static final int ROWS = 40;

    private static double[] classes() {
        double[] target = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            target[i] = i % 9 == 0 ? 3 : (i * i + i / 7) % 4;
        }
        return target;
    }

    private static double[][] scores(double[] target) {
        double[][] score = new double[4][ROWS];
        for (int k = 0; k < 4; k++) {
            for (int i = 0; i < ROWS; i++) {
                score[k][i] = (i * (k + 3) * 7) % 11 / 3.0 - 1.5 + (target[i] == k ? 1.2 : 0);
            }
        }
        return score;
    }

    private static int[] largest(double[][] score) {
        int[] called = new int[score[0].length];
        for (int row = 0; row < called.length; row++) {
            for (int k = 1; k < score.length; k++) {
                called[row] = score[k][row] > score[called[row]][row] ? k : called[row];
            }
        }
        return called;
    }

    private static double[] weights() {
        double[] weight = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            weight[i] = 0.5 + i % 5 * 0.5;
        }
        return weight;
    }

    private static ClassMetrics metrics(double[] weight) {
        double[] target = classes();
        return new ClassMetrics(scores(target), largest(scores(target)), target, weight, Sampling.ofRows(ROWS));
    }

    private static double value(ClassMetrics metrics, String name) {
        return metrics.estimate(name).value();
    }

    @Test
    void figures_areThoseOfScikitLearn() {
        ClassMetrics found = metrics(null);
        assertThat(value(found, "log-loss")).isCloseTo(0.8668974982877569, within(1e-14));
        assertThat(value(found, "brier")).isCloseTo(0.47846354878187025, within(1e-14));
        assertThat(value(found, "accuracy")).isEqualTo(0.625);
        assertThat(value(found, "error-rate")).isEqualTo(0.375);
        assertThat(value(found, "macro-precision")).isCloseTo(0.6330808080808081, within(1e-14));
        assertThat(value(found, "macro-recall")).isCloseTo(0.622979797979798, within(1e-14));
        assertThat(value(found, "macro-f1")).isCloseTo(0.6258771929824561, within(1e-14));
        assertThat(value(found, "weighted-f1")).isCloseTo(0.6300438596491228, within(1e-14));
        double[] precision = {0.6, 0.7777777777777778, 0.45454545454545453, 0.7};
        double[] recall = {0.6, 0.7, 0.5555555555555556, 0.6363636363636364};
        double[] f1 = {0.6, 0.7368421052631579, 0.5, 0.6666666666666666};
        for (int k = 0; k < 4; k++) {
            assertThat(found.precision(k).value()).isCloseTo(precision[k], within(1e-15));
            assertThat(found.recall(k).value()).isCloseTo(recall[k], within(1e-15));
            assertThat(found.f1(k).value()).isCloseTo(f1[k], within(1e-15));
        }
        assertThat(found.confusion().weight(2, 1)).isEqualTo(1);
        assertThat(found.confusion().weight(3, 2)).isEqualTo(3);
        assertThat(found.confusion().rowsOf(3)).isEqualTo(11);
        assertThat(found.confusion().rowsCalled(1)).isEqualTo(9);
    }

    @Test
    void weightedFigures_areThoseOfScikitLearn() {
        ClassMetrics found = metrics(weights());
        assertThat(value(found, "log-loss")).isCloseTo(0.8431161845088914, within(1e-14));
        assertThat(value(found, "brier")).isCloseTo(0.4604938545543862, within(1e-14));
        assertThat(value(found, "accuracy")).isCloseTo(0.6583333333333333, within(1e-14));
        assertThat(value(found, "macro-precision")).isCloseTo(0.6504107505070994, within(1e-14));
        assertThat(value(found, "macro-recall")).isCloseTo(0.6524509803921569, within(1e-14));
        assertThat(value(found, "macro-f1")).isCloseTo(0.6511339637002969, within(1e-14));
        assertThat(value(found, "weighted-f1")).isCloseTo(0.6566895192558525, within(1e-14));
        assertThat(found.confusion().weight(0, 3)).isEqualTo(3);
    }

    /** To first order a row moves a measure by its weight times the measure's derivative by that weight. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "log-loss",
                "brier",
                "accuracy",
                "macro-precision",
                "macro-recall",
                "macro-f1",
                "weighted-f1",
                "balanced-error"
            })
    void influence_isTheDerivativeByTheRowsWeight(String name) {
        Measure measure = metrics(weights()).measure(name);
        double sum = 0;
        for (int row = 0; row < ROWS; row++) {
            double[] more = weights();
            double[] less = weights();
            more[row] += 1e-5;
            less[row] -= 1e-5;
            double slope = (value(metrics(more), name) - value(metrics(less), name)) / 2e-5;
            assertThat(measure.influence().applyAsDouble(row)).isCloseTo(weights()[row] * slope, within(1e-8));
            sum += measure.influence().applyAsDouble(row);
        }
        assertThat(sum).isCloseTo(0, within(1e-12));
    }

    /** 2,000 samples of 200 rows from the same source: the interval should hold the true macro recall in about 95%. */
    @Test
    void macroRecallInterval_holdsTheTruthAsOftenAsItSays() {
        SeededRandom random = new SeededRandom(3);
        int held = 0;
        double[] chance = {0.9, 0.6, 0.3};
        for (int sample = 0; sample < 2000; sample++) {
            double[] target = new double[200];
            double[][] score = new double[3][200];
            for (int row = 0; row < 200; row++) {
                int truth = random.next() < 0.7 ? 0 : random.next() < 0.6 ? 1 : 2;
                target[row] = truth;
                score[random.next() < chance[truth] ? truth : (truth + 1) % 3][row] = 1;
            }
            Estimate found = new ClassMetrics(score, largest(score), target, null, Sampling.ofRows(200)).estimate("macro-recall");
            held += found.low() <= 0.6 && 0.6 <= found.high() ? 1 : 0;
        }
        assertThat(held / 2000.0).isBetween(0.93, 0.97);
    }

    @Test
    void classThatIsNeverCalled_hasNoPrecision_andCountsAsZeroInTheMean() {
        double[] target = {0, 0, 1, 2};
        double[][] score = {{1, 1, 1, 0}, {0, 0, 0, 0}, {0, 0, 0, 1}};
        ClassMetrics found = new ClassMetrics(score, largest(score), target, null, Sampling.ofRows(4));
        assertThat(found.precision(1)).isNull();
        assertThat(found.recall(1).value()).isEqualTo(0);
        assertThat(found.f1(1).value()).isEqualTo(0);
        assertThat(value(found, "macro-precision")).isCloseTo((2 / 3.0 + 0 + 1) / 3, within(1e-15));
    }

    @Test
    void difference_ofTheSameCalls_isZero_andOfBetterOnesNegative() {
        double[] target = classes();
        ClassMetrics one = metrics(null);
        double[][] sharper = scores(target);
        for (int i = 0; i < ROWS; i++) {
            sharper[(int) target[i]][i] += 1;
        }
        ClassMetrics better = new ClassMetrics(sharper, largest(sharper), target, null, Sampling.ofRows(ROWS));
        assertThat(ClassMetrics.difference(one, one, "log-loss")).isEqualTo(new Estimate(0, 0, 0));
        assertThat(ClassMetrics.difference(better, one, "log-loss").high()).isNegative();
        assertThat(ClassMetrics.recallDifference(better, one, 2).value()).isPositive();
    }

    @Test
    void certainty_staysFinite() {
        double[][] score = {{800, -900}, {-800, 900}};
        ClassMetrics found = new ClassMetrics(score, largest(score), new double[] {0, 0}, null, Sampling.ofRows(2));
        Map<String, Estimate> all = found.all();
        assertThat(all.keySet()).containsExactlyElementsOf(ClassMetrics.NAMES);
        assertThat(all.get("log-loss").value()).isEqualTo(900);
        assertThat(all.get("brier").value()).isEqualTo(1);
        assertThat(all.get("calibration-error").value()).isCloseTo(0.5, within(1e-15));
    }

    @Test
    void wrongTargets_areRefused() {
        double[][] score = {{1, 0}, {0, 1}};
        assertThatThrownBy(() -> new ClassMetrics(score, largest(score), new double[] {0, 2}, null, Sampling.ofRows(2)))
                .hasMessageContaining("target of row 2 is 2.0; wanted a class from 0 to 1");
    }
}
