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
        if (factors.coefficient() != 1) {
            sum.add(1, new Expr.Call(Function.LOG, Algebra.number(factors.coefficient())));
        }
        if (factors.exponential() != null) {
            sum.add(1, factors.exponential());
        }
        factors.forEachPower((base, exponent) -> sum.add(1, Algebra.multiply(exponent, ofSum(base))));
        return SumIdentities.apply(sum).expr();
    }

    /** log(a b) is log a + log b only where both are positive: at most one factor may be of unknown sign. */
    private static boolean opens(Factors factors) {
        int[] count = new int[2];
        boolean[] possible = {factors.coefficient() > 0};
        factors.forEachPower((base, exponent) -> {
            count[0]++;
            if (!Sign.isPositive(base)) {
                count[1]++;
                boolean odd = exponent instanceof Expr.Number number && number.value() % 2 != 0;
                possible[0] &= odd;
            }
        });
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

    private static Expr ofSum(Expr argument) {
        if (argument instanceof Expr.Number number && number.value() == 1) {
            return Algebra.number(0);
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

    /** log(exp(a) + exp(b)) = a + softplus(b - a), where 1 counts as exp(0). */
    private static @Nullable Expr ofTwoExponentials(Expr argument) {
        List<Terms.Term> terms = Terms.of(argument).list();
        if (terms.size() != 2 || terms.get(0).coefficient() != 1 || terms.get(1).coefficient() != 1) {
            return null;
        }
        Expr first = exponent(terms.get(0).core());
        Expr second = exponent(terms.get(1).core());
        if (first == null || second == null) {
            return null;
        }
        return Algebra.add(first, new Expr.Call(Function.SOFTPLUS, Algebra.subtract(second, first)));
    }

    private static @Nullable Expr exponent(Expr core) {
        if (core.equals(Terms.ONE)) {
            return Algebra.number(0);
        }
        return core instanceof Expr.Call call && call.function() == Function.EXP ? call.argument() : null;
    }
}
