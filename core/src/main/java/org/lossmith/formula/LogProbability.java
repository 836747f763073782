package org.lossmith.formula;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The second derivatives of a loss of classes that is a function f of l, the log probability of the row's class. With P that
 * probability, C = 1 - P, and derivatives by l, S = f'' C - f' P and T = -f' - f'':
 *
 * <pre>
 *   H[y][y] = C S    H[y][j] = -p[j] S    H[i][j] = -p[i] p[j] T    H[i][i] = p[i] (O[i] T + S)
 * </pre>
 *
 * where O[i] is what classes other than i and y have. As sums of products of f', f'' and p - [k = y], from which they follow, terms
 * far larger than the result would cancel.
 */
final class LogProbability {
    private static final Expr.Variable P = new Expr.Variable("#p");
    private static final Expr.Variable C = new Expr.Variable("#c");
    private static final Expr.Variable L = new Expr.Variable("#l");
    private static final Expr.Variable PICKED = new Expr.Variable("#z");
    private static final Expr ZERO = Algebra.number(0);

    private final Signature.Block block;
    private final Expr.Variable target;
    private final Expr s;

    /** T, or C T where T has a power of C that may be below 0. */
    private final Expr t;

    private final boolean timesC;

    private LogProbability(Signature.Block block, Expr.Variable target, Expr f) {
        this.block = block;
        this.target = target;
        Expr slope = byLog(f);
        Expr curvature = byLog(slope);
        Expr curved = Addends.map(curvature, term -> Algebra.multiply(term, C));
        Expr sloped = Addends.map(slope, term -> Algebra.multiply(term, P));
        this.s = back(Homogeneous.of(Algebra.subtract(curved, sloped), P, C));
        Expr negated = Addends.map(Algebra.add(slope, curvature), Algebra::negate);
        Expr plain = Homogeneous.of(negated, P, C);
        this.timesC = hasOpenPower(plain);
        this.t = back(timesC ? Addends.map(plain, term -> Algebra.multiply(C, term)) : plain);
    }

    /**
     * Null where the loss is no such function, or a linear one: then p (1 - p) says it all.
     *
     * @param value in the normal form of {@link Simplifier}
     */
    static @Nullable LogProbability of(Expr value, Signature signature) {
        List<Signature.Block> scores = signature.scores();
        List<Signature.Block> targets = signature.targets();
        boolean classes = scores.size() == 1
                && scores.get(0).isVector()
                && targets.size() == 1
                && !targets.get(0).isVector();
        if (!classes) {
            return null;
        }
        Signature.Block block = scores.get(0);
        Expr.Variable target = targets.get(0).variable();
        Expr f = new InProbability(block, target).rewrite(value);
        Set<String> names = f.variables();
        boolean function = !names.contains(PICKED.name()) && !f.contains(block.name()) && names.contains(L.name());
        return function && !Algebra.isZero(byLog(byLog(f))) ? new LogProbability(block, target, f) : null;
    }

    /** Puts P, C and l in the place of what they are. */
    private static final class InProbability extends Rewriting {
        private final Expr scores;
        private final Expr target;

        InProbability(Signature.Block block, Expr.Variable target) {
            this.scores = block.variable();
            this.target = target;
        }

        @Override
        Expr compute(Expr expr) {
            if (expr instanceof Expr.RowCall call) {
                boolean sum = call.function() == RowFunction.LOGSUMEXP
                        && call.argument().equals(scores);
                return sum ? Algebra.subtract(PICKED, L) : expr;
            }
            if (expr instanceof Expr.Pick pick && pick.index().equals(target)) {
                boolean softmax = pick.vector() instanceof Expr.RowCall call
                        && call.function() == RowFunction.SOFTMAX
                        && call.argument().equals(scores);
                return softmax ? P : pick.vector().equals(scores) ? PICKED : expr;
            }
            if (expr instanceof Expr.Call call) {
                return Algebra.call(call.function(), rewrite(call.argument()));
            }
            if (expr instanceof Expr.Operation operation) {
                Expr found =
                        Algebra.operation(operation.operator(), rewrite(operation.left()), rewrite(operation.right()));
                return found.equals(Algebra.subtract(Terms.ONE, P)) ? C : found;
            }
            return expr;
        }
    }

    private static Expr byLog(Expr expr) {
        Expr ofP = Algebra.subtract(Derivative.partial(expr, P), Derivative.partial(expr, C));
        return Algebra.add(Derivative.partial(expr, L), Addends.map(ofP, term -> Algebra.multiply(P, term)));
    }

