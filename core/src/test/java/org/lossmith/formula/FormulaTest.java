package org.lossmith.formula;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FormulaTest {
    private static final int FORMULAS = 400;
    private static final BigDecimal TINY = new BigDecimal("1e-30");

    private static Map<String, Double> point(Random random) {
        return Map.of("z", random.nextGaussian() * 2, "y", random.nextDouble(), "a", 0.25 + random.nextDouble());
    }

    private static void assertClose(String what, BigDecimal found, BigDecimal wanted, BigDecimal tolerance) {
        BigDecimal scale = wanted.abs().add(BigDecimal.ONE);
        assertThat(found.subtract(wanted).abs()).as(what).isLessThanOrEqualTo(scale.multiply(tolerance));
    }

    @Test
    void simplifiedAndStableForms_equalWhatWasTyped() {
        RandomFormulas formulas = new RandomFormulas(20261123);
        Random random = new Random(7);
        for (int i = 0; i < FORMULAS; i++) {
            String text = formulas.next();
            Formula formula = Formula.parse(text);
            Map<String, Double> point = point(random);
            BigDecimal typed = Reference.evaluate(formula.typed(), point, 60);
            assertClose(text + " simplified at " + point, Reference.evaluate(formula.value(), point, 60), typed, TINY);
            assertClose(
                    text + " stable at " + point, Reference.evaluate(formula.stableValue(), point, 60), typed, TINY);
        }
    }

    /** Rules look at pairs of terms: for so many of them the time would be minutes if they began anew with each part of the sum. */
    @ParameterizedTest
    @ValueSource(strings = {"exp(-(z - y - %d)^2)", "log(1 + exp(z - y - %d))", "sqrt(1 + (z - %d)^2)"})
    void sumOfManyTerms_isTheSumOfTheirForms(String term) {
        int terms = 100;
        Map<String, Double> point = Map.of("z", 3.25, "y", 0.5);
        BigDecimal[] sums = {BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO};
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < terms; i++) {
            String single = String.format(Locale.ROOT, term, i);
            text.append(i == 0 ? "" : " + ").append(single);
            BigDecimal[] one = stable(Formula.parse(single), point);
            for (int k = 0; k < sums.length; k++) {
                sums[k] = sums[k].add(one[k]);
            }
        }
        BigDecimal[] found = stable(Formula.parse(text.toString()), point);
        for (int k = 0; k < sums.length; k++) {
            assertClose(term, found[k], sums[k], TINY);
        }
    }

    private static BigDecimal[] stable(Formula formula, Map<String, Double> point) {
        return new BigDecimal[] {
            Reference.evaluate(formula.stableValue(), point, 60),
            Reference.evaluate(formula.stableGradient(), point, 60),
            Reference.evaluate(formula.stableHessian(), point, 60)
        };
    }

    /** Central differences of the typed formula with a step of 1e-30 in 130 digits are good to about 60. */
    @Test
    void derivatives_equalDifferencesOfWhatWasTyped() {
        RandomFormulas formulas = new RandomFormulas(42);
        Random random = new Random(11);
        for (int i = 0; i < FORMULAS / 2; i++) {
            String text = formulas.next();
            Formula formula = Formula.parse(text);
            Map<String, Double> point = point(random);
            BigDecimal gradient = difference(formula.typed(), point);
            BigDecimal hessian = difference(formula.gradient(), point);
            String where = text + " at " + point;
            assertClose(
                    "gradient of " + where, Reference.evaluate(formula.stableGradient(), point, 60), gradient, TINY);
            assertClose("hessian of " + where, Reference.evaluate(formula.stableHessian(), point, 60), hessian, TINY);
        }
    }

    /** (f(z + h) - f(z - h)) / 2h by adding h as a variable of its own. */
    private static BigDecimal difference(Expr expr, Map<String, Double> point) {
        BigDecimal step = new BigDecimal("1e-35");
        Expr up = shifted(expr, Operator.ADD);
        Expr down = shifted(expr, Operator.SUBTRACT);
        Map<String, Double> values = new java.util.HashMap<>(point);
        values.put("h", 1e-35);
        BigDecimal exactStep = new BigDecimal(1e-35);
        BigDecimal rise = Reference.evaluate(up, values, 130).subtract(Reference.evaluate(down, values, 130));
        assertThat(exactStep.subtract(step).abs()).isLessThan(new BigDecimal("1e-50"));
        return rise.divide(exactStep.multiply(BigDecimal.valueOf(2)), new MathContext(60));
    }

    private static Expr shifted(Expr expr, Operator operator) {
        if (expr.equals(Formula.SCORE)) {
            return new Expr.Operation(operator, expr, new Expr.Variable("h"));
        }
        if (expr instanceof Expr.Call call) {
            return new Expr.Call(call.function(), shifted(call.argument(), operator));
        }
        if (expr instanceof Expr.Operation operation) {
            return new Expr.Operation(
                    operation.operator(), shifted(operation.left(), operator), shifted(operation.right(), operator));
        }
        if (expr instanceof Expr.Where where) {
            return new Expr.Where(
                    shifted(where.condition(), operator),
                    shifted(where.then(), operator),
                    shifted(where.otherwise(), operator));
        }
        return expr;
    }

    @Test
    void printedForm_readsBackAsTheSameFunction() {
        RandomFormulas formulas = new RandomFormulas(3);
        Random random = new Random(5);
        for (int i = 0; i < FORMULAS; i++) {
            Formula formula = Formula.parse(formulas.next());
            Map<String, Double> point = point(random);
            for (Expr expr : new Expr[] {formula.typed(), formula.value(), formula.stableGradient()}) {
                BigDecimal again = Reference.evaluate(Parser.parse(expr.toString()), point, 50);
                assertClose(expr.toString(), again, Reference.evaluate(expr, point, 50), TINY);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-(y*log(sigmoid(z)) + (1-y)*log(1-sigmoid(z))) | y*softplus(-z) + (1 - y)*softplus(z) | sigmoid(z)*sigmoid(-z)",
                "log(1+exp(z)) - y*z | (1 - y)*softplus(z) + y*softplus(-z) | sigmoid(z)*sigmoid(-z)",
                "max(z,0) - z*y + log(1+exp(-abs(z))) | (1 - y)*softplus(z) + y*softplus(-z) | sigmoid(z)*sigmoid(-z)",
                "log(cosh(z-y)) | logcosh(z - y) | 4*sigmoid(2*(z - y))*sigmoid(-2*(z - y))",
                "log((exp(z-y)+exp(y-z))/2) | logcosh(z - y) | 4*sigmoid(2*(z - y))*sigmoid(-2*(z - y))",
                "-log(1/(1+exp(-z))) | softplus(-z) | sigmoid(z)*sigmoid(-z)",
                "-log(exp(z)/(1+exp(z))) | softplus(-z) | sigmoid(z)*sigmoid(-z)",
                "sqrt((z-y)^2+d^2)-d | (z - y)^2/(sqrt(d^2 + (z - y)^2) + d) | d^2/(d^2 + (z - y)^2)^1.5",
                "1-tanh(z)^2 | 4*sigmoid(2*z)*sigmoid(-2*z) | ",
                "exp(z)-1 | expm1(z) | exp(z)",
                "1-erf(z) | erfc(z) | ",
                "log(1+(z-y)^2) | log1p((z - y)^2) | ",
                "(1-exp(-softplus(-z)))^2 | sigmoid(-z)^2 | "
            })
    void typedFormula_becomesItsStableForm(String text, String stable, String hessian) {
        Formula formula = Formula.parse(text);
        assertThat(formula.stableValue()).hasToString(stable);
        if (hessian != null) {
            assertThat(formula.stableHessian()).hasToString(hessian);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"abs(z - y)", "max(z, y)", "max(z - y, y - z)", "abs(z - y) + 0*z"})
    void gradientAtAKink_isTheMidpoint(String text) {
        double gradient = Interpreter.evaluate(Formula.parse(text).stableGradient(), Map.of("z", 1.5, "y", 1.5));
        assertThat(gradient).isEqualTo(text.equals("max(z, y)") ? 0.5 : 0.0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "where(y >= z, q*(y - z), (1 - q)*(z - y)) | -0.3",
                "where(z > y, (1 - q)*(z - y), q*(y - z)) | -0.3",
                "where(z - y < 0, y - z, 3*(z - y)) | 1",
                "where(abs(z - y) <= 1, (z - y)^2/2, abs(z - y) - 1/2) | 0",
                "where(z > y, 2, 1) | 0"
            })
    void gradientOfAWhereAtItsBorder_isTheMidpoint(String text, double expected) {
        double gradient =
                Interpreter.evaluate(Formula.parse(text).stableGradient(), Map.of("z", 1.5, "y", 1.5, "q", 0.8));
        assertThat(gradient).isCloseTo(expected, org.assertj.core.data.Offset.offset(1e-15));
    }

    @Test
    void smoothWhere_needsNoMidpoint() {
        Formula huber = Formula.parse("where(abs(z - y) <= d, (z - y)^2/2, d*(abs(z - y) - d/2))");
        assertThat(huber.gradient()).hasToString("where(abs(z - y) <= d, z - y, d*sign(z - y))");
    }
}
