package org.lossmith.kernel.exact;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.lossmith.formula.Expr;
import org.lossmith.formula.Function;
import org.lossmith.formula.Operator;
import org.lossmith.formula.SpecialFunctions;
import org.lossmith.kernel.program.Operation;
import org.lossmith.kernel.program.ScalarFunctions;
import org.lossmith.kernel.program.ScalarOperations;

/**
 * A running error analysis (Higham 2002, section 3.3): evaluates a stable expression at one point as a kernel does, and bounds
 * what rounding may have done to the result. Rounding errors of sums and products are known exactly; functions are taken to
 * be good to three ulps. Infinite where a comparison could go either way.
 */
public final class ErrorBound {
    private static final double UNIT = 0x1p-53;
    private static final double FUNCTION_ERROR = 6 * UNIT;

    private final Map<String, Double> values;
    private final Map<Expr, Bounded> known = new HashMap<>();

    private ErrorBound(Map<String, Double> values) {
        this.values = values;
    }

    public static Bounded of(Expr stable, Map<String, Double> values) {
        return new ErrorBound(values).number(stable);
    }

    private Bounded number(Expr expr) {
        Bounded found = known.get(expr);
        if (found == null) {
            found = compute(expr);
            known.put(expr, found);
        }
        return found;
    }

    private Bounded compute(Expr expr) {
        if (expr instanceof Expr.Number number) {
            return Bounded.exact(number.value());
        }
        if (expr instanceof Expr.Variable variable) {
            return Bounded.exact(Objects.requireNonNull(values.get(variable.name())));
        }
        if (expr instanceof Expr.Call call) {
            return call(call.function(), number(call.argument()));
        }
        if (expr instanceof Expr.Where where) {
            Truth truth = truth(where.condition());
            Bounded taken = number(truth.value() ? where.then() : where.otherwise());
            return truth.certain()
                    ? taken
                    : new Bounded(taken.value(), Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
        }
        Expr.Operation operation = (Expr.Operation) expr;
        return operation(operation.operator(), number(operation.left()), number(operation.right()));
    }

    private record Truth(boolean value, boolean certain) {}

    private Truth truth(Expr expr) {
        if (expr instanceof Expr.Call call) {
            Truth inner = truth(call.argument());
            return new Truth(!inner.value(), inner.certain());
        }
        Expr.Operation operation = (Expr.Operation) expr;
        if (operation.operator() == Operator.AND || operation.operator() == Operator.OR) {
            Truth left = truth(operation.left());
            Truth right = truth(operation.right());
            boolean and = operation.operator() == Operator.AND;
            return new Truth(
                    and ? left.value() && right.value() : left.value() || right.value(),
                    left.certain() && right.certain());
        }
        return comparison(operation.operator(), number(operation.left()), number(operation.right()));
    }

    private static Truth comparison(Operator operator, Bounded left, Bounded right) {
        double difference = left.value() - right.value();
        double error = left.error() + right.error();
        boolean certain = error == 0 || Math.abs(difference) > error;
        boolean value = switch (operator) {
            case LESS -> difference < 0;
            case LESS_OR_EQUAL -> difference <= 0;
            case GREATER -> difference > 0;
            case GREATER_OR_EQUAL -> difference >= 0;
            case EQUAL -> difference == 0;
            default -> difference != 0;
        };
        return new Truth(value, certain);
    }

    private static Bounded operation(Operator operator, Bounded a, Bounded b) {
        return switch (operator) {
            case ADD -> sum(a, b.value(), b);
            case SUBTRACT -> sum(a, -b.value(), b);
            case MULTIPLY -> product(a, b);
            case DIVIDE -> quotient(a, b);
            case POWER -> power(a, b);
            case MIN -> extreme(Math.min(a.value(), b.value()), a, b);
            case MAX -> extreme(Math.max(a.value(), b.value()), a, b);
            default -> throw new IllegalStateException(operator + " gives no number");
        };
    }

    private static Bounded sum(Bounded a, double right, Bounded b) {
        double sum = a.value() + right;
        double back = sum - a.value();
        double rounding = Math.abs((a.value() - (sum - back)) + (right - back));
        return rounded(sum, rounding, a.error() + b.error(), a.hidden() + b.hidden());
    }

    private static Bounded product(Bounded a, Bounded b) {
        double product = a.value() * b.value();
        double rounding = Math.abs(Math.fma(a.value(), b.value(), -product));
        double left = Math.abs(a.value());
        double right = Math.abs(b.value());
        return rounded(
                product,
                rounding,
                left * b.error() + right * a.error() + a.error() * b.error(),
                left * b.hidden() + right * a.hidden() + a.error() * b.error());
    }

    private static Bounded quotient(Bounded a, Bounded b) {
        double quotient = a.value() / b.value();
        double below = Math.abs(b.value());
        double size = Math.abs(quotient);
        boolean exact = Math.fma(-quotient, b.value(), a.value()) == 0;
        // A remainder that happens to be small says nothing of the same quotient with more digits: UNIT bounds both.
        double rounding = exact ? 0 : UNIT * size;
        double margin = b.error() < below ? 1 / (1 - b.error() / below) : Double.POSITIVE_INFINITY;
        return rounded(
                quotient,
                rounding,
                (a.error() + size * b.error()) / below * margin,
                (a.hidden() + size * b.hidden()) / below + a.error() * b.error() / (below * below));
    }

    /** The kernel gives exponentials the value and its rounding error; what is hidden from them is of second order. */
    private static Bounded rounded(double value, double rounding, double inherited, double hidden) {
        return new Bounded(value, rounding + inherited, hidden + UNIT * rounding + UNIT * UNIT * Math.abs(value));
    }

    /** Where one surely wins it is that one; else either may. */
    private static Bounded extreme(double value, Bounded a, Bounded b) {
        if (Math.abs(a.value() - b.value()) > a.error() + b.error()) {
            return a.value() == value ? a : b;
        }
        return new Bounded(value, Math.max(a.error(), b.error()), Math.max(a.hidden(), b.hidden()));
    }

    private static Bounded power(Bounded base, Bounded exponent) {
        double value = Math.pow(base.value(), exponent.value());
        double steps = exponent.value() == Math.rint(exponent.value()) ? Math.abs(exponent.value()) : 2;
        double relative = Math.abs(exponent.value()) * base.relativeError()
                + Math.abs(Math.log(Math.abs(base.value()))) * exponent.error()
                + Math.min(steps, 16) * UNIT
                + 2 * UNIT;
        if (value == 0 && base.error() == 0) {
            return Bounded.exact(0);
        }
        double error = Math.abs(value) * relative;
        return new Bounded(
                value,
                error,
                exponent.value() == 2 && exponent.error() == 0
                        ? 2 * Math.abs(base.value()) * base.hidden() + UNIT * error
                        : error);
    }

    private static Bounded call(Function function, Bounded x) {
        return switch (function) {
            case NEGATE -> new Bounded(-x.value(), x.error(), x.hidden());
            case ABS -> new Bounded(Math.abs(x.value()), x.error(), x.hidden());
            case SIGN -> sign(x);
            case SQRT -> function(Math.sqrt(x.value()), 0.5 / Math.sqrt(x.value()), x.error());
            case LOG -> function(Math.log(x.value()), 1 / x.value(), x.error());
            case LOG1P -> function(Math.log1p(x.value()), 1 / (1 + x.value()), x.error());
            case TANH -> function(Math.tanh(x.value()), tanhSlope(x.value()), x.error());
            case ERF -> function(ScalarFunctions.erf(x.value()), bell(x.value()), x.error());
            case LOGCOSH -> function(ScalarFunctions.logcosh(x.value()), Math.tanh(farther(x)), x.error());
            case LOG1MEXP -> function(ScalarFunctions.log1mexp(x.value()), 1 / Math.expm1(x.value()), x.error());
            case EXPM1MX -> function(ScalarFunctions.expm1mx(x.value()), Math.expm1(farther(x)), x.error());
            case LOG1PMX -> function(ScalarFunctions.log1pmx(x.value()), farther(x) / (1 + x.value()), x.error());
            case EXP -> function(Math.exp(x.value()), Math.exp(x.value()), x.hidden());
            case EXPM1 -> function(Math.expm1(x.value()), Math.exp(x.value()), x.hidden());
            case COSH -> function(Math.cosh(x.value()), Math.sinh(x.value()), x.hidden());
            case SINH -> function(Math.sinh(x.value()), Math.cosh(x.value()), x.hidden());
            case SIGMOID -> function(ScalarFunctions.sigmoid(x.value()), sigmoidSlope(x.value()), x.hidden());
            case SOFTPLUS ->
                function(ScalarFunctions.softplus(x.value()), ScalarFunctions.sigmoid(x.value()), x.hidden());
            case LOGSIGMOID -> call(Function.NEGATE, call(Function.SOFTPLUS, call(Function.NEGATE, x)));
            case ERFC -> function(ScalarFunctions.erfc(x.value()), bell(x.value()), x.hidden());
            case LOGERFC ->
                function(ScalarFunctions.logerfc(x.value()), 1.2 / ScalarFunctions.erfcx(farther(x)), x.error());
            case ERFCX ->
                function(
                        ScalarFunctions.erfcx(x.value()),
                        2 + 2 * ScalarFunctions.erfcx(x.value() - x.error()) * Math.abs(x.value()),
                        x.error());
            case LGAMMA, DIGAMMA, TRIGAMMA, TETRAGAMMA -> gammaFunction(function, x);
            case NOT -> throw new IllegalStateException("not gives no number");
        };
    }

    /** Functions that are flat at 0 are as steep as where the argument may truly be. */
    private static double farther(Bounded x) {
        return x.value() < 0 ? x.value() - x.error() : x.value() + x.error();
    }

    private static Bounded function(double value, double slope, double error) {
        double inherited = error == 0 ? 0 : Math.abs(slope) * error;
        double total = inherited + (value == 0 ? 0 : FUNCTION_ERROR * Math.abs(value));
        return new Bounded(value, total, total);
    }

    private static Bounded sign(Bounded x) {
        boolean certain = x.error() == 0 || Math.abs(x.value()) > x.error();
        return certain
                ? Bounded.exact(Math.signum(x.value()))
                : new Bounded(Math.signum(x.value()), Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    /** Their absolute error near a root is that of the sum they are made of. */
    private static Bounded gammaFunction(Function function, Bounded x) {
        double value =
                ScalarOperations.function(Operation.valueOf(function.name().toUpperCase(Locale.ROOT)), x.value(), 0);
        double spread = function == Function.DIGAMMA ? 4 + Math.abs(value) : Math.abs(value);
        double inherited = x.error() == 0 ? 0 : Math.abs(gammaSlope(function, x.value())) * x.error();
        double error = 4 * FUNCTION_ERROR * spread + inherited;
        return new Bounded(value, error, error);
    }

    private static double gammaSlope(Function function, double x) {
        return switch (function) {
            case LGAMMA -> SpecialFunctions.digamma(x);
            case DIGAMMA -> SpecialFunctions.trigamma(x);
            case TRIGAMMA -> SpecialFunctions.tetragamma(x);
            default -> Double.POSITIVE_INFINITY;
        };
    }

    private static double sigmoidSlope(double x) {
        return ScalarFunctions.sigmoid(x) * ScalarFunctions.sigmoid(-x);
    }

    private static double tanhSlope(double x) {
        return 4 * ScalarFunctions.sigmoid(2 * x) * ScalarFunctions.sigmoid(-2 * x);
    }

    private static double bell(double x) {
        return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x);
    }
}
