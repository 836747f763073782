package org.lossmith.formula;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Identities of products: what exponentials, sigmoids and hyperbolic functions become when they meet. */
final class ProductIdentities {
    private ProductIdentities() {}

    static Factors apply(Factors factors) {
        Factors current = factors;
        Factors next = step(current);
        while (next != null) {
            current = next;
            next = step(current);
        }
        return current;
    }

    private static @Nullable Factors step(Factors factors) {
        List<Expr> bases = new ArrayList<>();
        factors.forEachPower((base, exponent) -> bases.add(base));
        for (Expr base : bases) {
            Factors changed = step(factors, base, factors.exponentOf(base));
            if (changed != null) {
                return changed;
            }
        }
        return null;
    }

    private static @Nullable Factors step(Factors factors, Expr base, @Nullable Expr exponent) {
        if (base instanceof Expr.Call call) {
            return switch (call.function()) {
                case SIGMOID -> exponentialTimesSigmoid(factors, call, exponent);
                case SINH -> sinhOverCosh(factors, call, exponent);
                case SIGN -> signTimes(factors, call);
                default -> null;
            };
        }
        if (base instanceof Expr.Operation operation
                && operation.operator() == Operator.ADD
                && exponent instanceof Expr.Number number
                && number.value() < 0) {
            return inverseOfExponentials(factors, operation, number.value());
        }
        return null;
    }

    /** exp(x) sigmoid(-x) = sigmoid(x); the exponential may be a multiple. */
    private static @Nullable Factors exponentialTimesSigmoid(
            Factors factors, Expr.Call sigmoid, @Nullable Expr exponent) {
        Expr argument = factors.exponential();
        if (argument == null || !(exponent instanceof Expr.Number power) || power.value() < 1) {
            return null;
        }
        for (int times = 1; times <= Math.min(power.value(), 8); times++) {
            Expr rest = Algebra.add(argument, Algebra.multiply(Algebra.number(times), sigmoid.argument()));
            if (Algebra.isZero(rest)) {
                Factors changed = factors.withoutExponential();
                changed.multiplyPower(sigmoid, Algebra.number(-times));
                Expr mirrored = new Expr.Call(Function.SIGMOID, Algebra.negate(sigmoid.argument()));
                changed.multiplyPower(mirrored, Algebra.number(times));
                return changed;
            }
        }
        return null;
    }

    /** (exp(a) + exp(b))^-m = exp(-m a) sigmoid(a - b)^m, where 1 counts as exp(0). */
    private static @Nullable Factors inverseOfExponentials(Factors factors, Expr sum, double power) {
        List<Terms.Term> terms = Terms.of(sum).list();
        if (terms.size() != 2 || terms.get(0).coefficient() != 1 || terms.get(1).coefficient() != 1) {
            return null;
        }
        Expr first = logarithmOfExponential(terms.get(0).core());
        Expr second = logarithmOfExponential(terms.get(1).core());
        if (first == null || second == null) {
            return null;
        }
        Factors changed = factors.without(sum);
        changed.multiply(Algebra.call(Function.EXP, Algebra.multiply(Algebra.number(power), first)), 1);
        changed.multiplyPower(new Expr.Call(Function.SIGMOID, Algebra.subtract(first, second)), Algebra.number(-power));
        return changed;
    }

    private static @Nullable Expr logarithmOfExponential(Expr core) {
        if (core.equals(Terms.ONE)) {
            return Algebra.number(0);
        }
        return core instanceof Expr.Call call && call.function() == Function.EXP ? call.argument() : null;
    }

    /** sinh(x) / cosh(x) = tanh(x). */
    private static @Nullable Factors sinhOverCosh(Factors factors, Expr.Call sinh, @Nullable Expr exponent) {
        Expr cosh = new Expr.Call(Function.COSH, sinh.argument());
        boolean divided = factors.exponentOf(cosh) instanceof Expr.Number below && below.value() <= -1;
        if (!divided || !(exponent instanceof Expr.Number above) || above.value() < 1) {
            return null;
        }
        Factors changed = factors.copy();
        changed.multiplyPower(sinh, Algebra.number(-1));
        changed.multiplyPower(cosh, Algebra.number(1));
        changed.multiplyPower(new Expr.Call(Function.TANH, sinh.argument()), Algebra.number(1));
        return changed;
    }

    /** |x| sign(x) = x and x sign(x) = |x|. */
    private static @Nullable Factors signTimes(Factors factors, Expr.Call sign) {
        Expr x = sign.argument();
        if (factors.isSingle(sign) && factors.exponentOf(x) instanceof Expr.Number power && power.value() >= 1) {
            Factors changed = factors.without(sign);
            changed.multiplyPower(x, Algebra.number(-1));
            return changed.multiply(new Expr.Call(Function.ABS, x), 1);
        }
        Expr absolute = new Expr.Call(Function.ABS, sign.argument());
        boolean present = factors.exponentOf(absolute) instanceof Expr.Number number && number.value() >= 1;
        if (!present || !factors.isSingle(sign)) {
            return null;
        }
        Factors changed = factors.without(sign);
        changed.multiplyPower(absolute, Algebra.number(-1));
        return changed.multiply(sign.argument(), 1);
    }

    /** exp of a sum: logarithms and softplus terms in it become powers, the rest stays an exponential. */
    static Expr exponential(Expr argument) {
        Factors factors = new Factors();
        Terms rest = Terms.of(List.of());
        for (Terms.Term term : Terms.of(argument).list()) {
            Expr base = baseOf(term.core());
            if (base == null) {
                rest.add(term.coefficient(), term.core());
            } else {
                boolean softplus = base instanceof Expr.Call call && call.function() == Function.SIGMOID;
                factors.multiplyPower(base, Algebra.number(softplus ? -term.coefficient() : term.coefficient()));
            }
        }
        Expr left = rest.expr();
        if (!Algebra.isZero(left)) {
            factors.multiply(new Expr.Call(Function.EXP, left), 1);
        }
        return apply(factors).expr();
    }

    /** exp(log(u)) = u and exp(-softplus(x)) = sigmoid(-x). */
    private static @Nullable Expr baseOf(Expr core) {
        if (core instanceof Expr.Call call && call.function() == Function.LOG) {
            return call.argument();
        }
        if (core instanceof Expr.Call call && call.function() == Function.SOFTPLUS) {
            return new Expr.Call(Function.SIGMOID, Algebra.negate(call.argument()));
        }
        return null;
    }
}
