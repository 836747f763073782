package org.lossmith.loss;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Measured accuracy: of the whole catalogue, and of formulas whose faults are known from elsewhere. */
final class AccuracyTest {
    /** What a kernel may lose against the plain form, in ulps, where the plain form happens to do well. */
    private static final double HARM = 2;

    /** In ulps of the largest term. */
    private static final double NEAR_ROOT = 4;

    static List<Loss> catalogue() {
        return Losses.all();
    }

    static List<Loss> otherParameters() {
        return List.of(
                        "huber:delta=0.3",
                        "smooth-l1:beta=20",
                        "pseudo-huber:delta=0.1",
                        "quantile:q=0.9",
                        "expectile:tau=0.8",
                        "epsilon-insensitive:epsilon=1.5",
                        "cauchy:c=0.1",
                        "tukey:c=1.3",
                        "welsch:c=0.5",
                        "welsch:c=40",
                        "student-t:nu=30,scale=10",
                        "weighted-bce:positive_weight=3.7",
                        "focal:gamma=0",
                        "focal:gamma=0.5",
                        "focal:gamma=5,alpha=1",
                        "alpha-balanced-focal:gamma=1,alpha=0.9",
                        "smoothed-hinge:gamma=0.3",
                        "tweedie:power=1.1",
                        "tweedie:power=1.9")
                .stream()
                .map(Losses::parse)
                .toList();
    }

    @ParameterizedTest
    @MethodSource({"catalogue", "otherParameters"})
    void catalogue_staysWithinItsBars_andNoRuleHarms(Loss loss) {
        Accuracy accuracy = Accuracy.measure(loss);
        assertThat(accuracy.points()).isGreaterThan(150);
        assertThat(accuracy.isWithinBar()).as(accuracy.toString()).isTrue();
        for (Accuracy.Quantity quantity : List.of(accuracy.value(), accuracy.gradient(), accuracy.hessian())) {
            assertThat(quantity.after().nearRoot()).isLessThanOrEqualTo(NEAR_ROOT);
            assertThat(quantity.after().worst())
                    .isLessThanOrEqualTo(quantity.before().worst() + HARM);
            assertThat(quantity.unknown()).isLessThan(accuracy.points() / 4);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "log(sigmoid(z))",
                "sqrt(1 + (z - y)^2) - 1",
                "log(1 + exp(z)) - z",
                "-(y*log(sigmoid(z)) + (1-y)*log(1-sigmoid(z)))",
                "log(cosh(z - y))"
            })
    void knownDisasters_areMended(String formula) {
        Accuracy accuracy = Accuracy.measure(Losses.formula(formula, Map.of()));
        assertThat(accuracy.value().before().worst()).isGreaterThan(1e12);
        assertThat(accuracy.value().after().worst()).isLessThanOrEqualTo(4);
        assertThat(accuracy.gradient().after().worst()).isLessThanOrEqualTo(8);
    }

    /** Near 0 it is z^2/2, but no rule knows that; doubles give 0 or an ulp of 1. */
    @Test
    void exponentialLessItsLine_isReportedAsBadNearZero() {
        for (Loss loss : List.of(
                Losses.formula("exp(z) - 1 - z", Map.of()),
                Losses.formula("exp(a*(z-y)) - a*(z-y) - 1", Map.of("a", 0.7)))) {
            Accuracy.Errors after = Accuracy.measure(loss).value().after();
            assertThat(after.worst()).isGreaterThan(1e6);
            assertThat(after.worstPoint()).isNotNull();
            double score = after.worstPoint().score();
            double target = after.worstPoint().target();
            assertThat(Math.min(Math.abs(score), Math.abs(score - target))).isLessThan(1e-2);
        }
    }

    /** exp(z) - y crosses 0 at z = log y: the inputs are to blame, and the error is an ulp of y. */
    @Test
    void root_isKeptApart() {
        Accuracy.Errors after =
                Accuracy.measure(Losses.named("poisson")).gradient().after();
        assertThat(after.nearRootPoint()).isNotNull();
        assertThat(after.nearRoot()).isBetween(0.01, 2.0);
        assertThat(after.worst()).isLessThanOrEqualTo(4);
    }

    /** The squared error of doubles is off by the rounding of one difference and of its square: under 2 ulps. */
    @Test
    void squaredError_isTheSameBeforeAndAfter() {
        Accuracy accuracy = Accuracy.measure(Losses.named("squared-error"));
        assertThat(accuracy.value().after()).isEqualTo(accuracy.value().before());
        assertThat(accuracy.value().after().worst()).isBetween(0.5, 2.0);
        assertThat(accuracy.gradient().after().worst()).isBetween(0.25, 0.5);
        assertThat(accuracy.hessian().after().worst()).isZero();
        assertThat(accuracy.hessian().after().worstPoint()).isNull();
    }

    @Test
    void measure_isTheSameEveryTime() {
        Loss loss = Losses.named("bce");
        assertThat(Accuracy.measure(loss)).isEqualTo(Accuracy.measure(loss));
    }

    /** As typed, 1/(1 + exp(800)) underflows to log(0). */
    @Test
    void overflowAsTyped_isAnInfiniteError() {
        Accuracy accuracy = Accuracy.measure(Losses.formula("-log(1/(1 + exp(-z)))", Map.of()));
        assertThat(accuracy.value().before().worst()).isInfinite();
        assertThat(accuracy.isWithinBar()).isTrue();
    }
}
