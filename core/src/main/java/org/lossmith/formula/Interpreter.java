package org.lossmith.formula;

import java.util.Map;

/**
 * Evaluates an expression step by step with plain double arithmetic: the plainest code there is, an oracle for the compiled
 * kernels. It applies no stable form; what is typed is what is computed.
 */
public final class Interpreter {
    private final Map<String, Double> values;

    private Interpreter(Map<String, Double> values) {
        this.values = values;
    }

    /** @param values of every variable in the expression; a missing one is an IllegalArgumentException */
    public static double evaluate(Expr expr, Map<String, Double> values) {
        return new Interpreter(values).number(expr);
    }

    private double number(Expr expr) {
        if (expr instanceof Expr.Number number) {
            return number.value();
        }
        if (expr instanceof Expr.Variable variable) {
            Double value = values.get(variable.name());
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
        return Chain.isLong(operation)
                ? inOrder(operation)
                : operation(operation.operator(), number(operation.left()), number(operation.right()));
    }

    /** A long sum or product from the left to the right, as it was typed. */
    private double inOrder(Expr.Operation chain) {
        boolean sum = Addends.isSum(chain);
        double result = sum ? 0 : 1;
        for (Chain.Link link : Chain.of(chain)) {
            double operand = number(link.expr());
            Operator operator = sum
                    ? link.inverted() ? Operator.SUBTRACT : Operator.ADD
                    : link.inverted() ? Operator.DIVIDE : Operator.MULTIPLY;
            result = operation(operator, result, operand);
        }
        return result;
    }

    private boolean truth(Expr expr) {
        if (expr instanceof Expr.Call call) {
            return !truth(call.argument());
        }
        Expr.Operation operation = (Expr.Operation) expr;
        return switch (operation.operator()) {
            case AND -> truth(operation.left()) && truth(operation.right());
            case OR -> truth(operation.left()) || truth(operation.right());
            default -> compare(operation.operator(), number(operation.left()), number(operation.right()));
        };
    }

    private static boolean compare(Operator operator, double left, double right) {
        return switch (operator) {
            case LESS -> left < right;
            case LESS_OR_EQUAL -> left <= right;
            case GREATER -> left > right;
            case GREATER_OR_EQUAL -> left >= right;
            case EQUAL -> left == right;
            case NOT_EQUAL -> left != right;
            default -> throw new IllegalStateException(operator + " is not a comparison");
        };
    }

    private static double operation(Operator operator, double left, double right) {
        return switch (operator) {
            case ADD -> left + right;
            case SUBTRACT -> left - right;
            case MULTIPLY -> left * right;
            case DIVIDE -> left / right;
            case POWER -> Math.pow(left, right);
            case MIN -> Math.min(left, right);
            case MAX -> Math.max(left, right);
            default -> throw new IllegalStateException(operator + " gives no number");
        };
    }

    private static double call(Function function, double x) {
        return switch (function) {
            case NEGATE -> -x;
            case EXP -> Math.exp(x);
            case EXPM1 -> Math.expm1(x);
            case LOG -> Math.log(x);
            case LOG1P -> Math.log1p(x);
            case SQRT -> Math.sqrt(x);
            case ABS -> Math.abs(x);
            case SIGN -> Math.signum(x);
            case TANH -> Math.tanh(x);
            case COSH -> Math.cosh(x);
            case SINH -> Math.sinh(x);
            case SIGMOID -> 1 / (1 + Math.exp(-x));
            case SOFTPLUS -> Math.log(1 + Math.exp(x));
            case LOGSIGMOID -> Math.log(1 / (1 + Math.exp(-x)));
            case LOGCOSH -> Math.log(Math.cosh(x));
            case LOG1MEXP -> Math.log(1 - Math.exp(-x));
            case EXPM1MX -> Math.exp(x) - 1 - x;
            case LOG1PMX -> Math.log(1 + x) - x;
            case ERF, ERFC, LOGERFC, ERFCX, LGAMMA, DIGAMMA, TRIGAMMA, TETRAGAMMA ->
                SpecialFunctions.apply(function, x);
            case NOT -> throw new IllegalStateException("not gives no number");
        };
    }
}
