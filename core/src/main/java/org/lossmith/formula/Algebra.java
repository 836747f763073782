package org.lossmith.formula;

/**
 * Builds expressions in a normal form: like terms joined, powers gathered, constants folded where that is exact, and the
 * identities of {@link SumIdentities}, {@link ProductIdentities} and {@link LogIdentities} applied. Mathematically equal to
 * what was asked for wherever that is defined.
 */
final class Algebra {
    private Algebra() {}

    static Expr number(double value) {
        return new Expr.Number(value);
    }

    static Expr add(Expr left, Expr right) {
        return SumIdentities.apply(Terms.of(left).add(1, right)).expr();
    }

    static Expr subtract(Expr left, Expr right) {
        return SumIdentities.apply(Terms.of(left).add(-1, right)).expr();
    }

    static Expr negate(Expr expr) {
        return multiply(number(-1), expr);
    }

    static Expr multiply(Expr left, Expr right) {
        return ProductIdentities.apply(Factors.of(left).multiply(right, 1)).expr();
    }

    static Expr divide(Expr left, Expr right) {
        return ProductIdentities.apply(Factors.of(left).multiply(right, -1)).expr();
    }

    static Expr power(Expr base, Expr exponent) {
        if (exponent instanceof Expr.Number number && Factors.isSmallInteger(number.value())) {
            return integerPower(base, (int) number.value());
        }
        if (base instanceof Expr.Operation inner && inner.operator() == Operator.POWER) {
            boolean even = inner.right() instanceof Expr.Number power && power.value() % 2 == 0;
            if (even || Sign.isNonNegative(inner.left())) {
                return power(even ? call(Function.ABS, inner.left()) : inner.left(), multiply(inner.right(), exponent));
            }
        }
        if (base instanceof Expr.Call call && call.function() == Function.EXP) {
            return call(Function.EXP, multiply(call.argument(), exponent));
        }
        Factors factors = new Factors();
        factors.multiplyPower(base, exponent);
        return ProductIdentities.apply(factors).expr();
    }

    private static Expr integerPower(Expr base, int exponent) {
        boolean even = exponent % 2 == 0;
        if (even && base instanceof Expr.Call call && call.function() == Function.ABS) {
            return integerPower(call.argument(), exponent);
        }
        if (exponent >= 2
                && base instanceof Expr.Operation operation
                && operation.operator() == Operator.MAX
                && isZero(operation.left())) {
            Expr positive = new Expr.Operation(Operator.GREATER, operation.right(), number(0));
            return where(positive, integerPower(operation.right(), exponent), number(0));
        }
        Factors factors = new Factors();
        factors.multiply(base, exponent);
        return ProductIdentities.apply(factors).expr();
    }

    static Expr call(Function function, Expr argument) {
        return switch (function) {
            case NEGATE -> negate(argument);
            case EXP -> ProductIdentities.exponential(argument);
            case EXPM1 -> subtract(call(Function.EXP, argument), Terms.ONE);
            case LOG -> LogIdentities.log(argument);
            case LOG1P -> LogIdentities.log(add(Terms.ONE, argument));
            case LOGSIGMOID -> negate(call(Function.SOFTPLUS, negate(argument)));
            case EXPM1MX -> subtract(call(Function.EXPM1, argument), argument);
            case LOG1PMX -> subtract(call(Function.LOG1P, argument), argument);
            case LOG1MEXP -> LogIdentities.log(subtract(Terms.ONE, call(Function.EXP, negate(argument))));
            case SQRT -> power(argument, number(0.5));
            case ABS -> absolute(argument);
            case TANH, SINH, ERF, SIGN -> odd(function, argument);
            case COSH, LOGCOSH -> new Expr.Call(function, unsigned(argument));
            default -> new Expr.Call(function, argument);
        };
    }

    static Expr operation(Operator operator, Expr left, Expr right) {
        return switch (operator) {
            case ADD -> add(left, right);
            case SUBTRACT -> subtract(left, right);
            case MULTIPLY -> multiply(left, right);
            case DIVIDE -> divide(left, right);
            case POWER -> power(left, right);
            case MIN, MAX -> extreme(operator, left, right);
            default -> new Expr.Operation(operator, left, right);
        };
    }

    static Expr where(Expr condition, Expr then, Expr otherwise) {
        return then.equals(otherwise) ? then : new Expr.Where(condition, then, otherwise);
    }

    static boolean isZero(Expr expr) {
        return expr instanceof Expr.Number number && number.value() == 0;
    }

    private static Expr extreme(Operator operator, Expr left, Expr right) {
        if (left.equals(right)) {
            return left;
        }
        boolean ordered = ExprOrder.INSTANCE.compare(left, right) < 0;
        return new Expr.Operation(operator, ordered ? left : right, ordered ? right : left);
    }

    private static Expr absolute(Expr argument) {
        Factors factors = Factors.of(argument);
        double coefficient = Math.abs(factors.coefficient());
        Expr rest = factors.withoutCoefficient();
        Expr absolute = Sign.isNonNegative(rest) ? rest : new Expr.Call(Function.ABS, rest);
        return multiply(number(coefficient), absolute);
    }

    private static Expr odd(Function function, Expr argument) {
        Expr unsigned = unsigned(argument);
        Expr call = new Expr.Call(function, unsigned);
        return unsigned.equals(argument) ? call : negate(call);
    }

    /** The argument with the sign taken off its coefficient. */
    private static Expr unsigned(Expr argument) {
        return Factors.of(argument).coefficient() < 0 ? negate(argument) : argument;
    }
}
