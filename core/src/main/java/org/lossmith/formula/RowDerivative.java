package org.lossmith.formula;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The exact derivatives of a row formula by one block of scores, by the chain rule through the functions of whole vectors. At
 * a tie of {@code max} or {@code min} the gradient is shared equally, which for two is the midpoint.
 */
final class RowDerivative {
    private final Signature.Block block;
    private final Map<Expr, Jacobian> known = new HashMap<>();

    private RowDerivative(Signature.Block block) {
        this.block = block;
    }

    /** @param expr in the normal form of {@link Simplifier} */
    static Jacobian of(Expr expr, Signature.Block block) {
        return new RowDerivative(block).jacobian(expr);
    }

    private Jacobian jacobian(Expr expr) {
        Jacobian found = known.get(expr);
        if (found == null) {
            found = compute(expr);
            known.put(expr, found);
        }
        return found;
    }

    private Jacobian compute(Expr expr) {
        if (!expr.contains(block.name())) {
            return Jacobian.NONE;
        }
        if (expr instanceof Expr.Variable) {
            return ofVariable(expr);
        }
        if (expr instanceof Expr.RowCall call) {
            return ofCall(call, jacobian(call.argument()));
        }
        if (expr instanceof Expr.Pick pick) {
            return ofPick(pick, jacobian(pick.vector()));
        }
        return chain(expr);
    }

    private Jacobian ofVariable(Expr variable) {
        return block.isVector()
                ? new Jacobian.Builder(variable).own(Terms.ONE).build()
                : new Jacobian.Builder(variable).outer(Terms.ONE, Terms.ONE).build();
    }

    private Jacobian chain(Expr expr) {
        Set<Expr> atoms = new LinkedHashSet<>();
        collectAtoms(expr, atoms);
        Jacobian.Builder sum = new Jacobian.Builder(expr);
        for (Expr atom : atoms) {
            Jacobian inner = jacobian(atom);
            if (inner.equals(Jacobian.NONE)) {
                continue;
            }
            Expr slope = Derivative.partial(expr, atom);
            sum.own(Algebra.multiply(slope, inner.own()));
            inner.coupled().forEach(outer -> sum.outer(Algebra.multiply(slope, outer.left()), outer.right()));
        }
        return sum.build();
    }

    private static void collectAtoms(Expr expr, Set<Expr> atoms) {
        if (expr instanceof Expr.Variable || expr instanceof Expr.RowCall || expr instanceof Expr.Pick) {
            atoms.add(expr);
        } else {
            expr.children().forEach(child -> collectAtoms(child, atoms));
        }
    }

    private static Jacobian ofCall(Expr.RowCall call, Jacobian inner) {
        return switch (call.function()) {
            case SUM -> reduced(call, Terms.ONE, inner);
            case LOGSUMEXP -> reduced(call, same(call, RowFunction.SOFTMAX), inner);
            case SPARSEMAX_CONJUGATE -> reduced(call, same(call, RowFunction.SPARSEMAX), inner);
            case MAXIMUM, MINIMUM -> reduced(call, share(call), inner);
            case SOFTMAX -> softmax(call, inner);
            case SPARSEMAX -> sparsemax(call, inner);
            default -> throw new IllegalStateException("no derivative of " + call.function());
        };
    }

    private static Expr same(Expr.RowCall call, RowFunction function) {
        return new Expr.RowCall(function, call.dimension(), call.argument());
    }

    /** 1 over the number of elements that are the largest, at those; 0 at the others. */
    private static Expr share(Expr.RowCall call) {
        Expr.Operation isExtreme = new Expr.Operation(Operator.EQUAL, call.argument(), call);
        Expr.Where counted = new Expr.Where(isExtreme, Terms.ONE, Algebra.number(0));
        Expr count = new Expr.RowCall(RowFunction.SUM, call.dimension(), counted);
        return new Expr.Where(isExtreme, Algebra.divide(Terms.ONE, count), Algebra.number(0));
    }

    /** A function of the vector with the gradient {@code weight}. */
    private static Jacobian reduced(Expr.RowCall call, Expr weight, Jacobian inner) {
        Jacobian.Builder result = new Jacobian.Builder(call);
        result.outer(Terms.ONE, Algebra.multiply(weight, inner.own()));
        inner.coupled()
                .forEach(outer -> result.outer(
                        RowAlgebra.sum(call.dimension(), Algebra.multiply(weight, outer.left())), outer.right()));
        return result.build();
    }

    /** dp[i]/dv[j] = p[i] (i = j) - p[i] p[j]. */
    private static Jacobian softmax(Expr.RowCall softmax, Jacobian inner) {
        Jacobian.Builder result = new Jacobian.Builder(softmax);
        Expr own = Algebra.multiply(softmax, inner.own());
        result.own(own).outer(Algebra.negate(softmax), own);
        inner.coupled().forEach(outer -> {
            Expr mean = RowAlgebra.sum(softmax.dimension(), Algebra.multiply(softmax, outer.left()));
            result.outer(Algebra.multiply(softmax, Algebra.subtract(outer.left(), mean)), outer.right());
        });
        return result.build();
    }

    /** dp[i]/dv[j] = s[i] (i = j) - s[i] s[j] / n, s where p > 0 and n how many these are. */
    private static Jacobian sparsemax(Expr.RowCall sparsemax, Jacobian inner) {
        Expr positive = new Expr.Operation(Operator.GREATER, sparsemax, Algebra.number(0));
        Expr support = new Expr.Where(positive, Terms.ONE, Algebra.number(0));
        Expr size = RowAlgebra.sum(sparsemax.dimension(), support);
        Jacobian.Builder result = new Jacobian.Builder(sparsemax);
        Expr own = Algebra.multiply(support, inner.own());
        result.own(own).outer(Algebra.negate(Algebra.divide(support, size)), own);
        inner.coupled().forEach(outer -> {
            Expr sum = RowAlgebra.sum(sparsemax.dimension(), Algebra.multiply(support, outer.left()));
            Expr mean = Algebra.divide(sum, size);
            result.outer(Algebra.multiply(support, Algebra.subtract(outer.left(), mean)), outer.right());
        });
        return result.build();
    }

    private static Jacobian ofPick(Expr.Pick pick, Jacobian inner) {
        String dimension = pick.dimension();
        Expr isPicked = new Expr.Operation(Operator.EQUAL, Dimensions.index(dimension), pick.index());
        Jacobian.Builder result = new Jacobian.Builder(pick);
        Expr indicator = new Expr.Where(isPicked, Terms.ONE, Algebra.number(0));
        result.outer(RowAlgebra.pick(dimension, inner.own(), pick.index()), indicator);
        inner.coupled()
                .forEach(outer -> result.outer(RowAlgebra.pick(dimension, outer.left(), pick.index()), outer.right()));
        return result.build();
    }
}
