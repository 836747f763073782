package org.lossmith.formula;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Differences of two values of one function, which cancel where the arguments are close: they become products with a factor
 * that is small by itself. All forms are good for arguments of any distance.
 */
final class DifferenceRules {
    private static final List<Function> FUNCTIONS = List.of(
            Function.EXP,
            Function.LOG,
            Function.SIGMOID,
            Function.TANH,
            Function.SOFTPLUS,
            Function.COSH,
            Function.SQRT);

    /** exp of this is far from overflow. */
    private static final Expr SAFE_EXPONENT = Algebra.number(700);

    /** Logarithms of numbers of ratios beyond differ by 36 or more: their difference is no longer small beside them. */
    private static final Expr LARGE_RATIO = Algebra.number(0x1p52);

    private final UnaryOperator<Expr> rewrite;

    /** @param rewrite stabilises a part in normal form */
    DifferenceRules(UnaryOperator<Expr> rewrite) {
        this.rewrite = rewrite;
    }

    @Nullable
    Expr join(Terms.Term first, Terms.Term second) {
        for (Function function : FUNCTIONS) {
            Difference difference = Difference.of(function, first, second);
            Expr found = difference == null ? null : form(function, difference);
            if (difference != null && found != null) {
                return Algebra.multiply(rewrite.apply(difference.rest()), found);
            }
        }
        Expr found = softplusLessLogOfTwo(first, second);
        return found != null ? found : ofPowers(first, second);
    }

    /** r softplus(x) - r log(2) = r log1p(expm1(x)/2) unless that overflows. */
    private @Nullable Expr softplusLessLogOfTwo(Terms.Term first, Terms.Term second) {
        Factors factors = Factors.of(first.expr());
        Expr log = new Expr.Call(Function.LOG, Algebra.number(2));
        for (Expr.Call call : SumIdentities.calls(factors, Function.SOFTPLUS)) {
            Expr rest = factors.without(call).expr();
            if (!factors.isSingle(call) || !second.expr().equals(Algebra.negate(Algebra.multiply(rest, log)))) {
                continue;
            }
            Expr x = rewrite.apply(call.argument());
            Expr half = Algebra.divide(new Expr.Call(Function.EXPM1, x), Algebra.number(2));
            Expr plain = new Expr.Operation(Operator.SUBTRACT, new Expr.Call(Function.SOFTPLUS, x), log);
            Expr condition = new Expr.Operation(Operator.LESS, x, SAFE_EXPONENT);
            Expr value = new Expr.Where(condition, new Expr.Call(Function.LOG1P, half), plain);
            return Algebra.multiply(rewrite.apply(rest), value);
        }
        return null;
    }

    private @Nullable Expr form(Function function, Difference difference) {
        Expr a = difference.a();
        Expr b = difference.b();
        return switch (function) {
            case EXP -> Algebra.multiply(share(difference), new Expr.Call(Function.EXP, extreme(Operator.MAX, a, b)));
            case LOG -> difference.isExact() ? ofLogs(difference) : null;
            case SIGMOID -> ofSigmoids(a, b);
            case TANH -> Algebra.multiply(Algebra.number(2), ofSigmoids(twice(a), twice(b)));
            case SOFTPLUS -> ofSoftpluses(difference);
            case COSH -> ofCoshes(a, b);
            default -> difference.isExact() ? ofRoots(difference) : null;
        };
    }

    private static Expr twice(Expr expr) {
        return Algebra.multiply(Algebra.number(2), expr);
    }

    private Expr extreme(Operator operator, Expr a, Expr b) {
        return new Expr.Operation(operator, rewrite.apply(a), rewrite.apply(b));
    }

    private Expr size(Difference difference) {
        return rewrite.apply(Algebra.call(Function.ABS, difference.distance()));
    }

    private Expr sign(Difference difference) {
        return rewrite.apply(Algebra.call(Function.SIGN, difference.distance()));
    }

    /** sign(a - b) (1 - exp(-|a - b|)): what exp(a) - exp(b) is, as a share of the larger of the two. */
    private Expr share(Difference difference) {
        Expr negative = new Expr.Call(Function.NEGATE, size(difference));
        return Algebra.negate(Algebra.multiply(sign(difference), new Expr.Call(Function.EXPM1, negative)));
    }

    /** tanh(a/2) where b = -a, else sign(a - b) (1 - exp(-|a - b|)) sigmoid(max(a, b)) sigmoid(-min(a, b)). */
    private Expr ofSigmoids(Expr a, Expr b) {
        if (a.equals(Algebra.negate(b))) {
            return Algebra.call(Function.TANH, rewrite.apply(Algebra.divide(a, Algebra.number(2))));
        }
        Expr upper = new Expr.Call(Function.SIGMOID, extreme(Operator.MAX, a, b));
        Expr lower = new Expr.Call(Function.NEGATE, extreme(Operator.MIN, a, b));
        Expr both = Algebra.multiply(upper, new Expr.Call(Function.SIGMOID, lower));
        return Algebra.multiply(share(new Difference(Terms.ONE, a, b)), both);
    }

