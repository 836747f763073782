package org.lossmith.formula;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The functions of one argument that a formula may use. {@code NEGATE} and {@code NOT} are written as operators. */
public enum Function {
    NEGATE("-", "-x"),
    NOT("not", "true where x is false"),
    EXP("exp", "e to the power x"),
    EXPM1("expm1", "exp(x) - 1, accurate near 0"),
    LOG("log", "natural logarithm"),
    LOG1P("log1p", "log(1 + x), accurate near 0"),
    /** Kept apart from {@code x^0.5} only in what people type; the simplifier writes both as a power. */
    SQRT("sqrt", "square root"),
    ABS("abs", "absolute value"),
    SIGN("sign", "-1, 0 or +1"),
    TANH("tanh", "hyperbolic tangent"),
    COSH("cosh", "hyperbolic cosine"),
    SINH("sinh", "hyperbolic sine"),
    SIGMOID("sigmoid", "1 / (1 + exp(-x))"),
    SOFTPLUS("softplus", "log(1 + exp(x))"),
    LOGSIGMOID("logsigmoid", "log(sigmoid(x))"),
    LOGCOSH("logcosh", "log(cosh(x))"),
    /** log(1 - exp(-x)) for x > 0. */
    LOG1MEXP("log1mexp", "log(1 - exp(-x)) for x > 0"),
    EXPM1MX("expm1mx", "exp(x) - 1 - x, accurate near 0"),
    LOG1PMX("log1pmx", "log(1 + x) - x, accurate near 0"),
    ERF("erf", "error function"),
    ERFC("erfc", "1 - erf(x)"),
    LOGERFC("logerfc", "log(erfc(x)), also where erfc underflows"),
    ERFCX("erfcx", "exp(x^2) erfc(x)"),
    LGAMMA("lgamma", "log of the absolute value of the gamma function"),
    DIGAMMA("digamma", "derivative of lgamma"),
    TRIGAMMA("trigamma", "derivative of digamma"),
    TETRAGAMMA("tetragamma", "derivative of trigamma");

    private final String text;
    private final String meaning;

    Function(String text, String meaning) {
        this.text = text;
        this.meaning = meaning;
    }

    /** The name as typed in a formula. */
    public String text() {
        return text;
    }

    public String meaning() {
        return meaning;
    }

    /** Those a formula calls by name: trigamma and tetragamma only arise as derivatives. */
    public static List<Function> named() {
        return Arrays.stream(values())
                .filter(function -> function != NEGATE && function != NOT && function.compareTo(TRIGAMMA) < 0)
                .toList();
    }

    static Optional<Function> find(String name) {
        return named().stream().filter(function -> function.text.equals(name)).findFirst();
    }
}
