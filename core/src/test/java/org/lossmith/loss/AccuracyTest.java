package org.lossmith.loss;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Measured accuracy: of the whole catalogue, and of formulas whose faults are known from elsewhere. */
final class AccuracyTest {
    /** Below, a rule that makes something worse does no harm: it is what doubles are good for. */
    private static final double HARMLESS = 4;

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
    @MethodSource("catalogue")
    void catalogue_staysWithinItsBounds_andNoRuleHarms(Loss loss) {
        Accuracy accuracy = Accuracy.measure(loss);
        assertThat(accuracy.points()).isGreaterThan(150);
        assertWithinBounds(loss, accuracy);
    }

    /** At one in three points: there are many, and each takes milliseconds. */
    @ParameterizedTest
    @MethodSource("otherParameters")
    void catalogueAtOtherParameters_staysWithinItsBounds_andNoRuleHarms(Loss loss) {
        assertWithinBounds(loss, new AccuracyMeter(loss, 3).measure());
    }

    /** A text on accuracy alone does not change how it is measured. */
    @Test
    void errorsBetweenLabels_areInUlpsOfTheResult_unlessTheLossSaysOfTheLargerSide() {
        Loss focal = Losses.named("focal");
        Loss strict = Loss.of(Definition.named("strict-focal")
                .binary(TargetDomain.UNIT_INTERVAL, Link.LOGIT)
                .formula(focal.entry().formula())
                .parameters(focal.entry().parameters().toArray(Parameter[]::new))
                .conditioning("something else")
                .source("", values -> focal.properties()));

        double ofTheResult = Accuracy.measure(strict).gradient().after().worst();
        double ofTheLargerSide = Accuracy.measure(focal).gradient().after().worst();
        assertThat(ofTheLargerSide).isLessThan(4);
        assertThat(ofTheResult).isGreaterThan(4);
    }

    private static void assertWithinBounds(Loss loss, Accuracy accuracy) {
        assertThat(accuracy.isWithinBar()).as(accuracy.toString()).isTrue();
        for (Accuracy.Quantity quantity : List.of(accuracy.value(), accuracy.gradient(), accuracy.hessian())) {
            assertThat(quantity.after().nearRoot()).isLessThanOrEqualTo(NEAR_ROOT);
            assertThat(quantity.after().worst())
                    .isLessThanOrEqualTo(
                            Math.max(loss.errorBound(), quantity.before().worst()));
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
        assertThat(accuracy.isWithinBar()).as(accuracy.toString()).isTrue();
    }

    /** Near 0 it is z^2/6, but no rule knows that; doubles give 0 or an ulp of 1. */
    @Test
    void formulaThatNoRuleKnows_isReportedAsBadNearZero_andPreciseInDoubleDouble() {
        Loss loss = Losses.formula("sinh(z)/z - 1", Map.of());
        Accuracy accuracy = new AccuracyMeter(loss, 3).measure();
        assertThat(accuracy.isWithinBar()).isFalse();
        Accuracy.Errors after = accuracy.value().after();
        assertThat(after.worst()).isGreaterThan(1e6);
        assertThat(after.worstPoint()).isNotNull();
        assertThat(Math.abs(after.worstPoint().score())).isLessThan(1e-2);
        Accuracy precise = new AccuracyMeter(loss.inDoubleDouble(), 3).measure();
        for (Accuracy.Quantity quantity : List.of(precise.value(), precise.gradient(), precise.hessian())) {
            assertThat(quantity.after().worst()).isLessThanOrEqualTo(0.51);
        }
    }

    static List<String> typedFormulas() throws IOException {
        try (InputStream lines = Objects.requireNonNull(AccuracyTest.class.getResourceAsStream("typed-formulas.txt"))) {
            String text = new String(lines.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }

    /** Each line: a formula, its parameters, and whether rules make it as good as the catalogue. */
    @ParameterizedTest
    @MethodSource("typedFormulas")
    void typedFormula_isNotHarmed_andWithinItsBoundsWhereRulesReachThem(String line) {
        String[] cells = line.split("\\|", -1);
        Map<String, Double> parameters = new HashMap<>();
        for (String pair : cells[1].strip().split(",")) {
            String[] parts = pair.split("=");
            if (parts.length == 2) {
                parameters.put(parts[0].strip(), Double.parseDouble(parts[1]));
            }
        }
        Accuracy accuracy = new AccuracyMeter(Losses.formula(cells[0].strip(), parameters), 6).measure();
        for (Accuracy.Quantity quantity : List.of(accuracy.value(), accuracy.gradient(), accuracy.hessian())) {
            assertThat(quantity.after().worst())
                    .as(quantity.toString())
                    .isLessThanOrEqualTo(Math.max(HARMLESS, quantity.before().worst()));
        }
        if (cells[2].strip().equals("good")) {
            assertThat(accuracy.isWithinBar()).as(accuracy.toString()).isTrue();
        }
    }

    /** exp(z) - y crosses 0 at z = log y: the inputs are to blame, and the error is an ulp of y. */
    @Test
    void root_isKeptApart() {
        Accuracy.Errors after =
                Accuracy.measure(Losses.named("poisson")).gradient().after();
        assertThat(after.nearRootPoint()).isNotNull();
        assertThat(after.nearRoot()).isBetween(0.01, 2.0);
        assertThat(after.worst()).isLessThanOrEqualTo(HARMLESS);
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
