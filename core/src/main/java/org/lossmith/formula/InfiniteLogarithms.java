package org.lossmith.formula;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Products with the logarithm of a probability that may be 0: they are 0 where a factor is, though the logarithm is infinite, for 0 log 0
 * is 0. Comes after all other stable forms of products. At finite scores results are what they were.
 *
 * <ul>
 *   <li>p^k log(p), p a sigmoid or a softmax: the logarithm is taken as no larger than 1e30, beside which every p is 0.
 *   <li>t log(p), t with a target or a vector of weights in it: likewise where t is 0. NaN passes.
 *   <li>C^g u, C = 1 - p a softmax's complement: 0 where C and u are, though C^g is infinite for g below 0.
 * </ul>
 */
final class InfiniteLogarithms extends Rewriting {
    /** Finite in single precision too. */
    private static final Expr LARGE = Algebra.number(1e30);

    private static final Expr ZERO = Algebra.number(0);

    private final Set<String> weights;

    private InfiniteLogarithms(Set<String> weights) {
        this.weights = weights;
    }

    /**
     * @param stable softmax and its like not lowered yet
     * @param weights the names of what may be 0: targets, and parameters that are vectors
     */
    static Expr guard(Expr stable, Set<String> weights) {
        return new InfiniteLogarithms(weights).rewrite(stable);
    }

    @Override
    Expr compute(Expr expr) {
        if (expr instanceof Expr.RowCall call) {
            return new Expr.RowCall(call.function(), call.dimension(), rewrite(call.argument()));
        }
        if (expr instanceof Expr.Pick pick) {
            return new Expr.Pick(pick.dimension(), rewrite(pick.vector()), rewrite(pick.index()));
        }
        if (expr instanceof Expr.Where where) {
            return branches(where);
        }
        Expr product = isProduct(expr) ? bounded(expr) : expr;
        Expr parts = ofRewrittenParts(product);
        return parts == null ? product : parts instanceof Expr.Operation power ? openPower(power) : parts;
    }

    /** Where the condition is about a weight it says itself what comes of a 0. */
    private Expr branches(Expr.Where where) {
        Set<String> left = new HashSet<>(weights);
        left.removeAll(where.condition().variables());
        InfiniteLogarithms inside = left.equals(weights) ? this : new InfiniteLogarithms(left);
        return new Expr.Where(where.condition(), inside.rewrite(where.then()), inside.rewrite(where.otherwise()));
    }

    private static boolean isProduct(Expr expr) {
        return expr instanceof Expr.Operation operation
                && (operation.operator() == Operator.MULTIPLY || operation.operator() == Operator.DIVIDE);
    }

    private Expr bounded(Expr product) {
        List<Expr> factors = new ArrayList<>();
        collectFactors(product, factors);
        Map<Expr, Expr> changes = new HashMap<>();
        Expr weight = Terms.ONE;
        for (Expr factor : factors) {
            weight = hasWeight(factor) ? Algebra.multiply(weight, factor) : weight;
        }
        for (Expr factor : factors) {
            if (Logarithm.isOne(factor) && !weight.equals(Terms.ONE)) {
                Expr isZero = new Expr.Operation(Operator.EQUAL, weight, ZERO);
                changes.put(factor, new Expr.Where(isZero, Logarithm.bounded(factor), factor));
            }
        }
        for (Expr factor : factors) {
            Logarithm.of(factor).forEach(log -> changes.put(log, Logarithm.bounded(log)));
        }
        return changes.isEmpty() ? product : new Change(changes).rewrite(product);
    }

    private boolean hasWeight(Expr factor) {
        return !Logarithm.isOne(factor) && weights.stream().anyMatch(factor::contains);
    }

    /** The factors above the line, as they stand. */
    private static void collectFactors(Expr expr, List<Expr> factors) {
        if (expr instanceof Expr.Operation operation && operation.operator() == Operator.MULTIPLY) {
            collectFactors(operation.left(), factors);
            collectFactors(operation.right(), factors);
        } else if (expr instanceof Expr.Operation operation && operation.operator() == Operator.DIVIDE) {
            collectFactors(operation.left(), factors);
        } else if (expr instanceof Expr.Call call && call.function() == Function.NEGATE) {
            collectFactors(call.argument(), factors);
        } else {
            factors.add(expr);
        }
    }

