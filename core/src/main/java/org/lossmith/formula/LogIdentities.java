package org.lossmith.formula;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Identities of the logarithm: of exponentials, sigmoids, hyperbolic cosines, products and powers. */
final class LogIdentities {
    private LogIdentities() {}

    static Expr log(Expr argument) {
        Factors factors = Factors.of(argument);
        if (!opens(factors)) {
            return ofSum(argument);
        }
        Terms sum = Terms.of(List.of());
        boolean negative = factors.coefficient() < 0;
        if (Math.abs(factors.coefficient()) != 1) {
            sum.add(1, ofNumber(Math.abs(factors.coefficient())));
        }
        if (factors.exponential() != null) {
            sum.add(1, factors.exponential());
        }
        factors.forEachPower((base, exponent) -> {
            Expr turned = negative && !Sign.isPositive(base) ? turned(base) : base;
            sum.add(1, Algebra.multiply(exponent, ofSum(turned)));
        });
        return SumIdentities.apply(sum).expr();
    }

    private static Expr turned(Expr sum) {
        Terms terms = Terms.of(List.of());
        Terms.of(sum).list().forEach(term -> terms.add(-term.coefficient(), term.core()));
        return terms.expr();
    }

    /** log(a b) is log a + log b only where both are positive: at most one factor may be of unknown sign. */
    private static boolean opens(Factors factors) {
        int[] count = new int[2];
        boolean[] possible = {true};
        boolean negative = factors.coefficient() < 0;
        factors.forEachPower((base, exponent) -> {
            count[0]++;
            if (!Sign.isPositive(base)) {
                count[1]++;
                boolean odd = exponent instanceof Expr.Number number && number.value() % 2 != 0;
                possible[0] &= odd && (!negative || Addends.isSum(base));
            }
        });
        possible[0] &= factors.coefficient() > 0 || negative && count[1] == 1;
        boolean trivial = count[0] == 0 && factors.exponential() == null;
        boolean single =
                count[0] == 1 && factors.exponential() == null && factors.coefficient() == 1 && isPlain(factors);
        return possible[0] && count[1] <= 1 && !trivial && !single;
    }

    private static boolean isPlain(Factors factors) {
        boolean[] plain = {true};
        factors.forEachPower((base, exponent) -> plain[0] = Terms.ONE.equals(exponent));
        return plain[0];
    }

    /** Powers of two by the logarithm of two, so that they join. */
    private static Expr ofNumber(double value) {
        int exponent = Math.getExponent(value);
        boolean power = value == Math.scalb(1.0, exponent);
        return power
                ? Algebra.multiply(Algebra.number(exponent), new Expr.Call(Function.LOG, Algebra.number(2)))
                : new Expr.Call(Function.LOG, Algebra.number(value));
    }

    private static Expr ofSum(Expr argument) {
        if (argument instanceof Expr.Number number) {
            return ofNumber(number.value());
        }
        if (argument instanceof Expr.Call call && call.function() == Function.EXP) {
            return call.argument();
        }
        if (argument instanceof Expr.Call call && call.function() == Function.SIGMOID) {
            return Algebra.negate(new Expr.Call(Function.SOFTPLUS, Algebra.negate(call.argument())));
        }
        if (argument instanceof Expr.Call call && call.function() == Function.COSH) {
            return new Expr.Call(Function.LOGCOSH, call.argument());
        }
        Expr found = ofTwoExponentials(argument);
        return found == null ? new Expr.Call(Function.LOG, argument) : found;
    }

    /**
     * log(exp(a) + exp(b)) = a + softplus(b - a) and log(exp(a) - exp(b)) = a + log1mexp(a - b), where 1 counts as exp(0) and
     * a power of a sigmoid as the exponential of a softplus.
     */
    private static @Nullable Expr ofTwoExponentials(Expr argument) {
        List<Terms.Term> terms = Terms.of(argument).list();
        if (terms.size() != 2 || !isUnit(terms.get(0)) || !isUnit(terms.get(1))) {
            return null;
        }
        boolean turned = terms.get(0).coefficient() < 0;
        Expr first = exponent(terms.get(turned ? 1 : 0).core());
        Expr second = exponent(terms.get(turned ? 0 : 1).core());
        double signs = terms.get(0).coefficient() + terms.get(1).coefficient();
        if (first == null || second == null || signs < 0) {
            return null;
        }
        Expr rest = signs > 0
                ? new Expr.Call(Function.SOFTPLUS, Algebra.subtract(second, first))
                : new Expr.Call(Function.LOG1MEXP, Algebra.subtract(first, second));
        return Algebra.add(first, rest);
    }

    private static boolean isUnit(Terms.Term term) {
        return Math.abs(term.coefficient()) == 1;
    }

    private static @Nullable Expr exponent(Expr core) {
        if (core.equals(Terms.ONE)) {
            return Algebra.number(0);
        }
        if (core instanceof Expr.Call call && call.function() == Function.EXP) {
            return call.argument();
        }
        Factors factors = Factors.of(core);
        for (Expr.Call sigmoid : SumIdentities.calls(factors, Function.SIGMOID)) {
            Expr exponent = factors.exponentOf(sigmoid);
            if (exponent != null && factors.without(sigmoid).expr().equals(Terms.ONE)) {
                Expr cost = new Expr.Call(Function.SOFTPLUS, Algebra.negate(sigmoid.argument()));
                return Algebra.negate(Algebra.multiply(exponent, cost));
            }
        }
        return null;
    }
}
