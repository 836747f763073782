package org.lossmith.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/** The parts of a nested sum, so that a long one is put together in one go and not pair by pair. */
final class Addends {
    private record Part(double sign, Expr expr) {}

    private Addends() {}

    static boolean isSum(Expr expr) {
        return expr instanceof Expr.Operation operation
                && (operation.operator() == Operator.ADD || operation.operator() == Operator.SUBTRACT);
    }

    /** The sum of {@code change} of each part, in normal form. */
    static Expr map(Expr sum, UnaryOperator<Expr> change) {
        List<Part> parts = new ArrayList<>();
        collect(1, sum, parts);
        Terms terms = Terms.of(List.of());
        parts.forEach(part -> terms.add(part.sign(), change.apply(part.expr())));
        return SumIdentities.apply(terms).expr();
    }

    /** Every part with its sign, 1 or -1, in the order in which they stand. */
    static void forEach(Expr sum, BiConsumer<Double, Expr> action) {
        List<Part> parts = new ArrayList<>();
        collect(1, sum, parts);
        parts.forEach(part -> action.accept(part.sign(), part.expr()));
    }

    private static void collect(double sign, Expr expr, List<Part> parts) {
        if (expr instanceof Expr.Operation operation && isSum(expr)) {
            collect(sign, operation.left(), parts);
            collect(operation.operator() == Operator.ADD ? sign : -sign, operation.right(), parts);
        } else {
            parts.add(new Part(sign, expr));
        }
    }
}
