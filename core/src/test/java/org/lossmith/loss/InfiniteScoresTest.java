package org.lossmith.loss;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lossmith.Columns;

/**
 * Losses of a logit at infinite scores, by hand: 0 log 0 is 0, in derivatives too; the loss is infinite where a label has no
 * probability, and its gradient then has its limit. On both paths, in tails, over floats, among finite rows, which keep their bits.
 */
class InfiniteScoresTest {
    private static final double INFINITE = Double.POSITIVE_INFINITY;
    private static final double[] LABELS = {0, 1, 0.25};

    /** Weights of a label of 1 and of one of 0. */
    static Stream<Arguments> losses() {
        return Stream.of(
                Arguments.of("bce", 1.0, 1.0),
                Arguments.of("weighted-bce:positive_weight=3", 3.0, 1.0),
                Arguments.of("focal:gamma=0", 0.25, 0.25),
                Arguments.of("focal:gamma=0.5,alpha=2", 2.0, 2.0),
                Arguments.of("focal:gamma=1", 0.25, 0.25),
                Arguments.of("focal", 0.25, 0.25),
                Arguments.of("focal:gamma=2.7", 0.25, 0.25),
                Arguments.of("focal:gamma=5", 0.25, 0.25),
                Arguments.of("alpha-balanced-focal", 0.25, 0.75));
    }

    /** The share of a label that is on the wrong side of an infinite score, times its weight: what its slope is. */
    private static double wrong(double score, double label, double positive, double negative) {
        return score < 0 ? positive * label : negative * (1 - label);
    }

    @ParameterizedTest
    @MethodSource("losses")
    void atInfiniteScores_0log0_is0(String spec, double positive, double negative) {
        everywhere(Losses.parse(spec), row -> {
            double wrong = wrong(row.score(), row.target(), positive, negative);
            assertThat(row.value()).as("value " + row).isEqualTo(wrong == 0 ? 0.0 : INFINITE, Offset.offset(0.0));
            double slope = row.score() < 0 ? -wrong : wrong;
            assertThat(row.gradient()).as("gradient " + row).isEqualTo(slope, Offset.offset(1e-7 * wrong));
            assertThat(row.hessian()).as("hessian " + row).isEqualTo(0.0, Offset.offset(0.0));
        });
    }

    @Test
    void brier_atInfiniteScores_isFlat() {
        everywhere(Losses.parse("brier"), row -> {
            double distance = row.score() < 0 ? row.target() : 1 - row.target();
            assertThat(row.value()).as("value " + row).isEqualTo(distance * distance, Offset.offset(1e-7));
            assertThat(row.gradient()).as("gradient " + row).isEqualTo(0.0, Offset.offset(0.0));
            assertThat(row.hessian()).as("hessian " + row).isEqualTo(0.0, Offset.offset(0.0));
        });
    }

    /** Value and derivatives of a row whose score is infinite. */
    private record Row(double score, double target, double value, double gradient, double hessian) {}

    private static void everywhere(Loss loss, Consumer<Row> check) {
        for (Loss path : List.of(loss, loss.forRows(Long.MAX_VALUE))) {
            for (int rows : new int[] {1, 2, 3, 7, 8, 9, 16, 31, 67}) {
                Table table = Table.random(rows);
                table.check(path, check);
                table.checkFloats(path, check);
                table.checkInPlace(path, check);
            }
        }
    }

    private record Table(double[] score, double[] target) {
        static Table random(int rows) {
            Random random = new Random(rows);
            double[] score = new double[rows];
            double[] target = new double[rows];
            for (int i = 0; i < rows; i++) {
                boolean infinite = i == 0 || i == rows - 1 || random.nextBoolean();
                score[i] = infinite ? (random.nextBoolean() ? INFINITE : -INFINITE) : 5 * random.nextGaussian();
                target[i] = LABELS[(rows + i) % LABELS.length];
            }
            return new Table(score, target);
        }

        void check(Loss loss, Consumer<Row> check) {
            int rows = score.length;
            double[][] found = results(loss, score.clone());
            double[] tame = Arrays.stream(score)
                    .map(z -> Double.isInfinite(z) ? 0.5 : z)
                    .toArray();
            double[][] alone = results(loss, tame);
            for (int i = 0; i < rows; i++) {
                if (Double.isInfinite(score[i])) {
                    check.accept(new Row(score[i], target[i], found[0][i], found[1][i], found[2][i]));
                } else {
                    assertThat(List.of(found[0][i], found[1][i], found[2][i]))
                            .as("bits of a finite row")
                            .isEqualTo(List.of(alone[0][i], alone[1][i], alone[2][i]));
                }
            }
            double[] gradient = new double[rows];
            double sum = loss.sumGradient(score, target, null, gradient, 0, rows);
            assertThat(gradient).containsExactly(found[1]);
            double values = Arrays.stream(found[0]).sum();
            assertThat(sum).isEqualTo(values, Offset.offset(1e-12 * (values == INFINITE ? 0 : values)));
            assertThat(loss.sum(score, target, null, 0, rows)).isEqualTo(sum, Offset.offset(0.0));
        }

        private double[][] results(Loss loss, double[] scores) {
            int rows = scores.length;
            double[][] results = new double[3][rows];
            loss.all(scores, target, null, results[0], results[1], results[2], 0, rows);
            return results;
        }

