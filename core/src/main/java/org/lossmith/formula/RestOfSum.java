package org.lossmith.formula;

import org.jspecify.annotations.Nullable;

/**
 * {@code sum(v) - v}, what all elements but one are together. At the largest element it is the sum of the smaller ones, and of the others
 * that are as large: the difference would lose them beside a large element, as it does where a target is nearly one class.
 */
final class RestOfSum {
    private static final Expr ZERO = Algebra.number(0);

    private RestOfSum() {}

    /** Null where {@code sum} is not the sum of {@code -minus}. */
    static @Nullable Expr of(Expr sum, Expr minus) {
        boolean same = sum instanceof Expr.RowCall call
                && call.function() == RowFunction.SUM
                && call.argument().equals(negated(minus));
        return same ? of((Expr.RowCall) sum) : null;
    }

    private static Expr negated(Expr expr) {
        return expr instanceof Expr.Where where && Algebra.isZero(where.otherwise())
                ? Algebra.where(where.condition(), Algebra.negate(where.then()), where.otherwise())
                : Algebra.negate(expr);
    }

    private static Expr of(Expr.RowCall sum) {
        Expr element = sum.argument();
        Expr maximum = new Expr.RowCall(RowFunction.MAXIMUM, sum.dimension(), element);
        Expr isLargest = new Expr.Operation(Operator.EQUAL, element, maximum);
        Expr smaller = sumOf(sum, new Expr.Where(isLargest, ZERO, element));
        Expr count = sumOf(sum, new Expr.Where(isLargest, Terms.ONE, ZERO));
        Expr asLarge =
                new Expr.Operation(Operator.MULTIPLY, new Expr.Operation(Operator.SUBTRACT, count, Terms.ONE), maximum);
        return new Expr.Where(
                isLargest,
                new Expr.Operation(Operator.ADD, smaller, asLarge),
                new Expr.Operation(Operator.SUBTRACT, sum, element));
    }

    private static Expr sumOf(Expr.RowCall sum, Expr element) {
        return new Expr.RowCall(RowFunction.SUM, sum.dimension(), element);
    }
}
