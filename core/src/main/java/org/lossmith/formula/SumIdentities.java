package org.lossmith.formula;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Identities of sums, between pairs of terms. They replace two terms that would cancel by one that does not:
 * {@code r - r sigmoid(x) = r sigmoid(-x)}, {@code softplus(x) - x = softplus(-x)}, and so on; all of them keep the
 * derivatives simple too, so they may be used before differentiating.
 */
final class SumIdentities {
    /** Pairs are tried one by one; beyond this many terms only like terms are joined. */
    private static final int MAXIMUM_TERMS = 16;

    private static final Expr LOG_OF_TWO = new Expr.Call(Function.LOG, Algebra.number(2));

    private SumIdentities() {}

    static Terms apply(Terms terms) {
        Terms current = terms;
        while (current.count() > 1 && current.count() <= MAXIMUM_TERMS) {
            Terms next = step(current);
            if (next == null) {
                return current;
            }
            current = next;
        }
        return current;
    }

    /** A term as an expression and as factors, both needed by every identity. */
    record Summand(Expr expr, Factors factors) {
        static Summand of(Terms.Term term) {
            Expr expr = term.expr();
            return new Summand(expr, Factors.of(expr));
        }
    }

    private static @Nullable Terms step(Terms terms) {
        List<Terms.Term> list = terms.list();
        List<Summand> summands = list.stream().map(Summand::of).toList();
        for (int i = 0; i < list.size(); i++) {
            Factors factors = summands.get(i).factors();
            Terms whole = logCosh(list, i, factors);
            whole = whole != null ? whole : logCoshOfBoth(list, i, factors);
            whole = whole != null ? whole : softplusLessArgument(list, i, factors);
            if (whole != null) {
                return whole;
            }
            for (int j = 0; j < list.size(); j++) {
                Expr joined = i == j ? null : join(summands.get(i), summands.get(j));
                if (joined != null) {
                    return replace(list, i, j, joined);
                }
            }
        }
        return null;
    }

    private static Terms replace(List<Terms.Term> list, int i, int j, Expr joined) {
        List<Terms.Term> rest = new ArrayList<>(list);
        rest.remove(list.get(i));
        rest.remove(list.get(j));
        return Terms.of(rest).add(1, joined);
    }

    /** One expression for the sum of both terms, or null. Tried for both orders. */
    private static @Nullable Expr join(Summand first, Summand second) {
        Expr found = sigmoidComplement(first, second);
        found = found != null ? found : tanhComplement(first, second);
        found = found != null ? found : positivePart(first, second);
        found = found != null ? found : hyperbolic(first, second);
        found = found != null ? found : softplusAndMirrored(first, second);
        found = found != null ? found : sigmoidDifference(first, second);
        return found != null ? found : CommonFactor.join(first, second);
    }

    /** r - r sigmoid(x) = r sigmoid(-x), and r sigmoid(x) + r sigmoid(-x) = r. */
    private static @Nullable Expr sigmoidComplement(Summand plain, Summand product) {
        Factors factors = product.factors();
        List<Expr.Call> sigmoids = calls(factors, Function.SIGMOID);
        for (Expr.Call sigmoid : sigmoids) {
            if (!(factors.exponentOf(sigmoid) instanceof Expr.Number power) || power.value() < 1) {
                continue;
            }
            Factors rest = factors.copy();
            rest.multiplyPower(sigmoid, Algebra.number(-1));
            Expr mirrored = new Expr.Call(Function.SIGMOID, Algebra.negate(sigmoid.argument()));
            if (Algebra.isZero(Terms.of(plain.expr()).add(1, rest.expr()).expr())) {
                return Algebra.negate(Algebra.multiply(rest.expr(), mirrored));
            }
            Expr other = Algebra.multiply(rest.expr(), mirrored);
            if (plain.expr().equals(other)) {
                return rest.expr();
            }
        }
        return null;
    }

