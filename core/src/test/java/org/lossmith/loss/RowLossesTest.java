package org.lossmith.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.lossmith.Columns;

class RowLossesTest {
    private static final double[][] SCORE = {{0, 1}, {0, -2}, {0, 3}};
    private static final double[][] TARGET = {{0, 2}};

    @Test
    void softmax_ofEqualScores_isLogOfTheNumberOfClasses() {
        RowLoss softmax = RowLosses.named("softmax");
        double[][] gradient = new double[3][2];
        double sum = softmax.sumGradient(SCORE, TARGET, null, gradient, 0, 1);

        assertThat(sum).isCloseTo(Math.log(3), Offset.offset(1e-15));
        assertThat(gradient[0][0]).isCloseTo(-2 / 3.0, Offset.offset(1e-15));
        assertThat(gradient[1][0]).isCloseTo(1 / 3.0, Offset.offset(1e-15));
    }

    @Test
    void rowMajorAndSinglePrecision_giveTheSameNumbers() {
        RowLoss softmax = RowLosses.parse("softmax:label_smoothing=0.1");
        double[][] planar = new double[3][2];
        double sum = softmax.sumGradient(SCORE, TARGET, null, planar, 0, 2);
        double[] rows = new double[6];
        double again = softmax.sumGradient(
                Columns.rowMajor(new double[] {0, 0, 0, 1, -2, 3}, 3),
                Columns.planar(TARGET),
                null,
                Columns.rowMajor(rows, 3),
                0,
                2);
        float[][] floats = new float[3][2];
        softmax.sumGradient(
                Columns.planar(new float[][] {{0, 1}, {0, -2}, {0, 3}}),
                Columns.planar(new float[][] {{0, 2}}),
                null,
                Columns.planar(floats),
                0,
                2);

        assertThat(again).isEqualTo(sum);
        for (int row = 0; row < 2; row++) {
            for (int k = 0; k < 3; k++) {
                assertThat(rows[3 * row + k]).isEqualTo(planar[k][row]);
                assertThat(floats[k][row]).isEqualTo((float) planar[k][row]);
            }
        }
    }

    @Test
    void everyLoss_hasAGradientAndADiagonalThatAgreeWithTheFullHessianAndDifferences() {
        for (RowLoss loss : RowLosses.all()) {
            RowPoint point = RowPoint.typical(loss);
            double[][][] hessian = loss.hessians(point.score(), point.target(), null, 0, 1);
            double[] gradient = point.gradient(loss);
            double[] diagonal = point.diagonal(loss);
            for (int i = 0; i < gradient.length; i++) {
                double h = 1e-5;
                double slope =
                        (point.moved(i, h).value(loss) - point.moved(i, -h).value(loss)) / (2 * h);
                assertThat(gradient[i]).as(loss + " gradient " + i).isCloseTo(slope, Offset.offset(1e-8));
                assertThat(hessian[0][i][i]).as(loss + " hessian").isCloseTo(diagonal[i], Offset.offset(1e-12));
                double[] up = point.moved(i, h).gradient(loss);
                double[] down = point.moved(i, -h).gradient(loss);
                for (int j = 0; j < gradient.length; j++) {
                    assertThat(hessian[0][i][j])
                            .as(loss + " hessian " + i + " " + j)
                            .isCloseTo((up[j] - down[j]) / (2 * h), Offset.offset(1e-7));
                }
            }
        }
    }

    @Test
    void evaluate_refinesNextToARoot() {
        RowLoss mixture = RowLosses.named("gaussian-mixture");
        double[] score = {0.3, 0.3, 1, -1, 0, 0};
        RowEvaluation evaluation = mixture.evaluate(score, new double[] {0});

        assertThat(evaluation.gradient()[0]).isZero();
    }

    @Test
    void aLoss_thatIsWronglyAskedFor_saysSo() {
        assertThatThrownBy(() -> RowLosses.parse("softmx")).hasMessageContaining("softmax");
        assertThatThrownBy(() -> RowLosses.parse("softmax:label=1")).hasMessageContaining("label_smoothing");
        assertThatThrownBy(() -> RowLosses.parse("softmax:label_smoothing=1")).hasMessageContaining("less than 1");
        assertThatThrownBy(() -> RowLosses.parse("softmax:class_weight=1/x")).hasMessageContaining("divided by /");
        assertThatThrownBy(() -> RowLosses.named("softmax").sum(SCORE, new double[2][2], null, 0, 2))
                .hasMessageContaining("3 scores and 2 targets");
        RowLoss weighted = RowLosses.parse("softmax:class_weight=1/2");
        assertThatThrownBy(() -> weighted.sum(SCORE, TARGET, null, 0, 2)).hasMessageContaining("has 2 numbers");
        assertThatThrownBy(() -> RowLosses.formula("(z[], y) -> a*z[y]", Map.of()))
                .hasMessageContaining("--param a=1");
    }

    @Test
    void classWeight_multipliesTheRowsOfItsClass() {
        RowLoss softmax = RowLosses.named("softmax");
        RowLoss weighted = RowLosses.parse("softmax:class_weight=1/1/2.5");

        assertThat(weighted.sum(SCORE, TARGET, null, 1, 2))
                .isCloseTo(2.5 * softmax.sum(SCORE, TARGET, null, 1, 2), Offset.offset(1e-15));
        assertThat(weighted.spec()).isEqualTo("softmax:label_smoothing=0,class_weight=1/1/2.5");
    }

    @Test
    void aTargetThatIsNoClass_givesNaNAndLeavesOtherRowsAlone() {
        for (RowLoss loss : RowLosses.all()) {
            int classes = loss.classes(3);
            for (double wrong : new double[] {classes, -1, 0.5, Double.NaN, Double.POSITIVE_INFINITY}) {
                if (classes > 0) {
                    checkWrongClass(loss, wrong);
                    checkWrongClass(loss.forRows(1_000_000), wrong);
                }
            }
        }
    }

    private static void checkWrongClass(RowLoss loss, double wrong) {
        double[][] gradient = new double[3][2];
        double[] value = new double[2];
        loss.all(
                Columns.planar(SCORE),
                Columns.planar(new double[][] {{wrong, 2}}),
                null,
                value,
                Columns.planar(gradient),
                Columns.planar(new double[3][2]),
                0,
                2);
        assertThat(value[0]).as(loss.name() + " at " + wrong).isNaN();
        assertThat(gradient[1][0]).as(loss.name() + " at " + wrong).isNaN();
        assertThat(value[1]).as(loss.name()).isFinite();
        assertThat(gradient[1][1]).as(loss.name()).isFinite();
    }
}
