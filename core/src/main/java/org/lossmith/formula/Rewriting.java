package org.lossmith.formula;

import java.util.HashMap;
import java.util.Map;

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
}