    /** r - r tanh(x)^2 = 4 r sigmoid(2x) sigmoid(-2x); r - r tanh(x) = 2 r sigmoid(-2x); r + r tanh(x) = 2 r sigmoid(2x). */
    private static @Nullable Expr tanhComplement(Summand plain, Summand product) {
        Factors factors = product.factors();
        for (Expr.Call tanh : calls(factors, Function.TANH)) {
            if (!(factors.exponentOf(tanh) instanceof Expr.Number power)) {
                continue;
            }
            Expr rest = factors.without(tanh).expr();
            Expr twice = Algebra.multiply(Algebra.number(2), tanh.argument());
            Expr right = new Expr.Call(Function.SIGMOID, twice);
            Expr left = new Expr.Call(Function.SIGMOID, Algebra.negate(twice));
            boolean opposite = plain.expr().equals(Algebra.negate(rest));
            if (power.value() == 2 && opposite) {
                return Algebra.multiply(Algebra.multiply(Algebra.number(-4), rest), Algebra.multiply(right, left));
            }
            if (power.value() == 1 && (opposite || plain.expr().equals(rest))) {
                return Algebra.multiply(
                        Algebra.multiply(Algebra.number(opposite ? -2 : 2), rest), opposite ? left : right);
            }
        }
        return null;
    }

    /** r max(0, x) + r softplus(-|x|) = r softplus(x). */
    private static @Nullable Expr positivePart(Summand part, Summand softplus) {
        Factors factors = softplus.factors();
        for (Expr.Call call : calls(factors, Function.SOFTPLUS)) {
            Factors inner = Factors.of(call.argument());
            List<Expr.Call> absolutes = calls(inner, Function.ABS);
            if (inner.coefficient() != -1 || absolutes.size() != 1 || !factors.isSingle(call)) {
                continue;
            }
            Expr rest = factors.without(call).expr();
            for (double sign : new double[] {1, -1}) {
                Expr x = Algebra.multiply(Algebra.number(sign), absolutes.get(0).argument());
                Expr maximum = Algebra.operation(Operator.MAX, Algebra.number(0), x);
                if (part.expr().equals(Algebra.multiply(rest, maximum))) {
                    return Algebra.multiply(rest, new Expr.Call(Function.SOFTPLUS, x));
                }
            }
        }
        return null;
    }

    /** r exp(x) + r exp(-x) = 2 r cosh(x), r exp(x) - r exp(-x) = 2 r sinh(x). */
    private static @Nullable Expr hyperbolic(Summand first, Summand second) {
        Factors left = first.factors();
        Factors right = second.factors();
        Expr a = left.exponential();
        Expr b = right.exponential();
        if (a == null || b == null || left.coefficient() < 0 || !Algebra.isZero(Algebra.add(a, b))) {
            return null;
        }
        Expr rest = left.withoutExponential().expr();
        Expr other = right.withoutExponential().expr();
        Expr twice = Algebra.multiply(Algebra.number(2), rest);
        if (rest.equals(other)) {
            return Algebra.multiply(twice, Algebra.call(Function.COSH, a));
        }
        return rest.equals(Algebra.negate(other)) ? Algebra.multiply(twice, Algebra.call(Function.SINH, a)) : null;
    }

    /** r softplus(x) - r softplus(-x) = r x. */
    private static @Nullable Expr softplusAndMirrored(Summand first, Summand second) {
        for (Expr.Call call : calls(first.factors(), Function.SOFTPLUS)) {
            Expr rest = first.factors().without(call).expr();
            Expr mirrored = new Expr.Call(Function.SOFTPLUS, Algebra.negate(call.argument()));
            if (first.factors().isSingle(call)
                    && second.expr().equals(Algebra.negate(Algebra.multiply(rest, mirrored)))) {
                return Algebra.multiply(rest, call.argument());
            }
        }
        return null;
    }

