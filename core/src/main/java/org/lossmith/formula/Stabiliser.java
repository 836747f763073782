package org.lossmith.formula;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The last rewriting before evaluation: cancellations that only the computer sees become functions or forms that are accurate.
 * It comes after differentiation, because these forms are equal but their derivatives are not simple.
 */
final class Stabiliser extends Rewriting {
    private final Set<String> scores;
    private final DifferenceRules differences = new DifferenceRules(this::rewrite);
    private final ComplementRules complements = new ComplementRules(this::rewrite);
    private final RemainderRules remainders = new RemainderRules(this::rewrite);
    private final ExponentialSums exponentialSums = new ExponentialSums(this::rewrite);

    private Stabiliser(Set<String> scores) {
        this.scores = scores;
    }

    /** @param expr in the normal form of {@link Simplifier} */
    static Expr stabilise(Expr expr) {
        return stabilise(expr, Set.of(Formula.SCORE.name()));
    }

    /** @param scores the names of the variables that may take any value */
    static Expr stabilise(Expr expr, Set<String> scores) {
        return new Stabiliser(scores).rewrite(expr);
    }

    @Override
    Expr compute(Expr expr) {
        if (expr instanceof Expr.Call call) {
            return call(call);
        }
        if (expr instanceof Expr.Where where) {
            return new Expr.Where(rewrite(where.condition()), rewrite(where.then()), rewrite(where.otherwise()));
        }
        if (expr instanceof Expr.Operation operation) {
            boolean sum = operation.operator() == Operator.ADD || operation.operator() == Operator.SUBTRACT;
            return sum ? sum(operation) : product(operation);
        }
        if (expr instanceof Expr.RowCall row) {
            return new Expr.RowCall(row.function(), row.dimension(), rewrite(row.argument()));
        }
        if (expr instanceof Expr.Pick pick) {
            return new Expr.Pick(pick.dimension(), rewrite(pick.vector()), rewrite(pick.index()));
        }
        return expr;
    }

    /** Products are built again, so that signs and powers of the rewritten factors join; sums are not, to stay as rewritten. */
    private Expr product(Expr.Operation operation) {
        if (operation.operator().isTruth()
                || operation.operator() == Operator.MIN
                || operation.operator() == Operator.MAX) {
            return new Expr.Operation(operation.operator(), rewrite(operation.left()), rewrite(operation.right()));
        }
        Factors factors = Factors.of(operation);
        Expr found = exponentialSums.ratio(factors);
        found = found != null ? found : ProductRules.before(factors, this::rewrite);
        if (found != null) {
            return ProductRules.after(found);
        }
        Expr left = rewrite(operation.left());
        Expr right = rewrite(operation.right());
        return switch (operation.operator()) {
            case MULTIPLY -> ProductRules.after(Algebra.multiply(left, right));
            case DIVIDE -> ProductRules.after(Algebra.divide(left, right));
            default -> new Expr.Operation(operation.operator(), left, right);
        };
    }

    private static Expr plus(Expr left, Expr right) {
        return right instanceof Expr.Call call && call.function() == Function.NEGATE
                ? new Expr.Operation(Operator.SUBTRACT, left, call.argument())
                : new Expr.Operation(Operator.ADD, left, right);
    }

    private Expr call(Expr.Call call) {
        Expr argument = call.argument();
        if (call.function() == Function.NEGATE) {
            return Algebra.negate(rewrite(argument));
        }
        return call.function() == Function.LOG ? log(argument) : new Expr.Call(call.function(), rewrite(argument));
    }

    private Expr log(Expr argument) {
        Expr found = exponentialSums.log(argument);
        if (found != null) {
            return found;
        }
        Terms terms = Terms.of(argument);
        boolean one = terms.list().stream().anyMatch(term -> term.isNumber(1));
        if (one && terms.count() > 1) {
            return new Expr.Call(
                    Function.LOG1P, rewrite(terms.add(-1, Terms.ONE).expr()));
        }
        if (argument instanceof Expr.Operation operation && operation.operator() == Operator.DIVIDE) {
            Difference difference = new Difference(Terms.ONE, operation.left(), operation.right());
            if (difference.isExact()) {
                return differences.logOfRatio(difference, rewrite(argument));
            }
        }
        return new Expr.Call(Function.LOG, rewrite(argument));
    }