        void checkFloats(Loss loss, Consumer<Row> check) {
            int rows = score.length;
            float[] scores = new float[rows];
            float[] targets = new float[rows];
            for (int i = 0; i < rows; i++) {
                scores[i] = (float) score[i];
                targets[i] = (float) target[i];
            }
            float[] value = new float[rows];
            float[] gradient = new float[rows];
            float[] hessian = new float[rows];
            loss.all(scores, targets, null, value, gradient, hessian, 0, rows);
            for (int i = 0; i < rows; i++) {
                if (Double.isInfinite(score[i])) {
                    check.accept(new Row(score[i], target[i], value[i], gradient[i], hessian[i]));
                }
            }
        }

        /** The gradient written over the scores. */
        void checkInPlace(Loss loss, Consumer<Row> check) {
            double[] both = score.clone();
            double[][] found = results(loss, score.clone());
            loss.sumGradient(both, target, null, both, 0, both.length);
            assertThat(both).containsExactly(found[1]);
        }
    }

    @Test
    void aRowWithNaN_isNaN_besideInfiniteOnes() {
        for (String spec : new String[] {"bce", "focal", "alpha-balanced-focal:gamma=5"}) {
            for (Loss loss : List.of(Losses.parse(spec), Losses.parse(spec).forRows(Long.MAX_VALUE))) {
                double[] score = {-INFINITE, Double.NaN, Double.NaN, 1};
                double[] target = {0, 0, 1, Double.NaN};
                double[] value = new double[4];
                double[] gradient = new double[4];
                loss.all(score, target, null, value, gradient, new double[4], 0, 4);
                assertThat(value).as(spec).containsExactly(0, Double.NaN, Double.NaN, Double.NaN);
                assertThat(gradient[1] + gradient[2]).isNaN();
            }
        }
    }

    /** Each label by itself, as bce; and where they are the reconstruction of an ELBO. */
    @Test
    void labelsOfVectors_atInfiniteScores_countNothingOrInfinitely() {
        for (int rows : new int[] {1, 2, 5, 8, 11, 67}) {
            for (boolean vectors : new boolean[] {false, true}) {
                checkLabels("multi-label-bce", 0, rows, vectors);
                checkLabels("beta-elbo:beta=2", 2, rows, vectors);
            }
        }
    }

    private static void checkLabels(String spec, int others, int rows, boolean vectors) {
        Random random = new Random(rows);
        int width = 3 + others;
        double[] score = new double[rows * width];
        double[] target = new double[rows * 3];
        for (int i = 0; i < rows; i++) {
            for (int k = 0; k < 3; k++) {
                score[i * width + k] = List.of(INFINITE, -INFINITE, 0.5).get(random.nextInt(3));
                target[i * 3 + k] = LABELS[random.nextInt(i % 2 == 0 ? 2 : 3)];
            }
        }
        RowLoss loss = RowLosses.parse(spec);
        loss = vectors ? loss.forRows(Long.MAX_VALUE) : loss;
        double[] value = new double[rows];
        double[] gradient = new double[rows * width];
        double[] diagonal = new double[rows * width];
        loss.all(
                Columns.rowMajor(score, width),
                Columns.rowMajor(target, 3),
                null,
                value,
                Columns.rowMajor(gradient, width),
                Columns.rowMajor(diagonal, width),
                0,
                rows);
        for (int i = 0; i < rows; i++) {
            double sum = 0;
            for (int k = 0; k < 3; k++) {
                double z = score[i * width + k];
                double label = target[i * 3 + k];
                double p = z == 0.5 ? 1 / (1 + Math.exp(-0.5)) : z > 0 ? 1 : 0;
                double wrong = wrong(z, label, 1, 1);
                double finite = Math.log1p(Math.exp(0.5)) - label * 0.5;
                sum += z == 0.5 ? finite : wrong == 0 ? 0 : INFINITE;
                String what = loss + " " + z + " " + label;
                assertThat(gradient[i * width + k]).as(what).isEqualTo(p - label, Offset.offset(4e-16));
                assertThat(diagonal[i * width + k]).as(what).isEqualTo(p * (1 - p), Offset.offset(1e-16));
            }
            assertThat(value[i]).as(spec).isEqualTo(sum, Offset.offset(1e-14));
        }
    }

    /** Formulas of one's own take part. */
    @Test
    void formulasOfOnesOwn_haveNoLogarithmTimes0() {
        Loss loss = Losses.formula("-a*y*log(sigmoid(z)) + (1 - y)*sigmoid(z)^2*softplus(z)", Map.of("a", 2.0));
        List<Double> found = new ArrayList<>();
        double[] one = new double[1];
        for (double z : new double[] {-INFINITE, INFINITE}) {
            for (double y : new double[] {0, 1}) {
                loss.all(new double[] {z}, new double[] {y}, null, one, new double[1], new double[1], 0, 1);
                found.add(one[0] + 0.0);
            }
        }
        assertThat(found).containsExactly(0.0, INFINITE, INFINITE, 0.0);

        RowLoss soft = RowLosses.formula("(z[], y[]) -> sum(y*(logsumexp(z) - z))", Map.of());
        double[] row = {0, -INFINITE, 0};
        RowPoint point = new RowPoint(row, new double[] {0.5, 0, 0.5});
        assertThat(point.value(soft)).isEqualTo(Math.log(2), Offset.offset(1e-15));
        assertThat(point.gradient(soft)).containsExactly(0, 0, 0);
    }
}
