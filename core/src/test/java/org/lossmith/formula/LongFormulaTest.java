package org.lossmith.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Formulas of thousands of operands in a row, and of a thousand levels. */
final class LongFormulaTest {
    private static final int MANY = 3000;

    private static String row(String operator, IntFunction<String> operand) {
        return row(operator, MANY, operand);
    }

    private static String row(String operator, int count, IntFunction<String> operand) {
        return IntStream.rangeClosed(1, count).mapToObj(operand).collect(Collectors.joining(operator));
    }

    /** Additions of numbers of all sizes and both signs: any other order rounds otherwise. */
    @Test
    void longSum_isEvaluatedAsTypedFromTheLeft() {
        Random random = new Random(2);
        double[] numbers = random.doubles(MANY, 0, 1).map(x -> Math.exp(40 * x)).toArray();
        boolean[] minus = new boolean[MANY];
        StringBuilder text = new StringBuilder("z");
        double expected = 0.5;
        for (int i = 0; i < MANY; i++) {
            minus[i] = random.nextBoolean();
            text.append(minus[i] ? " - " : " + ").append(numbers[i]);
            expected += minus[i] ? -numbers[i] : numbers[i];
        }
        Expr typed = Parser.parse(text.toString());
        assertThat(Interpreter.evaluate(typed, Map.of("z", 0.5))).isEqualTo(expected);
    }

    @Test
    void longProduct_isEvaluatedAsTypedFromTheLeft() {
        Random random = new Random(3);
        StringBuilder text = new StringBuilder("z");
        double expected = 0.7;
        for (int i = 0; i < MANY; i++) {
            double number = random.nextDouble() + 0.5;
            boolean below = random.nextBoolean();
            text.append(below ? "/" : "*").append(number);
            expected = below ? expected / number : expected * number;
        }
        assertThat(Interpreter.evaluate(Parser.parse(text.toString()), Map.of("z", 0.7)))
                .isEqualTo(expected);
    }

    /** Left to right with the signs that are written: (a - b) - c is not a - (b - c). */
    @ParameterizedTest
    @ValueSource(strings = {"z - 1 - 2 - 3", "z/2/4/8", "z*2/4*8/16", "z + 1 - 2 + 3"})
    void chains_ofAnyLengthKeepTheirSigns(String start) {
        for (int more = 0; more <= 70; more++) {
            String text = start + start.substring(1).repeat(more);
            Expr typed = Parser.parse(text);
            double z = 0.75;
            double expected = z;
            for (String part : text.substring(1).replace(" ", "").split("(?=[-+*/])")) {
                double operand = Double.parseDouble(part.substring(1));
                expected = switch (part.charAt(0)) {
                    case '+' -> expected + operand;
                    case '-' -> expected - operand;
                    case '*' -> expected * operand;
                    default -> expected / operand;
                };
            }
            assertThat(Interpreter.evaluate(typed, Map.of("z", z))).as(text).isEqualTo(expected);
            double exact = Reference.evaluate(typed, Map.of("z", z), 50).doubleValue();
            assertThat(exact).as(text).isCloseTo(expected, Offset.offset(1e-12 * Math.abs(expected)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {" + ", " - ", "*", "/"})
    void longChain_isPrintedAsTyped(String operator) {
        String text = row(operator, i -> "p" + i);
        Expr typed = Parser.parse(text);
        assertThat(typed.toString()).isEqualTo(text);
        assertThat(typed.depth()).isLessThan(64);
        assertThat(Parser.parse(typed.toString())).isEqualTo(typed);
    }

    @Test
    void longConditions_areReadAndPrinted() {
        for (String word : List.of(" and ", " or ")) {
            String text = "where(" + row(word, i -> "z != " + i) + ", z, y)";
            Expr typed = Parser.parse(text);
            assertThat(typed.toString()).isEqualTo(text);
            double inside = Interpreter.evaluate(typed, Map.of("z", 1234.0, "y", -1.0));
            assertThat(inside).isEqualTo(word.equals(" and ") ? -1 : 1234);
        }
    }

    @Test
    void longFormula_hasFlatDerivativesAndStableForms() {
        Formula formula = Formula.parse(row(" + ", 1000, i -> "log(1 + exp(z*" + i + " - y))"));
        for (Expr expr : formula.stable()) {
            assertThat(expr.depth()).isLessThan(100);
        }
        assertThat(formula.stableValue().toString()).contains("softplus(z - y)").contains("softplus(1000*z - y)");
    }

    /** Terms that join stand far from each other, among many that do not. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            log(1 + exp(z)) | -y*z            | softplus(-z)
            exp(z - y)      | -1              | expm1
            log(z^2 + 3)    | -log(z^2 + 4)   | log1p
            sqrt(1 + z^2)   | -1              | sqrt(1 + z^2) + 1
            a*exp(z)        | -a*exp(y)       | expm1
            """)
    void stableForms_areFoundAmongManyTerms(String first, String second, String form) {
        String between = row(" + ", 200, i -> "p" + i + "*abs(z - " + i + ")");
        String alone = Formula.parse(first + " + " + second).stableValue().toString();
        Formula formula = Formula.parse(first + " + " + between + " + " + second);
        assertThat(alone).contains(form);
        assertThat(formula.stableValue().toString()).contains(form);
    }

    /** u log(1 + u) and exp(u) - 1 - u, whose terms are three. */
    @Test
    void remainders_areFoundAmongManyTerms() {
        String between = row(" + ", 200, i -> "p" + i + "*abs(z - " + i + ")");
        for (String[] parts : new String[][] {
            {"exp(z - y)", "-1 - z + y", "expm1mx"},
            {"a*exp(z)", "-a - a*z", "expm1mx"},
            {"z^2", "-log(1 + z^2)", "log1pmx"},
            {"y", "-c - c*log(y/c)", "log1pmx"}
        }) {
            Formula formula = Formula.parse(parts[0] + " + " + between + " + " + parts[1]);
            assertThat(formula.stableValue().toString()).contains(parts[2]);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "exp(", "-", "not ", "2^", "where(z < 1, z, ", "sum("})
    void hostileNesting_isRefusedWithPlaceAndRemedy(String open) {
        String text = open.repeat(200_000 / open.length());
        assertThatThrownBy(() -> Formula.parse(text))
                .isInstanceOf(FormulaException.class)
                .hasMessageContaining("formula, column ")
                .hasMessageContaining("nested deeper than 1000 levels; split the formula");
    }

    @Test
    void nestedTables_ofNineHundredLevelsAreFormed() {
        String text = row("", 900, i -> "where(z < " + i + ", " + i + "*z, ") + "z^2" + ")".repeat(900);
        Formula formula = Formula.parse(text);
        assertThat(Interpreter.evaluate(formula.gradient(), Map.of("z", 700.5))).isEqualTo(701);
        assertThat(Interpreter.evaluate(formula.gradient(), Map.of("z", 901.0))).isEqualTo(1802);
    }

    @Test
    void longFormulaWithSignature_isFormed() {
        RowFormula formula =
                RowFormula.parse("(z[], y) -> sum(" + row(" + ", i -> "p" + i + "*(z - " + i + ")^2") + ") - z[y]");
        Signature.Block scores = formula.signature().scores().get(0);
        assertThat(formula.parameters()).hasSize(MANY);
        assertThat(formula.stableGradient(scores).depth()).isLessThan(100);
    }
}
