package org.lossmith.formula;

/**
 * Under the condition {@code k == i} an element is that at the place i, a number that need be computed only once a row:
 * {@code where(k == y, f(z), 0)} becomes {@code where(k == y, f(z[y]), 0)}.
 */
final class AtIndex extends Rewriting {
    private final String dimension;
    private final Expr index;

    private AtIndex(String dimension, Expr index) {
        this.dimension = dimension;
        this.index = index;
    }

    /** The branch that is taken where the condition holds. */
    static Expr of(Expr condition, Expr then) {
        boolean isPlace = condition instanceof Expr.Operation operation
                && operation.operator() == Operator.EQUAL
                && operation.left() instanceof Expr.Variable left
                && left.dimension() != null
                && left.equals(Dimensions.index(left.dimension()))
                && Dimensions.of(operation.right()).isEmpty();
        if (!isPlace) {
            return then;
        }
        Expr.Operation operation = (Expr.Operation) condition;
        String dimension = ((Expr.Variable) operation.left()).name();
        return new AtIndex(dimension, operation.right()).rewrite(then);
    }

    @Override
    Expr compute(Expr expr) {
        if (!Dimensions.runsOver(expr, dimension)) {
            return expr;
        }
        if (expr instanceof Expr.Variable variable) {
            return variable.equals(Dimensions.index(dimension)) ? index : new Expr.Pick(dimension, variable, index);
        }
        Expr parts = ofRewrittenParts(expr);
        return parts != null ? parts : new Expr.Pick(dimension, expr, index);
    }
}
