package org.lossmith.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites sums with a softmax in which terms would cancel. Comes after differentiation and before {@link Stabiliser} and
 * {@link RowLowering}.
 */
final class RowStabiliser extends Rewriting {
    private RowStabiliser() {}

    /**
     * @param expr in the normal form of {@link Simplifier}
     * @param scores names of the scores
     */
    static Expr stabilise(Expr expr, Set<String> scores) {
        return Stabiliser.stabilise(new RowStabiliser().rewrite(expr), scores);
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

    /** One of the rules, for two terms of a sum; null where it does not apply. */
    @FunctionalInterface
    private interface Rule {
        @Nullable
        Expr join(Terms.Term softmax, Terms.Term other);
    }

    /** Terms that cancel exactly first; then with products multiplied out; then those that may cancel. */
    private Expr sum(Expr expr) {
        List<Terms.Term> terms = Terms.of(expr).list();
        Expr found = LogAndComplement.join(terms, this::rewrite);
        found = found != null ? found : plusMultiple(terms);
        found = found != null ? found : apply(terms, this::lessSoftmaxOfItself);
        if (found == null) {
            terms = multipliedOut(terms);
            found = apply(terms, this::lessSoftmaxOfItself);
        }
        found = found != null ? found : apply(terms, this::lessOtherSoftmax);
        found = found != null ? found : apply(terms, this::softmaxAndTarget);
        return found != null ? found : Addends.map(expr, this::rewrite);
    }

    private @Nullable Expr apply(List<Terms.Term> terms, Rule rule) {
        for (int i = 0; i < terms.size(); i++) {
            boolean possible = !softmaxes(terms.get(i)).isEmpty();
            for (int j = 0; j < terms.size() && possible; j++) {
                Expr joined = i == j ? null : rule.join(terms.get(i), terms.get(j));
                if (joined != null) {
                    List<Terms.Term> rest = new ArrayList<>(terms);
                    rest.remove(terms.get(i));
                    rest.remove(terms.get(j));
                    return rest.isEmpty()
                            ? joined
                            : new Expr.Operation(
                                    Operator.ADD, rewrite(Terms.of(rest).expr()), joined);
                }
            }
        }
        return null;
    }

    /** (a + b) p becomes a p + b p, so that a p can join another term. */
    private static List<Terms.Term> multipliedOut(List<Terms.Term> terms) {
        Terms result = Terms.of(List.of());
        for (Terms.Term term : terms) {
            List<Expr> sums = sums(term);
            if (softmaxes(term).isEmpty() || sums.isEmpty()) {
                result.add(1, term.expr());
            } else {
                Expr rest = Factors.of(term.expr()).without(sums.get(0)).expr();
                Addends.forEach(sums.get(0), (sign, part) -> result.add(sign, Algebra.multiply(part, rest)));
            }
        }
        return result.list();
    }

    private static List<Expr> softmaxes(Terms.Term term) {
        List<Expr> softmaxes = new ArrayList<>();
        Factors.of(term.expr()).forEachPower((base, exponent) -> {
            if (isSoftmax(base)) {
                softmaxes.add(base);
            }
        });
        return softmaxes;
    }

    private static boolean isSoftmax(Expr expr) {
        Expr vector = expr instanceof Expr.Pick pick ? pick.vector() : expr;
        return vector instanceof Expr.RowCall call && call.function() == RowFunction.SOFTMAX;
    }

    static Expr complement(Expr softmax) {
        if (softmax instanceof Expr.Pick pick) {
            return new Expr.Pick(pick.dimension(), complement(pick.vector()), pick.index());
        }
        Expr.RowCall call = (Expr.RowCall) softmax;
        return new Expr.RowCall(RowFunction.SOFTMAX_COMPLEMENT, call.dimension(), call.argument());
    }

    /** r + t r p = r ((1 + t) p + (1 - p)), r a sum and t a parameter: for t of -1 and more nothing cancels. */
    private @Nullable Expr plusMultiple(List<Terms.Term> terms) {
        for (Terms.Term term : terms) {
            for (Expr softmax : softmaxes(term)) {
                Expr others = Algebra.divide(term.expr(), softmax);
                for (Expr sum : sums(term)) {
                    Expr multiple = Algebra.divide(others, sum);
                    Terms rest = RemainderRules.take(Terms.of(terms).add(-1, term.expr()), sum);
                    if (multiple instanceof Expr.Variable && rest != null && rest.count() == 0) {
                        Expr share = Algebra.multiply(Algebra.add(Terms.ONE, multiple), rewrite(softmax));
                        Expr both = new Expr.Operation(Operator.ADD, share, rewrite(complement(softmax)));
                        return Algebra.multiply(rewrite(sum), both);
                    }
                }
            }
        }
        return null;
    }

    /** The factors that are sums. */
    private static List<Expr> sums(Terms.Term term) {
        Factors factors = Factors.of(term.expr());
        List<Expr> sums = new ArrayList<>();
        factors.forEachPower((base, exponent) -> {
            if (Addends.isSum(base) && factors.isSingle(base)) {
                sums.add(base);
            }
        });
        return sums;
    }

    /** t - t p = t (1 - p), p a softmax; t p - t where(c, 1, 0) = where(c, -t (1 - p), t p). */
    private @Nullable Expr lessSoftmaxOfItself(Terms.Term term, Terms.Term plain) {
        for (Expr softmax : softmaxes(term)) {
            Expr rest = Algebra.negate(Algebra.divide(term.expr(), softmax));
            if (plain.expr().equals(rest)) {
                return Algebra.multiply(rewrite(rest), rewrite(complement(softmax)));
            }
            Expr.Where where = indicator(plain);
            if (where != null && Algebra.divide(plain.expr(), where).equals(rest)) {
                Expr then = Algebra.multiply(rewrite(rest), rewrite(complement(softmax)));
                return new Expr.Where(rewrite(where.condition()), then, rewrite(term.expr()));
            }
        }
        return null;
    }

    /** A factor where(c, 1, 0). */
    private static Expr.@Nullable Where indicator(Terms.Term term) {
        Factors factors = Factors.of(term.expr());
        List<Expr.Where> found = new ArrayList<>();
        factors.forEachPower((base, exponent) -> {
            if (base instanceof Expr.Where where
                    && where.then().equals(Terms.ONE)
                    && Algebra.isZero(where.otherwise())
                    && factors.isSingle(base)) {
                found.add(where);
            }
        });
        return found.isEmpty() ? null : found.get(0);
    }

    /** t p - t q = t ((1 - q) - (1 - p)) where p is more than a half. */
    private @Nullable Expr lessOtherSoftmax(Terms.Term term, Terms.Term other) {
        for (Expr p : softmaxes(term)) {
            Expr rest = Algebra.divide(term.expr(), p);
            for (Expr q : softmaxes(other)) {
                if (!p.equals(q) && Algebra.divide(other.expr(), q).equals(Algebra.negate(rest))) {
                    Expr large = new Expr.Operation(Operator.GREATER, rewrite(p), Algebra.number(0.5));
                    Expr complements =
                            new Expr.Operation(Operator.SUBTRACT, rewrite(complement(q)), rewrite(complement(p)));
                    Expr plain = new Expr.Operation(Operator.SUBTRACT, rewrite(p), rewrite(q));
                    return Algebra.multiply(rewrite(rest), new Expr.Where(large, complements, plain));
                }
            }
        }
        return null;
    }

    /** r p - t = (r - t) p - t (1 - p): for 0 <= t <= r nothing cancels. */
    private @Nullable Expr softmaxAndTarget(Terms.Term term, Terms.Term plain) {
        Factors product = Factors.of(term.expr());
        boolean opposite = term.coefficient() * sign(plain) < 0;
        if (!opposite || hasSoftmax(plain.expr())) {
            return null;
        }
        for (Expr softmax : softmaxes(term)) {
            if (product.isSingle(softmax)) {
                Expr rest = product.without(softmax).expr();
                Expr others = RestOfSum.of(rest, plain.expr());
                Expr less = others == null ? rewrite(Algebra.add(rest, plain.expr())) : others;
                Expr first = Algebra.multiply(less, rewrite(softmax));
                Expr second = Algebra.multiply(rewrite(plain.expr()), rewrite(complement(softmax)));
                return new Expr.Operation(Operator.ADD, first, second);
            }
        }
        return null;
    }

    /** That of the coefficient, which where(c, -t, 0) has inside. */
    private static double sign(Terms.Term term) {
        boolean inside = term.core() instanceof Expr.Where where
                && Algebra.isZero(where.otherwise())
                && Factors.of(where.then()).coefficient() < 0;
        return inside ? -term.coefficient() : term.coefficient();
    }

    private static boolean hasSoftmax(Expr expr) {
        return isSoftmax(expr) || expr.children().stream().anyMatch(RowStabiliser::hasSoftmax);
    }
}