    /** sign(a - b) log1p(sigmoid(min(a, b)) expm1(|a - b|)) unless that overflows. */
    private Expr ofSoftpluses(Difference difference) {
        Expr size = size(difference);
        Expr lower = new Expr.Call(Function.SIGMOID, extreme(Operator.MIN, difference.a(), difference.b()));
        Expr grown = Algebra.multiply(lower, new Expr.Call(Function.EXPM1, size));
        Expr near = Algebra.multiply(sign(difference), new Expr.Call(Function.LOG1P, grown));
        Expr condition = new Expr.Operation(Operator.LESS, size, SAFE_EXPONENT);
        return new Expr.Where(condition, near, plain(Function.SOFTPLUS, difference));
    }

    private Expr plain(Function function, Difference difference) {
        return new Expr.Operation(
                Operator.SUBTRACT,
                rewrite.apply(Algebra.call(function, difference.a())),
                rewrite.apply(Algebra.call(function, difference.b())));
    }

    /** 2 sinh((a + b)/2) sinh((a - b)/2). */
    private Expr ofCoshes(Expr a, Expr b) {
        Expr half = Algebra.divide(Algebra.add(a, b), Algebra.number(2));
        Expr other = Algebra.divide(Algebra.subtract(a, b), Algebra.number(2));
        Expr product = Algebra.multiply(Algebra.call(Function.SINH, half), Algebra.call(Function.SINH, other));
        return rewrite.apply(twice(product));
    }

    /** (a - b) / (sqrt(a) + sqrt(b)). */
    private Expr ofRoots(Difference difference) {
        Expr sum = new Expr.Operation(
                Operator.ADD,
                rewrite.apply(Algebra.call(Function.SQRT, difference.a())),
                rewrite.apply(Algebra.call(Function.SQRT, difference.b())));
        return Algebra.divide(rewrite.apply(difference.distance()), sum);
    }

    /** The logarithm of the ratio where both are positive; else the difference as it stands, which is NaN. */
    private Expr ofLogs(Difference difference) {
        Expr a = rewrite.apply(difference.a());
        Expr b = rewrite.apply(difference.b());
        Expr smaller = new Expr.Operation(Operator.MIN, a, b);
        Expr bound = Algebra.multiply(LARGE_RATIO, smaller);
        Expr comparable = new Expr.Operation(Operator.LESS, size(difference), bound);
        Expr ratio = logOfRatio(difference, Algebra.divide(a, b));
        return new Expr.Where(comparable, ratio, plain(Function.LOG, difference));
    }

    /** log1p((a - b)/b) where a is near b, else log(a/b). */
    Expr logOfRatio(Difference difference, Expr ratio) {
        Expr b = rewrite.apply(difference.b());
        Expr half = Algebra.divide(new Expr.Call(Function.ABS, b), Algebra.number(2));
        Expr condition = new Expr.Operation(Operator.LESS, size(difference), half);
        Expr relative = Algebra.divide(rewrite.apply(difference.distance()), b);
        return new Expr.Where(condition, new Expr.Call(Function.LOG1P, relative), new Expr.Call(Function.LOG, ratio));
    }

    /** r a^2 - r b^2 = r (a - b)(a + b) and r/a - r/b = r (b - a)/(a b), for variables; b may be 1 in the first. */
    private @Nullable Expr ofPowers(Terms.Term first, Terms.Term second) {
        for (double power : new double[] {2, -1}) {
            Difference difference = ofPower(power, first, second);
            if (difference == null) {
                continue;
            }
            Expr a = difference.a();
            Expr b = difference.b();
            Expr distance = Algebra.multiply(rewrite.apply(difference.rest()), Algebra.subtract(a, b));
            return power == 2
                    ? Algebra.multiply(distance, Algebra.add(a, b))
                    : Algebra.negate(Algebra.divide(distance, Algebra.multiply(a, b)));
        }
        return null;
    }

    private static @Nullable Difference ofPower(double power, Terms.Term first, Terms.Term second) {
        Factors left = Factors.of(first.expr());
        Factors right = Factors.of(second.expr());
        Expr a = leaf(left, power);
        Expr b = leaf(right, power);
        if (power == 2 && a != null && second.expr().equals(Algebra.negate(left.without(a).expr()))) {
            return new Difference(left.without(a).expr(), a, Terms.ONE);
        }
        if (a == null || b == null || a.equals(b)) {
            return null;
        }
        Expr rest = left.without(a).expr();
        boolean same = rest.equals(Algebra.negate(right.without(b).expr()));
        return same ? new Difference(rest, a, b) : null;
    }

    private static @Nullable Expr leaf(Factors factors, double power) {
        Expr[] found = {null};
        factors.forEachPower((base, exponent) -> {
            if (base instanceof Expr.Variable && exponent.equals(Algebra.number(power))) {
                found[0] = base;
            }
        });
        return found[0];
    }
}
