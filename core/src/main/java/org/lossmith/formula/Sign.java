package org.lossmith.formula;

/** What can be said of the sign of an expression from its form alone. */
final class Sign {
    private Sign() {}

    static boolean isNonNegative(Expr expr) {
        if (expr instanceof Expr.Number number) {
            return number.value() >= 0;
        }
        if (expr instanceof Expr.Call call) {
            return switch (call.function()) {
                case EXP, SIGMOID, SOFTPLUS, ABS, COSH, SQRT, LOGCOSH, ERFC, ERFCX -> true;
                default -> false;
            };
        }
        if (expr instanceof Expr.Where where) {
            return isNonNegative(where.then()) && isNonNegative(where.otherwise());
        }
        return expr instanceof Expr.Operation operation && isNonNegative(operation);
    }

    private static boolean isNonNegative(Expr.Operation operation) {
        return switch (operation.operator()) {
            case ADD, MULTIPLY, DIVIDE, MIN -> isNonNegative(operation.left()) && isNonNegative(operation.right());
            case MAX -> isNonNegative(operation.left()) || isNonNegative(operation.right());
            case POWER ->
                isNonNegative(operation.left())
                        || (operation.right() instanceof Expr.Number number && number.value() % 2 == 0);
            default -> false;
        };
    }

    /** Surely above zero, so that its logarithm exists. */
    static boolean isPositive(Expr expr) {
        if (expr instanceof Expr.Number number) {
            return number.value() > 0;
        }
        if (expr instanceof Expr.Call call) {
            return switch (call.function()) {
                case EXP, SIGMOID, SOFTPLUS, COSH, ERFC, ERFCX -> true;
                case SQRT -> isPositive(call.argument());
                default -> false;
            };
        }
        if (expr instanceof Expr.Operation operation) {
            return switch (operation.operator()) {
                case ADD -> isNonNegative(expr) && (isPositive(operation.left()) || isPositive(operation.right()));
                case MULTIPLY, DIVIDE -> isPositive(operation.left()) && isPositive(operation.right());
                case POWER -> isPositive(operation.left());
                default -> false;
            };
        }
        return false;
    }
}
