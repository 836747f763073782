package org.lossmith.kernel.program;

import org.lossmith.formula.Expr;
import org.lossmith.formula.Function;
import org.lossmith.formula.Operator;

/** In which order the factors of a product with a power of a sigmoid are multiplied. */
final class FactorOrder {
    private FactorOrder() {}

    /**
     * a f sigmoid(x)^b = a sigmoid(x)^b f, f made of functions: value, gradient and Hessian share the first two factors, and a
     * sigmoid among the others comes last, where what rounding left off it can be taken along.
     */
    static Expr.Operation of(Expr.Operation operation) {
        if (operation.operator() == Operator.MULTIPLY
                && isPowerOfSigmoid(operation.right())
                && operation.left() instanceof Expr.Operation product
                && product.operator() == Operator.MULTIPLY
                && hasFunction(product.right())
                && !isPowerOfSigmoid(product.right())) {
            Expr first = new Expr.Operation(Operator.MULTIPLY, product.left(), operation.right());
            return new Expr.Operation(Operator.MULTIPLY, first, product.right());
        }
        return operation;
    }

    private static boolean isPowerOfSigmoid(Expr expr) {
        return expr instanceof Expr.Operation power
                && power.operator() == Operator.POWER
                && power.left() instanceof Expr.Call call
                && call.function() == Function.SIGMOID;
    }

    private static boolean hasFunction(Expr expr) {
        return expr instanceof Expr.Call call && call.function() != Function.NEGATE
                || expr.children().stream().anyMatch(FactorOrder::hasFunction);
    }
}