    /** The logarithm of a probability, or minus it. */
    private static final class Logarithm {
        private Logarithm() {}

        /** softplus(x), or the difference of logsumexp(v) and an element of v. */
        static boolean isOne(Expr expr) {
            if (expr instanceof Expr.Call call) {
                return call.function() == Function.SOFTPLUS;
            }
            return expr instanceof Expr.Operation difference
                    && difference.operator() == Operator.SUBTRACT
                    && (isOfElement(difference.left(), difference.right())
                            || isOfElement(difference.right(), difference.left()));
        }

        private static boolean isOfElement(Expr sum, Expr element) {
            if (!(sum instanceof Expr.RowCall call) || call.function() != RowFunction.LOGSUMEXP) {
                return false;
            }
            Expr vector = element instanceof Expr.Pick pick ? pick.vector() : element;
            return vector.equals(call.argument());
        }

        /** By a comparison, which vectors do in fewer operations than a minimum; NaN passes. */
        static Expr bounded(Expr log) {
            boolean negative =
                    log instanceof Expr.Operation difference && isOfElement(difference.right(), difference.left());
            Expr bound = negative ? Algebra.negate(LARGE) : LARGE;
            Operator beyond = negative ? Operator.LESS : Operator.GREATER;
            return new Expr.Where(new Expr.Operation(beyond, log, bound), bound, log);
        }

        /** How the logarithm of a sigmoid or of a softmax's element, or a power of them, is written. */
        static List<Expr> of(Expr factor) {
            Expr probability = factor instanceof Expr.Operation power && power.operator() == Operator.POWER
                    ? power.left()
                    : factor;
            if (probability instanceof Expr.Call call && call.function() == Function.SIGMOID) {
                return List.of(new Expr.Call(Function.SOFTPLUS, Algebra.negate(call.argument())));
            }
            if (probability instanceof Expr.Pick pick
                    && pick.vector() instanceof Expr.RowCall softmax
                    && softmax.function() == RowFunction.SOFTMAX) {
                Expr picked = new Expr.Pick(pick.dimension(), softmax.argument(), pick.index());
                Expr sum = new Expr.RowCall(RowFunction.LOGSUMEXP, softmax.dimension(), softmax.argument());
                return List.of(
                        new Expr.Operation(Operator.SUBTRACT, sum, picked),
                        new Expr.Operation(Operator.SUBTRACT, picked, sum));
            }
            return List.of();
        }
    }

    /** Puts logarithms with bounds in their places, once, and leaves all else as it stands. */
    private static final class Change extends Rewriting {
        private final Map<Expr, Expr> changes;

        Change(Map<Expr, Expr> changes) {
            this.changes = changes;
        }

        @Override
        Expr compute(Expr expr) {
            Expr found = changes.get(expr);
            if (found != null || isBounded(expr)) {
                return found == null ? expr : found;
            }
            Expr parts = ofRewrittenParts(expr);
            return parts == null ? expr : parts;
        }

        private static boolean isBounded(Expr expr) {
            return expr instanceof Expr.Where where
                    && (where.then().equals(LARGE) || where.then().equals(Algebra.negate(LARGE)));
        }
    }

    /** Of a product with a power of a complement whose exponent may be below 0. */
    private static Expr openPower(Expr.Operation product) {
        Expr base = product.operator() == Operator.MULTIPLY ? baseOfOpenPower(product.right()) : null;
        if (base == null) {
            return product;
        }
        Expr both = new Expr.Operation(
                Operator.AND,
                new Expr.Operation(Operator.EQUAL, base, ZERO),
                new Expr.Operation(Operator.EQUAL, product.left(), ZERO));
        return new Expr.Where(both, product.left(), product);
    }

    private static @Nullable Expr baseOfOpenPower(Expr expr) {
        boolean open = expr instanceof Expr.Operation power
                && power.operator() == Operator.POWER
                && power.left() instanceof Expr.Pick pick
                && pick.vector() instanceof Expr.RowCall call
                && call.function() == RowFunction.SOFTMAX_COMPLEMENT
                && !(power.right() instanceof Expr.Number);
        return open ? ((Expr.Operation) expr).left() : null;
    }
}
