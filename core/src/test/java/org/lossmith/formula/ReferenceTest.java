package org.lossmith.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected digits by mpmath 1.3.0 with 60 digits. */
final class ReferenceTest {
    @ParameterizedTest
    @CsvSource({
        "exp(z), 1, 2.7182818284590452353602874713526624977572470937",
        "exp(z), 1e8, 1.5499767466484265044184585433334652127927121152116e+43429448",
        "erf(z), 0.5, 0.52049987781304653768274665389196452873645157575796",
        "erfc(z), 10, 2.0884875837625447570007862949577886115608181193212e-45",
        "log(1 + exp(z)) - z, 100, 3.720075976020835962959695803863118337358892223182e-44",
        "log(2 - sigmoid(z)), 300, 5.1482002224120137811548619210671309981349982244444e-131",
        "log(1.05), 1, 0.048790164169432045359584866133889113679536960152294",
        "tanh(z), 0.5, 0.46211715726000975850231848364367254873028928033011",
        "sqrt(z), 2, 1.4142135623730950488016887242096980785696718753769"
    })
    void knownValues_agreeToFortyDigits(String formula, double z, String expected) {
        BigDecimal wanted = new BigDecimal(expected);
        BigDecimal found = Reference.settled(Parser.parse(formula), Map.of("z", z));
        assertThat(found.subtract(wanted).abs()).isLessThan(wanted.abs().multiply(new BigDecimal("1e-40")));
    }

    @Test
    void cancellation_getsTheDigitsItNeeds() {
        BigDecimal found = Reference.settled(Parser.parse("(exp(z) - 1)/z"), Map.of("z", 1e-300));
        assertThat(found.doubleValue()).isEqualTo(1);
    }

    @Test
    void undefinedStep_isAnArithmeticException() {
        assertThatThrownBy(() -> Reference.settled(Parser.parse("log(z)"), Map.of("z", 0.0)))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Reference.settled(Parser.parse("1/z"), Map.of("z", 0.0)))
                .isInstanceOf(ArithmeticException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "lgamma(z), 3.5, 1.2009736023470742248160218814507129957702389154682",
        "digamma(z), 3.5, 1.1031566406452431872256903336679110994735070620062"
    })
    void gammaFunctions_agreeToFortyDigits(String formula, double z, String expected) {
        BigDecimal wanted = new BigDecimal(expected);
        BigDecimal found = Reference.evaluate(Parser.parse(formula), Map.of("z", z), Reference.DIGITS);
        assertThat(found.subtract(wanted).abs()).isLessThan(wanted.abs().multiply(new BigDecimal("1e-40")));
    }
}
