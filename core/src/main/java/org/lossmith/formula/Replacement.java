package org.lossmith.formula;

import java.util.Map;

/** Puts expressions in the place of others; products and powers around them are built again, sums stay as they are. */
final class Replacement extends Rewriting {
    private final Map<Expr, Expr> meanings;

    Replacement(Map<Expr, Expr> meanings) {
        this.meanings = meanings;
    }

    @Override
    Expr compute(Expr expr) {
        Expr meaning = meanings.get(expr);
        if (meaning != null) {
            return meaning;
        }
        if (expr instanceof Expr.Call call) {
            return new Expr.Call(call.function(), rewrite(call.argument()));
        }
        if (expr instanceof Expr.Operation operation) {
            return new Expr.Operation(operation.operator(), rewrite(operation.left()), rewrite(operation.right()));
        }
        if (expr instanceof Expr.Where where) {
            return new Expr.Where(rewrite(where.condition()), rewrite(where.then()), rewrite(where.otherwise()));
        }
        return expr;
    }
}
