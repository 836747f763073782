package org.lossmith.formula;

/** Whether a NaN in a vector or a number surely makes an expression NaN. */
final class NaNFlow {
    private NaNFlow() {}

    /** It does unless all uses are in branches of {@code where} or picked elements, which may leave it out. */
    static boolean passes(Expr expr, Expr.Variable variable) {
        if (expr.equals(variable)) {
            return true;
        }
        if (expr instanceof Expr.Pick || expr.isTruth()) {
            return false;
        }
        if (expr instanceof Expr.Where where) {
            return passes(where.then(), variable) && passes(where.otherwise(), variable);
        }
        return expr.children().stream().anyMatch(child -> passes(child, variable));
    }

    /** Whether an index that is no place of a vector surely makes the expression NaN: an element that is missing is. */
    static boolean passesMissing(Expr expr, Expr.Variable index) {
        if (expr instanceof Expr.Pick pick) {
            return pick.index().equals(index);
        }
        if (expr.isTruth()) {
            return false;
        }
        if (expr instanceof Expr.Where where) {
            return passesMissing(where.then(), index) && passesMissing(where.otherwise(), index);
        }
        return expr.children().stream().anyMatch(child -> passesMissing(child, index));
    }
}
