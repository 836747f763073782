package org.lossmith.kernel.rows;

import java.util.Set;
import org.lossmith.formula.Dimensions;
import org.lossmith.formula.Expr;
import org.lossmith.formula.Function;
import org.lossmith.formula.Operator;

/** Which parts of an expression are worth a place in memory. */
final class RowCost {
    private RowCost() {}

    /** A function that takes many instructions. */
    static boolean isDearCall(Expr expr) {
        return expr instanceof Expr.Call call
                && switch (call.function()) {
                    case NEGATE, NOT, ABS, SIGN, SQRT -> false;
                    default -> true;
                };
    }

    /**
     * Collects what does not run over the dimension and is dear. In the argument of an exponential only functions are taken:
     * a sum there has a rounding error that counts, and in memory that would be lost.
     *
     * @param known what is in memory already
     */
    static void collectFixed(Expr expr, String dimension, Set<Expr> known, Set<Expr> found) {
        collect(expr, dimension, known, found, false);
    }

    private static void collect(Expr expr, String dimension, Set<Expr> known, Set<Expr> found, boolean inExponent) {
        if (known.contains(expr) || found.contains(expr)) {
            return;
        }
        boolean fixed = !Dimensions.runsOver(expr, dimension) && !expr.isTruth();
        if (fixed && (inExponent ? isDearCall(expr) : isDear(expr, known)) && reads(expr, known)) {
            found.add(expr);
            return;
        }
        boolean exponent = inExponent || expr instanceof Expr.Call call && isExponential(call.function());
        expr.children().forEach(child -> collect(child, dimension, known, found, exponent));
    }

    /** Whether it depends on the row; what depends on parameters alone is computed once anyway. */
    private static boolean reads(Expr expr, Set<Expr> known) {
        return known.contains(expr) || expr.children().stream().anyMatch(child -> reads(child, known));
    }

    private static boolean isDear(Expr expr, Set<Expr> known) {
        if (known.contains(expr)) {
            return false;
        }
        boolean division = expr instanceof Expr.Operation operation
                && (operation.operator() == Operator.DIVIDE || operation.operator() == Operator.POWER);
        return division || isDearCall(expr) || expr.children().stream().anyMatch(child -> isDear(child, known));
    }

    private static boolean isExponential(Function function) {
        return switch (function) {
            case EXP, EXPM1, COSH, SINH, SIGMOID, SOFTPLUS, ERFC -> true;
            default -> false;
        };
    }
}