    private Expr sum(Expr.Operation operation) {
        List<Terms.Term> terms = Terms.of(operation).list();
        RemainderRules.Found remainder = remainders.find(terms);
        if (remainder != null) {
            return withRest(remainder.rest(), remainder.expr());
        }
        List<Terms.Term> rest = new ArrayList<>(terms);
        List<Expr> joined = joinPairs(rest);
        Expr sum = joined.isEmpty() ? operation : Terms.of(rest).expr();
        Expr result = rest.isEmpty() ? null : factored(sum, rest);
        // What was joined first stands last.
        Collections.reverse(joined);
        if (result != null) {
            joined.add(0, result);
        }
        return sum(joined);
    }

    private static Expr sum(List<Expr> parts) {
        Chain sum = Chain.sum();
        for (Expr part : parts) {
            boolean negative = !sum.isEmpty() && part instanceof Expr.Call call && call.function() == Function.NEGATE;
            sum.add(negative, negative ? ((Expr.Call) part).argument() : part);
        }
        return sum.expr();
    }

    /** Takes out of the terms the pairs that join. Those that do not join one by one never do, however few are left. */
    private List<Expr> joinPairs(List<Terms.Term> terms) {
        return terms.size() > Partners.FEW ? joinPartners(terms) : joinEach(terms);
    }