    /** r sigmoid(x) - r sigmoid(w) = r sigmoid(x) sigmoid(-w) (1 - exp(w - x)), w - x free of the score. */
    private static @Nullable Expr sigmoidDifference(Summand first, Summand second) {
        for (Expr.Call x : calls(first.factors(), Function.SIGMOID)) {
            for (Expr.Call w : calls(second.factors(), Function.SIGMOID)) {
                Expr rest = first.factors().without(x).expr();
                Expr other = second.factors().without(w).expr();
                Expr distance = Algebra.subtract(w.argument(), x.argument());
                if (first.factors().isSingle(x)
                        && second.factors().isSingle(w)
                        && x.argument().contains(Formula.SCORE.name())
                        && !distance.contains(Formula.SCORE.name())
                        && rest.equals(Algebra.negate(other))) {
                    Expr mirrored = new Expr.Call(Function.SIGMOID, Algebra.negate(w.argument()));
                    Expr share = Algebra.subtract(Terms.ONE, Algebra.call(Function.EXP, distance));
                    return Algebra.multiply(Algebra.multiply(rest, share), Algebra.multiply(x, mirrored));
                }
            }
        }
        return null;
    }

    /** r softplus(2x) - r log(2) - r x = r logcosh(x), where x may be spread over several terms of the sum. */
    private static @Nullable Terms logCosh(List<Terms.Term> list, int at, Factors factors) {
        for (Expr.Call call : calls(factors, Function.SOFTPLUS)) {
            if (!factors.isSingle(call)) {
                continue;
            }
            Expr rest = factors.without(call).expr();
            List<Terms.Term> others = new ArrayList<>(list);
            others.remove(at);
            Terms changed = Terms.of(others);
            Expr half = Algebra.divide(call.argument(), Algebra.number(2));
            Terms argument = Terms.of(half);
            argument.list().forEach(term -> changed.add(1, Algebra.multiply(rest, term.expr())));
            changed.add(1, Algebra.multiply(rest, LOG_OF_TWO));
            if (changed.count() == others.size() - argument.count() - 1) {
                return changed.add(1, Algebra.multiply(rest, Algebra.call(Function.LOGCOSH, half)));
            }
        }
        return null;
    }

    /** r softplus(x) + r softplus(-x) - r log(4) = 2 r logcosh(x/2). */
    private static @Nullable Terms logCoshOfBoth(List<Terms.Term> list, int at, Factors factors) {
        for (Expr.Call call : calls(factors, Function.SOFTPLUS)) {
            if (!factors.isSingle(call)) {
                continue;
            }
            Expr rest = factors.without(call).expr();
            List<Terms.Term> others = new ArrayList<>(list);
            others.remove(at);
            Expr mirrored = new Expr.Call(Function.SOFTPLUS, Algebra.negate(call.argument()));
            Terms changed = Terms.of(others)
                    .add(-1, Algebra.multiply(rest, mirrored))
                    .add(1, Algebra.multiply(rest, Algebra.multiply(Algebra.number(2), LOG_OF_TWO)));
            if (changed.count() == others.size() - 2) {
                Expr half = Algebra.divide(call.argument(), Algebra.number(2));
                Expr twice = Algebra.multiply(Algebra.number(2), rest);
                return changed.add(1, Algebra.multiply(twice, Algebra.call(Function.LOGCOSH, half)));
            }
        }
        return null;
    }

    /** r softplus(x) - r x = r softplus(-x), where x may be spread over several terms of the sum. */
    private static @Nullable Terms softplusLessArgument(List<Terms.Term> list, int at, Factors factors) {
        for (Expr.Call call : calls(factors, Function.SOFTPLUS)) {
            if (!factors.isSingle(call)) {
                continue;
            }
            Expr rest = factors.without(call).expr();
            List<Terms.Term> others = new ArrayList<>(list);
            others.remove(at);
            Terms changed = Terms.of(others);
            Terms.of(call.argument()).list().forEach(term -> changed.add(1, Algebra.multiply(rest, term.expr())));
            int cancelled = Terms.of(call.argument()).count();
            if (changed.count() == others.size() - cancelled) {
                Expr mirrored = new Expr.Call(Function.SOFTPLUS, Algebra.negate(call.argument()));
                return changed.add(1, Algebra.multiply(rest, mirrored));
            }
        }
        return null;
    }

    static List<Expr.Call> calls(Factors factors, Function function) {
        List<Expr.Call> found = new ArrayList<>();
        factors.forEachPower((base, exponent) -> {
            if (base instanceof Expr.Call call && call.function() == function) {
                found.add(call);
            }
        });
        return found;
    }
}
