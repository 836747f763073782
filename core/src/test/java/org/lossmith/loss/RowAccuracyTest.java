package org.lossmith.loss;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lossmith.Columns;

/** Losses of several scores against 60 digits, with scores up to 1e4; and what they give at infinities. */
class RowAccuracyTest {
    /** In ulps, of value and gradient. */
    private static final double MEDIAN = 2;

    static Stream<RowLoss> losses() {
        return Stream.concat(
                RowLosses.all().stream(),
                Stream.of(
                                "softmax:label_smoothing=0.1",
                                "softmax:label_smoothing=0.1,class_weight=1/2/0.5",
                                "softmax-focal:gamma=1.5",
                                "softmax-focal:gamma=3",
                                "beta-elbo:beta=4")
                        .map(RowLosses::parse));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void valueAndGradient_areGoodTo14Digits_rulesMakeNothingWorse_evaluateIsExact(RowLoss loss) {
        RowAccuracy accuracy = RowAccuracy.measure(loss);

        if (loss.conditioning().isEmpty()) {
            assertThat(accuracy.value().after().worst()).as("value").isLessThanOrEqualTo(RowAccuracy.VALUE_BAR);
            assertThat(accuracy.value().after().median()).isLessThanOrEqualTo(MEDIAN);
            assertThat(accuracy.gradient().after().median()).isLessThanOrEqualTo(MEDIAN);
            assertThat(accuracy.gradient().after().worst()).as("gradient").isLessThanOrEqualTo(RowAccuracy.BAR);
        }
        for (RowAccuracy.Quantity quantity : List.of(accuracy.value(), accuracy.gradient(), accuracy.hessian())) {
            // Where both lose digits to the inputs, which loses more is chance: hence the factor.
            double worst = Math.max(RowAccuracy.BAR, 4 * quantity.before().worst());
            assertThat(quantity.after().worst()).as("worst").isLessThanOrEqualTo(worst);
            double median = Math.max(4, quantity.before().median());
            assertThat(quantity.after().median()).as("median").isLessThanOrEqualTo(median);
            RowAccuracy.Point point = quantity.after().worstPoint();
            if (point != null) {
                RowExactness.check(loss, point);
            }
        }
    }

    @Test
    void softmax_withAClassRuledOut_isThatOfTheOthers() {
        double[] scores = {0.3, Double.NEGATIVE_INFINITY, -1.2};
        for (String spec : new String[] {"softmax", "softmax-focal", "poly-1", "generalised-cross-entropy"}) {
            RowLoss loss = RowLosses.parse(spec);
            RowEvaluation all = loss.evaluate(scores, new double[] {2});
            RowEvaluation others = loss.evaluate(new double[] {0.3, -1.2}, new double[] {1});
            assertThat(all.value()).as(spec).isCloseTo(others.value(), Offset.offset(1e-15));
            assertThat(all.gradient()[0]).as(spec).isCloseTo(others.gradient()[0], Offset.offset(1e-15));
            assertThat(all.gradient()[1]).as(spec).isZero();
            assertThat(all.hessianDiagonal()[1]).as(spec).isZero();
        }
    }

    /** Against exp of the lead, by hand: p - 1 is minus what the others have. */
    @Test
    void softTargets_ofOneClassThatLeads_giveWhatTheOthersHave() {
        for (String spec : new String[] {"soft-softmax", "kl-divergence"}) {
            RowLoss loss = RowLosses.named(spec);
            double[][] gradient = new double[3][1];
            double[][] score = {{-86}, {95}, {13}};
            double[][] target = {{0}, {1}, {0}};
            loss.sumGradient(score, target, null, gradient, 0, 1);
            double others = Math.exp(-82) + Math.exp(-181);
            assertThat(gradient[1][0]).as(spec).isCloseTo(-others, Offset.offset(4 * Math.ulp(others)));
            assertThat(gradient[2][0]).as(spec).isCloseTo(Math.exp(-82), Offset.offset(4 * Math.ulp(others)));
        }
    }

    @Test
    void softTargets_ofZeroForAClassRuledOut_countNothing() {
        for (String spec : new String[] {"soft-softmax", "kl-divergence"}) {
            RowEvaluation row = RowLosses.named(spec)
                    .evaluate(new double[] {0, Double.NEGATIVE_INFINITY, 0}, new double[] {0.5, 0, 0.5});
            assertThat(row.value()).as(spec).isCloseTo(spec.startsWith("kl") ? 0 : Math.log(2), Offset.offset(1e-15));
            assertThat(row.gradient()).as(spec).containsExactly(0, 0, 0);
        }
    }

    @Test
    void mixture_withAComponentRuledOut_isThatOfTheOthers() {
        RowLoss mixture = RowLosses.named("gaussian-mixture-fixed");
        RowEvaluation all =
                mixture.evaluate(new double[] {0.5, Double.NEGATIVE_INFINITY, -0.5, 1, 2, 3}, new double[] {1.7});
        RowEvaluation others = mixture.evaluate(new double[] {0.5, -0.5, 1, 3}, new double[] {1.7});
        assertThat(all.value()).isCloseTo(others.value(), Offset.offset(1e-15));
        assertThat(all.gradient()[0]).isCloseTo(others.gradient()[0], Offset.offset(1e-15));
        assertThat(all.gradient()[1]).isZero();
        assertThat(all.gradient()[4]).isZero();
    }

    @ParameterizedTest
    @MethodSource("losses")
    void aRowWithNaN_isNaN_andWeightZeroIsAbsent(RowLoss loss) {
        RowPoint point = RowPoint.typical(loss);
        for (int i = 0; i < point.scores().length; i++) {
            RowPoint spoilt = point.moved(i, Double.NaN);
            assertThat(spoilt.value(loss)).as("value, score " + i).isNaN();
            assertThat(spoilt.gradient(loss)).as("gradient, score " + i).containsOnly(Double.NaN);
            assertThat(loss.sum(spoilt.score(), spoilt.target(), new double[] {0}, 0, 1))
                    .isZero();
        }
    }

    @Test
    void weights_multiplyValueGradientAndHessian() {
        RowLoss loss = RowLosses.parse("softmax-focal");
        RowPoint point = RowPoint.typical(loss);
        double[] gradient = new double[3];
        double[] diagonal = new double[3];
        double sum = loss.sumGradientHessian(
                point.score(),
                point.target(),
                new double[] {2},
                Columns.rowMajor(gradient, 3),
                Columns.rowMajor(diagonal, 3),
                0,
                1);
        assertThat(sum).isEqualTo(2 * point.value(loss));
        assertThat(gradient[1]).isEqualTo(2 * point.gradient(loss)[1]);
        assertThat(diagonal[1]).isEqualTo(2 * point.diagonal(loss)[1]);
        assertThat(loss.hessians(point.score(), point.target(), new double[] {2}, 0, 1)[0][0][1])
                .isEqualTo(2 * loss.hessians(point.score(), point.target(), null, 0, 1)[0][0][1]);
    }

    @Test
    void noRows_giveZero() {
        assertThat(RowLosses.named("softmax").sum(new double[3][0], new double[1][0], null, 0, 0))
                .isZero();
    }
}
