package org.lossmith.formula;

import java.util.HashMap;
import java.util.Map;

/** Rebuilds an expression from the leaves up in the normal form of {@link Algebra}. */
final class Simplifier {
    private final Map<Expr, Expr> known = new HashMap<>();

    private Simplifier() {}

    static Expr simplify(Expr expr) {
        return new Simplifier().rebuild(expr);
    }

    private Expr rebuild(Expr expr) {
        Expr found = known.get(expr);
        if (found == null) {
            found = compute(expr);
            known.put(expr, found);
        }
        return found;
    }

    private Expr compute(Expr expr) {
        if (expr instanceof Expr.Call call) {
            return Algebra.call(call.function(), rebuild(call.argument()));
        }
        if (Addends.isSum(expr)) {
            return Addends.map(expr, this::rebuild);
        }
        if (expr instanceof Expr.Operation operation) {
            return Algebra.operation(operation.operator(), rebuild(operation.left()), rebuild(operation.right()));
        }
        if (expr instanceof Expr.Where where) {
            return Algebra.where(rebuild(where.condition()), rebuild(where.then()), rebuild(where.otherwise()));
        }
        return expr;
    }
}
