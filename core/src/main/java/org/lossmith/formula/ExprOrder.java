package org.lossmith.formula;

import java.util.Comparator;
import java.util.List;

/** A total order of expressions, so that equal sums and products get equal trees: numbers, names, then the rest by size. */
final class ExprOrder implements Comparator<Expr> {
    static final ExprOrder INSTANCE = new ExprOrder();

    private ExprOrder() {}

    @Override
    public int compare(Expr left, Expr right) {
        if (left.equals(right)) {
            return 0;
        }
        int byRank = Integer.compare(rank(left), rank(right));
        if (byRank != 0) {
            return byRank;
        }
        int bySize = Integer.compare(left.size(), right.size());
        return bySize != 0 ? bySize : compareContent(left, right);
    }

    private int compareContent(Expr left, Expr right) {
        if (left instanceof Expr.Number a && right instanceof Expr.Number b) {
            return Double.compare(a.value(), b.value());
        }
        if (left instanceof Expr.Variable a && right instanceof Expr.Variable b) {
            return a.name().compareTo(b.name());
        }
        if (left instanceof Expr.Call a && right instanceof Expr.Call b && a.function() != b.function()) {
            return a.function().compareTo(b.function());
        }
        if (left instanceof Expr.Operation a && right instanceof Expr.Operation b && a.operator() != b.operator()) {
            return a.operator().compareTo(b.operator());
        }
        if (left instanceof Expr.RowCall a && right instanceof Expr.RowCall b) {
            int byFunction = a.function().compareTo(b.function());
            int byName = byFunction != 0 ? byFunction : a.dimension().compareTo(b.dimension());
            return byName != 0 ? byName : compare(a.argument(), b.argument());
        }
        if (left instanceof Expr.Pick a && right instanceof Expr.Pick b && !a.dimension().equals(b.dimension())) {
            return a.dimension().compareTo(b.dimension());
        }
        return compareChildren(left.children(), right.children());
    }

    private int compareChildren(List<Expr> left, List<Expr> right) {
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            int byChild = compare(left.get(i), right.get(i));
            if (byChild != 0) {
                return byChild;
            }
        }
        return Integer.compare(left.size(), right.size());
    }

    private static int rank(Expr expr) {
        if (expr instanceof Expr.Number) {
            return 0;
        }
        if (expr instanceof Expr.Variable) {
            return 1;
        }
        if (expr instanceof Expr.Operation) {
            return 2;
        }
        if (expr instanceof Expr.Call) {
            return 3;
        }
        return expr instanceof Expr.Where ? 4 : expr instanceof Expr.RowCall ? 5 : 6;
    }
}
