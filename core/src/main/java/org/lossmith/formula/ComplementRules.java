package org.lossmith.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** {@code r - r v} where v may be close to 1: what is left of 1 is computed by itself. */
final class ComplementRules {
    private static final int LARGEST_POWER = 8;

    private final UnaryOperator<Expr> rewrite;

    ComplementRules(UnaryOperator<Expr> rewrite) {
        this.rewrite = rewrite;
    }

    /** @param plain the term that is r, up to its sign */
    @Nullable
    Expr join(Terms.Term product, Terms.Term plain) {
        Factors factors = Factors.of(product.expr());
        Expr found = exponentialLessOne(factors, plain.expr());
        List<Expr> bases = new ArrayList<>();
        factors.forEachPower((base, exponent) -> bases.add(base));
        for (Expr base : bases) {
            Expr rest = factors.without(base).expr();
            Expr exponent = factors.exponentOf(base);
            if (found == null && exponent != null) {
                boolean opposite = plain.expr().equals(Algebra.negate(rest));
                Expr value = opposite ? lessOne(base, exponent) : null;
                value = value == null
                        ? errorFunction(base, exponent, opposite, plain.expr().equals(rest))
                        : value;
                found = value == null ? null : Algebra.multiply(rewrite.apply(rest), value);
            }
        }
        return found;
    }

    /** r exp(x) - r = r expm1(x). */
    private @Nullable Expr exponentialLessOne(Factors factors, Expr plain) {
        Expr exponent = factors.exponential();
        if (exponent == null) {
            return null;
        }
        Expr rest = factors.withoutExponential().expr();
        return plain.equals(Algebra.negate(rest))
                ? Algebra.multiply(rewrite.apply(rest), new Expr.Call(Function.EXPM1, rewrite.apply(exponent)))
                : null;
    }

    /** base^exponent - 1. */
    private @Nullable Expr lessOne(Expr base, Expr exponent) {
        if (base instanceof Expr.Call call && call.function() == Function.SIGMOID) {
            return sigmoidPowerLessOne(call, exponent);
        }
        if (base instanceof Expr.Call call && call.function() == Function.COSH) {
            return coshLessOne(call.argument(), exponent);
        }
        Terms terms = Terms.of(base);
        boolean one = terms.count() > 1 && terms.list().stream().anyMatch(term -> term.isNumber(1));
        if (!one) {
            return null;
        }
        Expr u = terms.add(-1, Terms.ONE).expr();
        if (exponent instanceof Expr.Number power && Factors.isSmallInteger(power.value())) {
            return wholePowerLessOne(rewrite.apply(base), rewrite.apply(u), (int) power.value());
        }
        return powerOfOnePlus(base, u, exponent);
    }

    /** sigmoid(x)^p - 1 = expm1(-p softplus(-x)). */
    private Expr sigmoidPowerLessOne(Expr.Call sigmoid, Expr exponent) {
        Expr cost = new Expr.Call(Function.SOFTPLUS, Algebra.negate(sigmoid.argument()));
        Expr logarithm = Algebra.negate(Algebra.multiply(exponent, cost));
        return new Expr.Call(Function.EXPM1, rewrite.apply(logarithm));
    }

    /** cosh(x) - 1 = 2 sinh(x/2)^2, and 1/cosh(x) - 1 = -tanh(x) tanh(x/2). */
    private @Nullable Expr coshLessOne(Expr x, Expr exponent) {
        Expr half = Algebra.divide(x, Algebra.number(2));
        if (exponent.equals(Terms.ONE)) {
            Expr square = Algebra.power(Algebra.call(Function.SINH, half), Algebra.number(2));
            return rewrite.apply(Algebra.multiply(Algebra.number(2), square));
        }
        return exponent.equals(Algebra.number(-1))
                ? rewrite.apply(Algebra.negate(
                        Algebra.multiply(Algebra.call(Function.TANH, x), Algebra.call(Function.TANH, half))))
                : null;
    }

    /** b^n - 1 = (b - 1)(1 + b + ... + b^(n-1)), and b^-n - 1 = -(b^n - 1)/b^n. */
    private static @Nullable Expr wholePowerLessOne(Expr base, Expr u, int power) {
        int size = Math.abs(power);
        if (power == 1 || size > LARGEST_POWER) {
            return null;
        }
        Expr product = size == 1 ? u : Algebra.multiply(u, geometric(base, size));
        return power > 0 ? product : Algebra.negate(Algebra.divide(product, Algebra.power(base, Algebra.number(size))));
    }

    private static Expr geometric(Expr base, int count) {
        Expr sum = new Expr.Operation(Operator.ADD, Terms.ONE, base);
        for (int power = 2; power < count; power++) {
            Expr raised = new Expr.Operation(Operator.POWER, base, Algebra.number(power));
            sum = new Expr.Operation(Operator.ADD, sum, raised);
        }
        return sum;
    }

    /** (1 + u)^p - 1: by roots where p is 1/2 or -1/2, else expm1(p log1p(u)) where that is small. */
    private Expr powerOfOnePlus(Expr base, Expr u, Expr exponent) {
        Expr b = rewrite.apply(base);
        Expr root = new Expr.Call(Function.SQRT, b);
        if (exponent.equals(Algebra.number(0.5))) {
            return Algebra.divide(rewrite.apply(u), new Expr.Operation(Operator.ADD, root, Terms.ONE));
        }
        if (exponent.equals(Algebra.number(-0.5))) {
            return Algebra.negate(Algebra.divide(rewrite.apply(u), new Expr.Operation(Operator.ADD, b, root)));
        }
        Expr p = rewrite.apply(exponent);
        Expr logarithm = Algebra.multiply(p, new Expr.Call(Function.LOG1P, rewrite.apply(u)));
        Expr condition = new Expr.Operation(Operator.LESS, new Expr.Call(Function.ABS, logarithm), Terms.ONE);
        Expr plain = new Expr.Operation(Operator.SUBTRACT, new Expr.Operation(Operator.POWER, b, p), Terms.ONE);
        return new Expr.Where(condition, new Expr.Call(Function.EXPM1, logarithm), plain);
    }

    /** erf(x) - 1 = -erfc(x), erf(x) + 1 = erfc(-x). */
    private @Nullable Expr errorFunction(Expr base, Expr exponent, boolean less, boolean more) {
        boolean erf = base instanceof Expr.Call call && call.function() == Function.ERF && exponent.equals(Terms.ONE);
        if (!erf || !(less || more)) {
            return null;
        }
        Expr x = ((Expr.Call) base).argument();
        Expr found = new Expr.Call(Function.ERFC, rewrite.apply(less ? x : Algebra.negate(x)));
        return less ? Algebra.negate(found) : found;
    }
}
