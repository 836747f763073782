package org.lossmith.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ParserTest {
    private static final Map<String, Double> VALUES = Map.of("z", 2.0, "y", 3.0, "a", 0.5);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 + 2*3 | 7",
                "(1 + 2)*3 | 9",
                "2 - 3 - 4 | -5",
                "16/4/2 | 2",
                "-z^2 | -4",
                "2^-1 | 0.5",
                "2^3^2 | 512",
                "2**3 | 8",
                "-2*3 | -6",
                "--z | 2",
                "+z | 2",
                "1e2 + .5 + 3. | 103.5",
                "where(z < y, 1, 2) | 1",
                "where(not z < y, 1, 2) | 2",
                "where(z < y and y < 2 or z == 2, 1, 2) | 1",
                "where(z != 2 or y >= 4, 1, 2) | 2",
                "(z > 1)*z | 2",
                "(z > 2)*z | 0",
                "min(z, y) + max(z, y) | 5",
                "abs(-z) + sign(-z) | 1",
                "a*z | 1"
            })
    void arithmetic_followsTheUsualPrecedence(String formula, double expected) {
        assertThat(Interpreter.evaluate(Parser.parse(formula), VALUES)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sigmoyd(z) | 1 | did you mean \"sigmoid\"?",
                "z + sigmiod(z) | 5 | did you mean \"sigmoid\"?",
                "(z - y | 7 | \")\" is missing for the \"(\" at column 1",
                "z - y) | 6 | unexpected \")\"",
                "z y | 3 | unexpected \"y\"",
                "2z | 2 | write 2*z",
                "z = y | 3 | write == to compare",
                "z # y | 3 | cannot read \"#\"",
                "1 < z < 3 | 7 | comparisons do not chain",
                "where(z, 1, 2) | 1 | needs a comparison",
                "where(z > 1, 2) | 1 | takes a condition and two values, got 2",
                "exp(z, y) | 1 | exp takes one number, got 2",
                "exp | 1 | exp is a function; write exp(...)",
                "z + | 4 | the formula ends where",
                "z and y | 3 | needs a comparison",
                "1e999 | 1 | too large for a double",
                "foo(z) | 1 | the functions are"
            })
    void mistake_isShownWithItsColumnAndARemedy(String formula, int column, String message) {
        FormulaException found = catchThrowableOfType(FormulaException.class, () -> Formula.parse(formula));
        assertThat(found).isNotNull().hasMessageContaining(message);
        assertThat(found.column()).isEqualTo(column);
        String[] lines = found.getMessage().split("\n");
        assertThat(lines[lines.length - 1].indexOf('^')).isEqualTo(1 + column);
        assertThat(lines[lines.length - 2].strip()).isEqualTo(formula);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "()", ",", "where()", "\u0000", "z\n-\ty)"})
    void nonsense_isRefused(String formula) {
        assertThatThrownBy(() -> Formula.parse(formula)).isInstanceOf(FormulaException.class);
    }

    @Test
    void longFormula_isShownAroundTheMistakeOnly() {
        String formula = "z + ".repeat(50) + "zz(1)" + " + z".repeat(50);
        assertThatThrownBy(() -> Formula.parse(formula))
                .satisfies(found -> assertThat(found.getMessage().lines()).allMatch(line -> line.length() < 100))
                .hasMessageContaining("unknown function \"zz\"");
    }

    @Test
    void deepNesting_isRefusedBeforeTheStackIs() {
        for (String open : new String[] {"(", "-", "exp(", "not ", "2^"}) {
            assertThatThrownBy(() -> Formula.parse(open.repeat(1500) + "z"))
                    .isInstanceOf(FormulaException.class)
                    .hasMessageContaining("nested deeper than");
        }
    }

    @Test
    void hugeFormula_isRefused() {
        assertThatThrownBy(() -> Formula.parse("z+".repeat(100_000) + "z"))
                .isInstanceOf(FormulaException.class)
                .hasMessageContaining("characters");
    }

    @Test
    void explosiveDerivative_isRefusedWithAClearError() {
        StringBuilder product = new StringBuilder("1");
        for (int i = 0; i < 120; i++) {
            product.append("*(exp(z*").append(i + 2).append(") + z)");
        }
        assertThatThrownBy(() -> Formula.parse(product.toString())).hasMessageContaining("the formula is too large");
    }

    @Test
    void parameters_areAllOtherNames() {
        assertThat(Formula.parse("delta*abs(z - y)^power").parameters()).containsExactly("delta", "power");
    }
}
