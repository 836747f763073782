package org.lossmith.formula;

import java.util.ArrayList;
import java.util.List;

/**
 * Replaces logsumexp, softmax and sparsemax by maxima and sums, the only functions of vectors that kernels compute. With
 * {@code m = max(v)}, {@code e[i] = exp(v[i] - m)} and {@code r} the sum of e over all elements but one that is the largest:
 *
 * <pre>
 *   logsumexp(v) = m + log1p(r)        softmax(v)[i] = e[i] / (1 + r)
 *   1 - softmax(v)[i] = r / (1 + r) at a largest element, (1 + r - e[i]) / (1 + r) at the others
 * </pre>
 *
 * Nothing overflows, and nothing cancels: where one score leads, r is small and known to the last digit, and in
 * {@code logsumexp(z) - z[y]} the large parts {@code m - z[y]} are subtracted first, which is exact where they are close.
 */
final class RowLowering extends Rewriting {
    private RowLowering() {}

    static Expr lower(Expr stable) {
        return new RowLowering().rewrite(stable);
    }

    @Override
    Expr compute(Expr expr) {
        if (expr instanceof Expr.RowCall call) {
            return call(call);
        }
        if (expr instanceof Expr.Pick pick) {
            return new Expr.Pick(pick.dimension(), rewrite(pick.vector()), rewrite(pick.index()));
        }
        if (expr instanceof Expr.Where where) {
            Expr condition = rewrite(where.condition());
            return new Expr.Where(condition, AtIndex.of(condition, rewrite(where.then())), rewrite(where.otherwise()));
        }
        if (expr instanceof Expr.Call call) {
            return new Expr.Call(call.function(), rewrite(call.argument()));
        }
        if (expr instanceof Expr.Operation operation) {
            return Addends.isSum(expr) ? sum(operation) : unchanged(operation);
        }
        return expr;
    }

    private Expr call(Expr.RowCall call) {
        Expr argument = rewrite(call.argument());
        Shifted shifted = new Shifted(call.dimension(), argument);
        return switch (call.function()) {
            case SUM, MAXIMUM, MINIMUM, SPARSEMAX_THRESHOLD ->
                new Expr.RowCall(call.function(), call.dimension(), argument);
            case LOGSUMEXP -> plus(shifted.maximum(), shifted.logOfSum());
            case SOFTMAX -> times(shifted.exponential(), shifted.inverseOfSum());
            case SOFTMAX_COMPLEMENT -> times(shifted.others(), shifted.inverseOfSum());
            case SPARSEMAX -> shifted.sparsemax();
            case SPARSEMAX_CONJUGATE -> plus(shifted.maximum(), shifted.sparsemaxConjugate());
        };
    }

    /** The large parts of logsumexp and of its like go to the scores, which are exact; then come the other terms, and the small parts last. */
    private Expr sum(Expr.Operation expr) {
        List<Expr> parts = new ArrayList<>();
        List<Expr> others = new ArrayList<>();
        List<Expr> small = new ArrayList<>();
        Addends.forEach(expr, (sign, part) -> {
            Expr lowered = rewrite(part);
            if (isSplit(part) && lowered instanceof Expr.Operation both) {
                parts.add(signed(sign, both.left()));
                small.add(signed(sign, both.right()));
            } else {
                (isScore(part) ? parts : others).add(signed(sign, lowered));
            }
        });
        if (small.isEmpty()) {
            return unchanged(expr);
        }
        parts.addAll(others);
        parts.addAll(small);
        Expr sum = parts.get(0);
        for (Expr part : parts.subList(1, parts.size())) {
            sum = part instanceof Expr.Call call && call.function() == Function.NEGATE
                    ? new Expr.Operation(Operator.SUBTRACT, sum, call.argument())
                    : plus(sum, part);
        }
        return sum;
    }

    private Expr unchanged(Expr.Operation operation) {
        return new Expr.Operation(operation.operator(), rewrite(operation.left()), rewrite(operation.right()));
    }

