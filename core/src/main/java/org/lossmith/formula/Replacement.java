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
        Expr parts = ofRewrittenParts(expr);
        return parts != null ? parts : expr;
    }
}