    /** Whether there is a power of C whose exponent may be below 0. */
    private static boolean hasOpenPower(Expr sum) {
        boolean[] below = {false};
        Addends.forEach(
                sum,
                (sign, term) -> Factors.of(term)
                        .forEachPower((base, exponent) -> below[0] |=
                                base.equals(C) && !(exponent instanceof Expr.Number number && number.value() >= 0)));
        return below[0];
    }

    /** The product of T and a share of C, which is 0 where C is; T alone may overflow. */
    private Expr timesT(Expr share) {
        if (!timesC) {
            return Algebra.multiply(share, t);
        }
        Expr all = back(C);
        Expr none = new Expr.Operation(Operator.EQUAL, all, ZERO);
        return Algebra.multiply(new Expr.Where(none, ZERO, Algebra.divide(share, all)), t);
    }

    private Expr back(Expr expr) {
        Expr log = new Expr.Operation(
                Operator.SUBTRACT, pick(block.variable()), row(RowFunction.LOGSUMEXP, block.variable()));
        Map<Expr, Expr> meanings =
                Map.of(P, pick(softmax()), C, pick(row(RowFunction.SOFTMAX_COMPLEMENT, block.variable())), L, log);
        return new Replacement(meanings).rewrite(expr);
    }

    private Expr row(RowFunction function, Expr argument) {
        return new Expr.RowCall(function, dimension(), argument);
    }

    private Expr pick(Expr vector) {
        return new Expr.Pick(dimension(), vector, target);
    }

    private Expr softmax() {
        return row(RowFunction.SOFTMAX, block.variable());
    }

    private String dimension() {
        return Objects.requireNonNull(block.dimension());
    }

    private Expr.Where whereTarget(Expr then, Expr otherwise) {
        Expr condition = new Expr.Operation(Operator.EQUAL, Dimensions.index(dimension()), target);
        return new Expr.Where(condition, then, otherwise);
    }

    Expr diagonal() {
        Expr ofTarget = Algebra.multiply(back(C), s);
        Expr others = new Expr.Operation(Operator.ADD, timesT(others()), s);
        return whereTarget(ofTarget, Algebra.multiply(softmax(), others));
    }

    /** The diagonal without what {@link #coupled} gives. */
    Expr own() {
        Expr more = whereTarget(ZERO, Algebra.multiply(timesT(softmax()), softmax()));
        return new Expr.Operation(Operator.ADD, diagonal(), more);
    }

    /** Off the diagonal each pair of classes is in one of these alone. */
    List<Jacobian.Outer> coupled() {
        Expr picked = whereTarget(Terms.ONE, ZERO);
        Expr others = whereTarget(ZERO, softmax());
        Expr toTarget = Algebra.negate(Algebra.multiply(s, others));
        return List.of(
                new Jacobian.Outer(Algebra.negate(timesT(others)), others),
                new Jacobian.Outer(picked, toTarget),
                new Jacobian.Outer(toTarget, picked));
    }

    /**
     * What classes other than an element's and y have, as a sum where the element is the largest; else the difference of complements
     * where P is more than a half, or of the element's complement and P.
     */
    private Expr others() {
        Expr maximum = row(RowFunction.MAXIMUM, block.variable());
        Expr isLargest = new Expr.Operation(Operator.EQUAL, block.variable(), maximum);
        Expr exponential =
                new Expr.Call(Function.EXP, new Expr.Operation(Operator.SUBTRACT, block.variable(), maximum));
        Expr smaller = row(RowFunction.SUM, whereTarget(ZERO, new Expr.Where(isLargest, ZERO, exponential)));
        Expr count = row(RowFunction.SUM, whereTarget(ZERO, new Expr.Where(isLargest, Terms.ONE, ZERO)));
        Expr more = new Expr.Operation(Operator.SUBTRACT, count, Terms.ONE);
        Expr sum = new Expr.Operation(Operator.ADD, smaller, more);
        Expr complement = row(RowFunction.SOFTMAX_COMPLEMENT, block.variable());
        Expr ofLarge = new Expr.Operation(Operator.SUBTRACT, back(C), softmax());
        Expr ofSmall = new Expr.Operation(Operator.SUBTRACT, complement, back(P));
        Expr isMost = new Expr.Operation(Operator.GREATER, back(P), Algebra.number(0.5));
        return new Expr.Where(
                isLargest,
                new Expr.Operation(Operator.MULTIPLY, sum, softmax()),
                new Expr.Where(isMost, ofLarge, ofSmall));
    }
}
