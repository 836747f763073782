package org.lossmith.formula;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites sums with a softmax in which terms would cancel. Comes after differentiation and before {@link Stabiliser} and
 * {@link RowLowering}.
 */
final class RowStabiliser extends Rewriting {
    private RowStabiliser() {}

    /** @param expr in the normal form of {@link Simplifier} */
    static Expr stabilise(Expr expr) {
        return Stabiliser.stabilise(new RowStabiliser().rewrite(expr));
    }

    @Override
    Expr compute(Expr expr) {
        if (expr instanceof Expr.Where where) {
            return new Expr.Where(rewrite(where.condition()), rewrite(where.then()), rewrite(where.otherwise()));
        }
        if (expr instanceof Expr.Call call) {
            return Algebra.call(call.function(), rewrite(call.argument()));
        }
        if (expr instanceof Expr.RowCall call) {
            return RowAlgebra.call(call.function(), call.dimension(), rewrite(call.argument()));
        }
        if (expr instanceof Expr.Pick pick) {
            return RowAlgebra.pick(pick.dimension(), rewrite(pick.vector()), rewrite(pick.index()));
        }
        if (Addends.isSum(expr)) {
            return sum(expr);
        }
        if (expr instanceof Expr.Operation operation) {
            return Algebra.operation(operation.operator(), rewrite(operation.left()), rewrite(operation.right()));
        }
        return expr;
    }

    private Expr sum(Expr expr) {
        List<Terms.Term> terms = Terms.of(expr).list();
        for (int i = 0; i < terms.size(); i++) {
            for (int j = 0; j < terms.size(); j++) {
                Expr joined = i == j ? null : join(terms.get(i), terms.get(j));
                if (joined != null) {
                    List<Terms.Term> rest = new ArrayList<>(terms);
                    rest.remove(terms.get(i));
                    rest.remove(terms.get(j));
                    Expr others = rewrite(Terms.of(rest).expr());
                    return rest.isEmpty() ? joined : new Expr.Operation(Operator.ADD, others, joined);
                }
            }
        }
        return Addends.map(expr, this::rewrite);
    }

    private @Nullable Expr join(Terms.Term term, Terms.Term other) {
        Factors factors = Factors.of(term.expr());
        List<Expr> softmaxes = new ArrayList<>();
        factors.forEachPower((base, exponent) -> {
            if (isSoftmax(base)) {
                softmaxes.add(base);
            }
        });
        for (Expr softmax : softmaxes) {
            Expr found = lessSoftmaxOfItself(factors, softmax, other);
            found = found != null ? found : onlyWhere(term, other);
            found = found != null ? found : softmaxAndTarget(factors, softmax, term, other);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static boolean isSoftmax(Expr expr) {
        Expr vector = expr instanceof Expr.Pick pick ? pick.vector() : expr;
        return vector instanceof Expr.RowCall call && call.function() == RowFunction.SOFTMAX;
    }

    private static Expr complement(Expr softmax) {
        if (softmax instanceof Expr.Pick pick) {
            return new Expr.Pick(pick.dimension(), complement(pick.vector()), pick.index());
        }
        Expr.RowCall call = (Expr.RowCall) softmax;
        return new Expr.RowCall(RowFunction.SOFTMAX_COMPLEMENT, call.dimension(), call.argument());
    }

    /** t - t p = t (1 - p), p a softmax. */
    private @Nullable Expr lessSoftmaxOfItself(Factors product, Expr softmax, Terms.Term plain) {
        Factors rest = product.copy().multiply(softmax, -1);
        boolean same = Algebra.negate(rest.expr()).equals(plain.expr());
        return same ? Algebra.multiply(rewrite(plain.expr()), rewrite(complement(softmax))) : null;
    }

    /** r p - t where(c, 1, 0) = where(c, r p - t, r p), so that the next rules see r p - t. */
    private @Nullable Expr onlyWhere(Terms.Term softmax, Terms.Term plain) {
        Factors factors = Factors.of(plain.expr());
        List<Expr.Where> found = new ArrayList<>();
        factors.forEachPower((base, exponent) -> {
            if (base instanceof Expr.Where where
                    && Algebra.isZero(where.otherwise())
                    && factors.isSingle(base)) {
                found.add(where);
            }
        });
        if (found.isEmpty()) {
            return null;
        }
        Expr.Where where = found.get(0);
        Expr then = Algebra.multiply(factors.without(where).expr(), where.then());
        return new Expr.Where(
                rewrite(where.condition()), rewrite(Algebra.add(softmax.expr(), then)), rewrite(softmax.expr()));
    }

    /** r p - t = (r - t) p - t (1 - p): for 0 <= t <= r nothing cancels. */
    private @Nullable Expr softmaxAndTarget(Factors product, Expr softmax, Terms.Term term, Terms.Term plain) {
        boolean opposite = term.coefficient() * plain.coefficient() < 0;
        if (!opposite || !product.isSingle(softmax) || hasSoftmax(plain.expr())) {
            return null;
        }
        Expr rest = product.without(softmax).expr();
        Expr first = Algebra.multiply(rewrite(Algebra.add(rest, plain.expr())), rewrite(softmax));
        Expr second = Algebra.multiply(rewrite(plain.expr()), rewrite(complement(softmax)));
        return new Expr.Operation(Operator.ADD, first, second);
    }

    private static boolean hasSoftmax(Expr expr) {
        return isSoftmax(expr) || expr.children().stream().anyMatch(RowStabiliser::hasSoftmax);
    }
}
