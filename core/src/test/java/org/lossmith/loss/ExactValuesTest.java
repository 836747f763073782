package org.lossmith.loss;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every loss of the catalogue against 25 digits by another tool, over |score| from 0 to 1e8, both signs. */
final class ExactValuesTest {
    private static final double TOLERANCE = 1e-14;
    private static final double NEGLIGIBLE = 1e-300;

    /** Their value or gradient is a difference that may vanish; only {@link Loss#evaluate} is exact there. */
    private static final Set<String> DIFFERENCES =
            Set.of("poisson", "negative-binomial", "gamma", "tweedie", "tukey", "epsilon-insensitive", "student-t");

    private static List<ExactValues.Line> lines;

    @BeforeAll
    static void read() {
        lines = ExactValues.read();
    }

    @Test
    void table_holdsEveryLossOfTheCatalogue() {
        Set<String> found = lines.stream().map(line -> line.loss().name()).collect(Collectors.toSet());
        assertThat(found).containsExactlyInAnyOrderElementsOf(Losses.names());
        assertThat(lines).hasSizeGreaterThan(8000);
    }

    @Test
    void evaluate_agreesTo14DigitsEverywhere() {
        for (ExactValues.Line line : lines) {
            Evaluation found = line.loss().evaluate(line.score(), line.target());
            assertClose(line + " value", found.value(), line.value(), 0);
            assertClose(line + " gradient", found.gradient(), line.gradient(), 0);
            assertClose(line + " hessian", found.hessian(), line.hessian(), 0);
        }
    }

    /** Where two terms may cancel, the kernel's error is measured against the larger of them. */
    @Test
    void kernel_agreesTo14Digits() {
        for (ExactValues.Line line : lines) {
            double[] value = new double[1];
            double[] gradient = new double[1];
            double[] hessian = new double[1];
            line.loss()
                    .all(
                            new double[] {line.score()},
                            new double[] {line.target()},
                            null,
                            value,
                            gradient,
                            hessian,
                            0,
                            1);
            boolean difference = DIFFERENCES.contains(line.loss().name());
            double scale = difference ? Math.max(1, Math.abs(line.target())) : 0;
            if (!atTheEdge(line)) {
                assertClose(line + " kernel value", value[0], line.value(), scale);
                assertClose(line + " kernel gradient", gradient[0], line.gradient(), scale);
                assertClose(line + " kernel hessian", hessian[0], line.hessian(), scale + brierScale(line));
            }
        }
    }

    /** Brier's Hessian changes its sign where its gradient does not. */
    private static double brierScale(ExactValues.Line line) {
        return line.loss().name().equals("brier") ? Math.abs(Double.parseDouble(line.gradient())) : 0;
    }

    /** The error differs from epsilon by less than rounding: which side it is on only {@link Loss#evaluate} knows. */
    private static boolean atTheEdge(ExactValues.Line line) {
        Double epsilon = line.loss().parameters().get("epsilon");
        return epsilon != null && epsilon > 0 && Math.abs(line.score() - line.target()) == epsilon;
    }

    private static void assertClose(String what, double found, String exact, double scale) {
        double rounded = Double.parseDouble(exact);
        if (found == rounded) {
            return;
        }
        assertThat(found).as(what).isFinite();
        BigDecimal wanted = new BigDecimal(exact, new MathContext(25));
        double error = new BigDecimal(found).subtract(wanted).abs().doubleValue();
        assertThat(error)
                .as(what + ", found " + found)
                .isLessThanOrEqualTo(TOLERANCE * (Math.abs(rounded) + scale) + NEGLIGIBLE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-(y*log(sigmoid(z)) + (1-y)*log(1-sigmoid(z))) | bce | ",
                "log(1+exp(z)) - y*z | bce | ",
                "y*softplus(-z) - (1-y)*log(1-1/(1+exp(-z))) | bce | ",
                "max(z, 0) - y*z + log1p(exp(-abs(z))) | bce | ",
                "log(cosh(z-y)) | log-cosh | ",
                "log(exp(z-y) + exp(y-z)) - log(2) | log-cosh | ",
                "z - y + softplus(-2*(z-y)) - log(2) | log-cosh | ",
                "delta^2*(sqrt(1+((z-y)/delta)^2)-1) | pseudo-huber | delta",
                "delta*sqrt(delta^2+(z-y)^2) - delta^2 | pseudo-huber | delta",
                "c^2/2*log(1 + (z-y)^2/c^2) | cauchy | c",
                "(y - sigmoid(z))^2 | brier | ",
                "(1/(1+exp(-z)) - y)^2 | brier | "
            })
    void formulaAsPeopleTypeIt_isAsExactAsTheCatalogue(String formula, String name, String parameter) {
        List<ExactValues.Line> wanted =
                lines.stream().filter(line -> line.loss().name().equals(name)).toList();
        assertThat(wanted).isNotEmpty();
        Map<Map<String, Double>, Loss> losses = new HashMap<>();
        for (ExactValues.Line line : wanted) {
            Loss typed = losses.computeIfAbsent(line.loss().parameters(), values -> Losses.formula(formula, values));
            Evaluation found = typed.evaluate(line.score(), line.target());
            assertClose(formula + " " + line + " value", found.value(), line.value(), 0);
            assertClose(formula + " " + line + " gradient", found.gradient(), line.gradient(), 0);
            assertClose(formula + " " + line + " hessian", found.hessian(), line.hessian(), 0);
        }
    }

    @Test
    void issueFigures_areExact() {
        Evaluation bce = Losses.parse("bce").evaluate(40, 1);
        assertThat(bce.value()).isEqualTo(4.248354255291589e-18);
        assertThat(bce.gradient()).isEqualTo(-4.248354255291589e-18);
        assertThat(Losses.parse("log-cosh").value(1e-9, 0)).isEqualTo(5e-19);
    }
}
