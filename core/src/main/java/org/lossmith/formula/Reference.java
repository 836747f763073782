package org.lossmith.formula;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashMap;
import java.util.Map;

/**
 * Evaluates an expression with at least so many decimal digits, step by step as it is written: the oracle for what doubles
 * should give. Digits lost to cancellation inside the expression are lost here too, only fewer of those asked for; {@link #settled} asks
 * for more until the result stands.
 */
public final class Reference {
    /** What the project calls exact. */
    public static final int DIGITS = 50;

    /** Beyond, a result that still moves is given up. */
    private static final int MOST_DIGITS = 3200;

    /** Doubles go down to 1e-324: with fewer digits a zero may be exp(1e-320) - 1. */
    private static final int SURE_OF_ZERO = 16 * DIGITS;

    /** Sums and products of what is typed and given are exact up to this many digits. */
    private static final int EXACT_DIGITS = 1500;

    private static final BigDecimal AGREEMENT = new BigDecimal("1e-22");

    private final Map<String, BigDecimal> values;
    private final MathContext context;
    private final Map<Expr, BigDecimal> known = new HashMap<>();

    private Reference(Map<String, BigDecimal> values, MathContext context) {
        this.values = values;
        this.context = context;
    }

    /**
     * @param values of every variable, finite
     * @throws ArithmeticException where a step is undefined, such as log of 0 or division by 0
     */
    public static BigDecimal evaluate(Expr expr, Map<String, Double> values, int digits) {
        Map<String, BigDecimal> exact = new HashMap<>();
        values.forEach((name, value) -> exact.put(name, new BigDecimal(value)));
        return new Reference(exact, BigFunctions.digits(digits)).number(expr);
    }

    /**
     * Evaluates with 50, 400, 800, ... digits until two results agree to 22 digits. The first step is wide, because two
     * evaluations with nearly as many digits may both swallow the same small term.
     *
     * @throws ArithmeticException where a step is undefined, or the result still moves at 3200 digits
     */
    public static BigDecimal settled(Expr expr, Map<String, Double> values) {
        BigDecimal last = evaluate(expr, values, DIGITS);
        for (int digits = 8 * DIGITS; digits <= MOST_DIGITS; digits *= 2) {
            BigDecimal next = evaluate(expr, values, digits);
            BigDecimal difference = next.subtract(last, MathContext.DECIMAL128).abs();
            boolean agrees = difference.compareTo(next.abs().multiply(AGREEMENT)) <= 0;
            if (agrees && (next.signum() != 0 || digits >= SURE_OF_ZERO)) {
                return next;
            }
            last = next;
        }
        throw new ArithmeticException("the result still moves at " + MOST_DIGITS + " digits");
    }

    private BigDecimal number(Expr expr) {
        BigDecimal found = known.get(expr);
        if (found == null) {
            found = compute(expr);
            known.put(expr, found);
        }
        return found;
    }

    private BigDecimal compute(Expr expr) {
        if (expr instanceof Expr.Number number) {
            return new BigDecimal(number.value());
        }
        if (expr instanceof Expr.Variable variable) {
            BigDecimal value = values.get(variable.name());
            if (value == null) {
                throw new IllegalArgumentException("no value for " + variable.name());
            }
            return value;
        }
        if (expr instanceof Expr.Call call) {
            return call(call.function(), number(call.argument()));
        }
        if (expr instanceof Expr.Where where) {
            return number(truth(where.condition()) ? where.then() : where.otherwise());
        }
        Expr.Operation operation = (Expr.Operation) expr;
        return operation(operation.operator(), number(operation.left()), number(operation.right()));
    }

    private boolean truth(Expr expr) {
        if (expr instanceof Expr.Call call) {
            return !truth(call.argument());
        }
        Expr.Operation operation = (Expr.Operation) expr;
        return switch (operation.operator()) {
            case AND -> truth(operation.left()) && truth(operation.right());
            case OR -> truth(operation.left()) || truth(operation.right());
            default -> compare(operation.operator(), number(operation.left()).compareTo(number(operation.right())));
        };
    }

    private static boolean compare(Operator operator, int order) {
        return switch (operator) {
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
            case GREATER -> order > 0;
            case GREATER_OR_EQUAL -> order >= 0;
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            default -> throw new IllegalStateException(operator + " is not a comparison");
        };
    }

    private BigDecimal operation(Operator operator, BigDecimal left, BigDecimal right) {
        return switch (operator) {
            case ADD -> sum(left, right);
            case SUBTRACT -> sum(left, right.negate());
            case MULTIPLY -> product(left, right);
            case DIVIDE -> left.divide(right, context);
            case POWER -> BigFunctions.power(left, right, context);
            case MIN -> left.min(right);
            case MAX -> left.max(right);
            default -> throw new IllegalStateException(operator + " gives no number");
        };
    }

    private BigDecimal sum(BigDecimal left, BigDecimal right) {
        long top = Math.max(left.precision() - (long) left.scale(), right.precision() - (long) right.scale());
        long bottom = Math.max(left.scale(), right.scale());
        return top + bottom <= EXACT_DIGITS ? left.add(right) : left.add(right, context);
    }

    private BigDecimal product(BigDecimal left, BigDecimal right) {
        boolean exact = left.precision() + right.precision() <= EXACT_DIGITS;
        return exact ? left.multiply(right) : left.multiply(right, context);
    }

    private BigDecimal call(Function function, BigDecimal x) {
        return switch (function) {
            case NEGATE -> x.negate();
            case EXP -> BigFunctions.exp(x, context);
            case EXPM1 -> BigFunctions.expm1(x, context);
            case LOG -> BigFunctions.log(x, context);
            case LOG1P -> BigFunctions.log1p(x, context);
            case SQRT -> x.sqrt(context);
            case ABS -> x.abs();
            case SIGN -> BigDecimal.valueOf(x.signum());
            case TANH -> BigFunctions.tanh(x, context);
            case COSH -> BigFunctions.cosh(x, context);
            case SINH -> BigFunctions.sinh(x, context);
            case SIGMOID -> BigFunctions.sigmoid(x, context);
            case SOFTPLUS -> BigFunctions.softplus(x, context);
            case LOGSIGMOID -> BigFunctions.softplus(x.negate(), context).negate();
            case LOGCOSH -> BigFunctions.logcosh(x, context);
            case LOG1MEXP -> BigFunctions.log1mexp(x, context);
            case EXPM1MX -> BigFunctions.expm1mx(x, context);
            case LOG1PMX -> BigFunctions.log1pmx(x, context);
            case ERF -> BigErrorFunctions.erf(x, context);
            case ERFC -> BigErrorFunctions.erfc(x, context);
            case LOGERFC -> BigErrorFunctions.logerfc(x, context);
            case ERFCX -> BigErrorFunctions.erfcx(x, context);
            case LGAMMA -> BigGamma.polygamma(0, x, context);
            case DIGAMMA -> BigGamma.polygamma(1, x, context);
            case TRIGAMMA -> BigGamma.polygamma(2, x, context);
            case TETRAGAMMA -> BigGamma.polygamma(3, x, context);
            case NOT -> throw new IllegalStateException("not gives no number");
        };
    }
}