    private static boolean isSplit(Expr expr) {
        return expr instanceof Expr.RowCall call
                && (call.function() == RowFunction.LOGSUMEXP || call.function() == RowFunction.SPARSEMAX_CONJUGATE);
    }

    private static boolean isScore(Expr expr) {
        return expr instanceof Expr.Variable
                || expr instanceof Expr.Pick pick && pick.vector() instanceof Expr.Variable;
    }

    private static Expr signed(double sign, Expr expr) {
        return sign < 0 ? new Expr.Call(Function.NEGATE, expr) : expr;
    }

    private static Expr plus(Expr left, Expr right) {
        return new Expr.Operation(Operator.ADD, left, right);
    }

    private static Expr times(Expr left, Expr right) {
        return new Expr.Operation(Operator.MULTIPLY, left, right);
    }

    /** A vector less its maximum, and what follows from it. */
    private record Shifted(String dimension, Expr argument) {
        private static final Expr ZERO = Algebra.number(0);

        Expr maximum() {
            return new Expr.RowCall(RowFunction.MAXIMUM, dimension, argument);
        }

        private Expr shifted() {
            return new Expr.Operation(Operator.SUBTRACT, argument, maximum());
        }

        private Expr.Operation isLargest() {
            return new Expr.Operation(Operator.EQUAL, argument, maximum());
        }

        Expr exponential() {
            return new Expr.Call(Function.EXP, shifted());
        }

        /** Whether the elements are known without rounding. */
        private boolean isExact() {
            return argument instanceof Expr.Variable;
        }

        /** exp(v - m) - 1 at the largest: what the rounding of v makes of it. */
        private Expr excess() {
            return new Expr.Call(Function.EXPM1, shifted());
        }

        /** The sum of the exponentials of all elements below the largest. */
        private Expr smaller() {
            return sum(new Expr.Where(isLargest(), ZERO, exponential()));
        }

        /** What the largest elements give beyond 1. */
        private Expr surplus() {
            Expr count = sum(new Expr.Where(isLargest(), Terms.ONE, ZERO));
            Expr more = new Expr.Operation(Operator.SUBTRACT, count, Terms.ONE);
            return isExact() ? more : plus(more, sum(new Expr.Where(isLargest(), excess(), ZERO)));
        }

        /** The sum of the exponentials less 1. */
        private Expr rest() {
            return plus(smaller(), surplus());
        }

        private Expr sum(Expr element) {
            return new Expr.RowCall(RowFunction.SUM, dimension, element);
        }

        Expr logOfSum() {
            return new Expr.Call(Function.LOG1P, rest());
        }

        Expr inverseOfSum() {
            return new Expr.Operation(Operator.DIVIDE, Terms.ONE, plus(Terms.ONE, rest()));
        }

        /** The sum of the exponentials of all other elements. */
        Expr others() {
            Expr more = isExact() ? surplus() : new Expr.Operation(Operator.SUBTRACT, surplus(), excess());
            Expr besidesSmaller = new Expr.Operation(Operator.SUBTRACT, plus(Terms.ONE, rest()), exponential());
            return new Expr.Where(isLargest(), plus(smaller(), more), besidesSmaller);
        }

        private Expr threshold() {
            return new Expr.RowCall(RowFunction.SPARSEMAX_THRESHOLD, dimension, shifted());
        }

        Expr sparsemax() {
            Expr above = new Expr.Operation(Operator.SUBTRACT, shifted(), threshold());
            return new Expr.Operation(Operator.MAX, ZERO, above);
        }

        /** The sum of squares of p over two, plus the threshold, plus 1/2. */
        Expr sparsemaxConjugate() {
            Expr p = sparsemax();
            Expr squares = new Expr.Operation(Operator.DIVIDE, sum(times(p, p)), Algebra.number(2));
            return plus(plus(squares, Algebra.number(0.5)), threshold());
        }
    }
}
