package org.lossmith.formula;

import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/** The parts of a nested sum, so that a long one is put together in one go and not pair by pair. */
final class Addends {
    private Addends() {}

    static boolean isSum(Expr expr) {
        return expr instanceof Expr.Operation operation
                && (operation.operator() == Operator.ADD || operation.operator() == Operator.SUBTRACT);
    }

    /** The sum of {@code change} of each part, in normal form. */
    static Expr map(Expr sum, UnaryOperator<Expr> change) {
        Terms terms = Terms.none();
        forEach(sum, (sign, part) -> terms.add(sign, change.apply(part)));
        return SumIdentities.apply(terms).expr();
    }

    /** Every part with its sign, 1 or -1, in the order in which they stand. */
    static void forEach(Expr sum, BiConsumer<Double, Expr> action) {
        if (sum instanceof Expr.Operation operation && isSum(sum)) {
            Chain.of(operation).forEach(link -> action.accept(link.inverted() ? -1.0 : 1.0, link.expr()));
        } else {
            action.accept(1.0, sum);
        }
    }
}
