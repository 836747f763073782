package org.lossmith.formula;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A change of expressions from the leaves up, in which equal subexpressions are worked on once. */
abstract class Rewriting {
    private final Map<Expr, Expr> known = new HashMap<>();

    final Expr rewrite(Expr expr) {
        Expr found = known.get(expr);
        if (found == null) {
            found = compute(expr);
            known.put(expr, found);
        }
        return found;
    }

    /** The new form of an expression seen for the first time; its parts go through {@link #rewrite}. */
    abstract Expr compute(Expr expr);

    /** A call, an operation or a branch of the new forms of its parts; null for all else. */
    final @Nullable Expr ofRewrittenParts(Expr expr) {
        if (expr instanceof Expr.Call call) {
            return new Expr.Call(call.function(), rewrite(call.argument()));
        }
        if (expr instanceof Expr.Operation operation) {
            return new Expr.Operation(operation.operator(), rewrite(operation.left()), rewrite(operation.right()));
        }
        if (expr instanceof Expr.Where where) {
            return new Expr.Where(rewrite(where.condition()), rewrite(where.then()), rewrite(where.otherwise()));
        }
        return null;
    }
}