    private List<Expr> joinPartners(List<Terms.Term> terms) {
        Partners partners = new Partners(List.copyOf(terms), scores);
        List<Terms.Term> all = List.copyOf(terms);
        BitSet gone = new BitSet();
        List<Expr> found = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            for (int j : gone.get(i) ? List.<Integer>of() : partners.of(i)) {
                Expr joined = gone.get(i) || gone.get(j) ? null : join(all.get(i), all.get(j));
                if (joined != null) {
                    found.add(joined);
                    gone.set(i);
                    gone.set(j);
                }
            }
        }
        terms.clear();
        for (int i = gone.nextClearBit(0); i < all.size(); i = gone.nextClearBit(i + 1)) {
            terms.add(all.get(i));
        }
        return found;
    }

    private List<Expr> joinEach(List<Terms.Term> terms) {
        List<Expr> found = new ArrayList<>();
        for (int i = 0; i < terms.size(); i++) {
            Expr joined = null;
            for (int j = 0; j < terms.size() && joined == null; j++) {
                joined = i == j ? null : join(terms.get(i), terms.get(j));
                if (joined != null) {
                    found.add(joined);
                    terms.remove(Math.max(i, j));
                    terms.remove(Math.min(i, j));
                    i -= j < i ? 2 : 1;
                }
            }
        }
        return found;
    }

    /** A sum of which no two terms join, and so no two of the rest beside a common factor. */
    private Expr factored(Expr sum, List<Terms.Term> terms) {
        if (terms.size() > Partners.FEW) {
            List<List<Terms.Term>> groups = Factoring.groups(terms);
            if (groups.size() > 1) {
                return sum(groups.stream()
                        .map(group -> factored(Terms.of(group).expr(), group))
                        .toList());
            }
        }
        Factoring factoring = terms.size() > 1 ? Factoring.of(terms) : null;
        if (factoring == null) {
            return apart(sum);
        }
        Expr product = Algebra.multiply(rewrite(factoring.common()), rewrite(factoring.quotients()));
        List<Terms.Term> rest = factoring.rest().list();
        return rest.isEmpty() ? product : plus(factored(factoring.rest().expr(), rest), product);
    }

    /** A sum none of whose terms join. Nor do those of its part sums, so that only the terms themselves are rewritten. */
    private Expr apart(Expr expr) {
        return expr instanceof Expr.Operation sum && Addends.isSum(sum)
                ? new Expr.Operation(sum.operator(), apart(sum.left()), apart(sum.right()))
                : rewrite(expr);
    }

    /** What is joined is already rewritten; the other terms follow. */
    private Expr withRest(Terms rest, Expr joined) {
        return rest.count() == 0 ? joined : plus(rewrite(rest.expr()), joined);
    }

    private @Nullable Expr join(Terms.Term first, Terms.Term second) {
        Expr found = softplusAndLinear(first, second);
        found = found != null ? found : sigmoidAndTarget(first, second);
        found = found != null ? found : complements.join(first, second);
        found = found != null ? found : differences.join(first, second);
        return found != null ? found : rootLess(first, second);
    }

    /**
     * r softplus(x) - t x = (r - t) softplus(x) + t softplus(-x): for 0 <= t <= r nothing cancels. x may have a constant part, which may
     * cancel against softplus(-x) below 0; there the sum is good as it stands.
     */
    private @Nullable Expr softplusAndLinear(Terms.Term softplus, Terms.Term linear) {
        Factors factors = Factors.of(softplus.expr());
        for (Expr.Call call : SumIdentities.calls(factors, Function.SOFTPLUS)) {
            if (isFreeOfScore(call)) {
                continue;
            }
            Expr constant = constantPart(call.argument());
            Expr slope = Algebra.divide(linear.expr(), Algebra.subtract(call.argument(), constant));
            if (isFreeOfScore(slope) && factors.isSingle(call)) {
                Expr rest = factors.without(call).expr();
                Expr mirrored = new Expr.Call(Function.SOFTPLUS, Algebra.negate(call.argument()));
                Expr both = twoParts(Algebra.add(rest, slope), call, Algebra.negate(slope), mirrored);
                Expr added = rewrite(Algebra.negate(Algebra.multiply(slope, constant)));
                if (Algebra.isZero(constant)) {
                    return both;
                }
                Expr below = new Expr.Operation(Operator.LESS, rewrite(call.argument()), Algebra.number(0));
                Expr plain = plus(rewrite(softplus.expr()), rewrite(linear.expr()));
                return new Expr.Where(below, plain, plus(both, added));
            }
        }
        return null;
    }

    /** The terms of a sum that are free of the score. */
    private Expr constantPart(Expr expr) {
        List<Terms.Term> constant = Terms.of(expr).list().stream()
                .filter(term -> isFreeOfScore(term.core()))
                .toList();
        return Terms.of(constant).expr();
    }

    /** r sigmoid(x) - t = (r - t) sigmoid(x) - t sigmoid(-x): for 0 <= t <= r exact where t is 0 or r. */
    private @Nullable Expr sigmoidAndTarget(Terms.Term sigmoid, Terms.Term plain) {
        Factors factors = Factors.of(sigmoid.expr());
        for (Expr.Call call : SumIdentities.calls(factors, Function.SIGMOID)) {
            boolean opposite = sigmoid.coefficient() * plain.coefficient() < 0;
            if (opposite && isFreeOfScore(plain.expr()) && factors.isSingle(call)) {
                Expr rest = factors.without(call).expr();
                if (Algebra.add(rest, plain.expr()).equals(Algebra.negate(plain.expr()))) {
                    Expr half = Algebra.divide(call.argument(), Algebra.number(2));
                    return rewrite(Algebra.negate(Algebra.multiply(plain.expr(), Algebra.call(Function.TANH, half))));
                }
                Expr mirrored = new Expr.Call(Function.SIGMOID, Algebra.negate(call.argument()));
                return twoParts(Algebra.add(rest, plain.expr()), call, plain.expr(), mirrored);
            }
        }
        return null;
    }

    private Expr twoParts(Expr a, Expr x, Expr b, Expr y) {
        return plus(rewrite(Algebra.multiply(a, x)), rewrite(Algebra.multiply(b, y)));
    }

    /** r sqrt(a) - r b = r (a - b^2) / (sqrt(a) + b) where a - b^2 has fewer terms than a and b. */
    private @Nullable Expr rootLess(Terms.Term root, Terms.Term plain) {
        Factors factors = Factors.of(root.expr());
        List<Expr> bases = new ArrayList<>();
        factors.forEachPower((base, exponent) -> bases.add(base));
        for (Expr base : bases) {
            if (!(factors.exponentOf(base) instanceof Expr.Number power) || power.value() != 0.5) {
                continue;
            }
            Expr rest = factors.without(base).expr();
            Expr b = Algebra.negate(Algebra.divide(plain.expr(), rest));
            Expr difference = Algebra.subtract(base, Algebra.multiply(b, b));
            boolean cancels = Terms.of(difference).count() < Terms.of(base).count();
            if (cancels && isFreeOfScore(b) && root.coefficient() * plain.coefficient() < 0) {
                Expr sum = new Expr.Operation(Operator.ADD, new Expr.Call(Function.SQRT, rewrite(base)), rewrite(b));
                Expr above = rewrite(Algebra.multiply(rest, difference));
                return Algebra.divide(above, sum);
            }
        }
        return null;
    }

    private boolean isFreeOfScore(Expr expr) {
        return scores.stream().noneMatch(expr::contains);
    }
}
