package org.lossmith.formula;

/** Rebuilds an expression from the leaves up in the normal form of {@link Algebra}. */
final class Simplifier extends Rewriting {
    private Simplifier() {}

    static Expr simplify(Expr expr) {
        return new Simplifier().rewrite(expr);
    }

    @Override
    Expr compute(Expr expr) {
        if (expr instanceof Expr.Call call) {
            return Algebra.call(call.function(), rewrite(call.argument()));
        }
        if (Addends.isSum(expr)) {
            return Addends.map(expr, this::rewrite);
        }
        if (expr instanceof Expr.Operation operation) {
            return Algebra.operation(operation.operator(), rewrite(operation.left()), rewrite(operation.right()));
        }
        if (expr instanceof Expr.Where where) {
            return Algebra.where(rewrite(where.condition()), rewrite(where.then()), rewrite(where.otherwise()));
        }
        if (expr instanceof Expr.RowCall call) {
            return RowAlgebra.call(call.function(), call.dimension(), rewrite(call.argument()));
        }
        if (expr instanceof Expr.Pick pick) {
            return RowAlgebra.pick(pick.dimension(), rewrite(pick.vector()), rewrite(pick.index()));
        }
        return expr;
    }
}
