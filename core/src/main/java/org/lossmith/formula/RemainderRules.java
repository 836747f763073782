package org.lossmith.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What is left of an exponential or a logarithm beyond its line: {@code exp(u) - 1 - u} and {@code u - log(1 + u)}, which are
 * about {@code u^2/2}. So are linex, the deviances of poisson and gamma, Kullback-Leibler and Itakura-Saito divergences:
 * {@code p - c - c log(p/c)} is {@code c (exp(l) - 1 - l)} with {@code l = log(p/c)}, and {@code c (u - log(1 + u))} with
 * {@code u = (p - c)/c}.
 */
final class RemainderRules {
    /** Beyond, nothing cancels by more than a bit. */
    private static final Expr SMALL_EXPONENT = Algebra.number(2);

    private static final Expr SMALL_RATIO = Algebra.number(4);

    private final UnaryOperator<Expr> rewrite;

    RemainderRules(UnaryOperator<Expr> rewrite) {
        this.rewrite = rewrite;
    }

    /** A form of some of the terms, and the terms that are left. */
    record Found(Expr expr, Terms rest) {}

    @Nullable
    Found find(List<Terms.Term> terms) {
        if (terms.size() < 2 || terms.stream().noneMatch(RemainderRules::isTranscendental)) {
            return null;
        }
        Terms all = Terms.of(terms);
        boolean logarithms = terms.stream().anyMatch(term -> mayHaveLogarithm(term.core()));
        List<List<Integer>> candidates = terms.size() > Partners.FEW ? candidates(terms) : List.of();
        for (int i = 0; i < terms.size(); i++) {
            Found found = ofLogarithm(all, terms, i);
            Iterable<Integer> others = candidates.isEmpty() ? everyOther(terms, i) : candidates.get(i);
            for (int j : found == null ? others : List.<Integer>of()) {
                Expr ratio = ratio(terms, i, j);
                boolean possible = !(ratio instanceof Expr.Number) && (logarithms || isExponential(ratio));
                found = found == null && possible ? ofPair(all, terms, i, j, ratio) : found;
            }
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static List<Integer> everyOther(List<Terms.Term> terms, int position) {
        return IntStream.range(0, terms.size())
                .filter(other -> other != position)
                .boxed()
                .toList();
    }

    /** For each term that may be p, those that may be -c. */
    private static List<List<Integer>> candidates(List<Terms.Term> terms) {
        LineTerms lines = new LineTerms(terms);
        List<List<Integer>> candidates = new ArrayList<>();
        terms.forEach(term -> candidates.add(new ArrayList<>()));
        for (int j = 0; j < terms.size(); j++) {
            int c = j;
            lines.candidates(j).forEach(p -> candidates.get(p).add(c));
        }
        return candidates;
    }

    private static Expr ratio(List<Terms.Term> terms, int i, int j) {
        return Algebra.divide(terms.get(i).expr(), Algebra.negate(terms.get(j).expr()));
    }

    /** Whether a logarithm, under any name, may be in it: other functions than the exponential are not told apart. */
    static boolean mayHaveLogarithm(Expr expr) {
        boolean other =
                expr instanceof Expr.Call call && call.function() != Function.EXP && call.function() != Function.NEGATE;
        return other
                || expr instanceof Expr.RowCall
                || expr.children().stream().anyMatch(RemainderRules::mayHaveLogarithm);
    }

    /** Whether the logarithm of it has no other logarithm in it but those of numbers. */
    private static boolean isExponential(Expr ratio) {
        boolean[] found = {true};
        Factors.of(ratio).forEachPower((base, exponent) -> found[0] &= base instanceof Expr.Number);
        return found[0];
    }

    private static boolean isTranscendental(Terms.Term term) {
        Factors factors = Factors.of(term.expr());
        return factors.exponential() != null
                || !SumIdentities.calls(factors, Function.LOG).isEmpty();
    }

    private static Terms without(List<Terms.Term> terms, int... positions) {
        List<Terms.Term> rest = new ArrayList<>(terms);
        for (int position : positions) {
            rest.remove(terms.get(position));
        }
        return Terms.of(rest);
    }

    /** The terms after taking {@code part} out, or null if it is not wholly among them. */
    static @Nullable Terms take(Terms terms, Expr part) {
        int count = terms.count();
        int parts = Terms.of(part).count();
        Terms rest = Terms.of(terms.list()).add(-1, part);
        return rest.count() == count - parts ? rest : null;
    }

    /** -r log(1 + u) + r u = -r log1pmx(u). */
    private @Nullable Found ofLogarithm(Terms all, List<Terms.Term> terms, int at) {
        Factors factors = Factors.of(terms.get(at).expr());
        for (Expr.Call log : SumIdentities.calls(factors, Function.LOG)) {
            Terms argument = Terms.of(log.argument());
            boolean one = argument.count() > 1 && argument.list().stream().anyMatch(term -> term.isNumber(1));
            if (!one || !factors.isSingle(log)) {
                continue;
            }
            Expr u = argument.add(-1, Terms.ONE).expr();
            Expr rest = factors.without(log).expr();
            Expr line = spread(Algebra.negate(rest), u);
            Terms left = all.contains(Terms.of(line)) ? take(without(terms, at), line) : null;
            if (left != null) {
                Expr remainder = new Expr.Call(Function.LOG1PMX, rewrite.apply(u));
                return new Found(Algebra.multiply(rewrite.apply(rest), remainder), left);
            }
        }
        return null;
    }

    private static Expr spread(Expr factor, Expr sum) {
        Terms terms = Terms.of(List.of());
        Terms.of(sum).list().forEach(term -> terms.add(1, Algebra.multiply(factor, term.expr())));
        return terms.expr();
    }

    /** p - c - c log(p/c), p the term at {@code i}, -c the one at {@code j}, ratio p/c; {@code all} are the same terms. */
    private @Nullable Found ofPair(Terms all, List<Terms.Term> terms, int i, int j, Expr ratio) {
        Expr p = terms.get(i).expr();
        Expr c = Algebra.negate(terms.get(j).expr());
        for (Expr logarithm : logarithms(p, c, ratio)) {
            for (Expr line : List.of(Algebra.multiply(c, logarithm), spread(c, logarithm))) {
                Expr part = Algebra.negate(line);
                Terms left = all.contains(Terms.of(part)) ? take(without(terms, i, j), part) : null;
                if (left != null) {
                    boolean exponential = Factors.of(ratio).exponential() != null;
                    return new Found(exponential ? byExponent(p, c, logarithm) : byRatio(p, c, ratio, logarithm), left);
                }
            }
        }
        return null;
    }

    /** How log(p/c) may have been written. */
    private static List<Expr> logarithms(Expr p, Expr c, Expr ratio) {
        Expr apart = Algebra.subtract(Algebra.call(Function.LOG, p), Algebra.call(Function.LOG, c));
        return List.of(
                Algebra.call(Function.LOG, ratio),
                Algebra.negate(Algebra.call(Function.LOG, Algebra.divide(c, p))),
                apart);
    }

    private Expr byExponent(Expr p, Expr c, Expr logarithm) {
        Expr l = rewrite.apply(logarithm);
        Expr small = Algebra.multiply(rewrite.apply(c), new Expr.Call(Function.EXPM1MX, l));
        Expr condition = new Expr.Operation(Operator.LESS, new Expr.Call(Function.ABS, l), SMALL_EXPONENT);
        return new Expr.Where(condition, small, plain(p, c, logarithm));
    }

    private Expr byRatio(Expr p, Expr c, Expr ratio, Expr logarithm) {
        boolean quotient = ratio instanceof Expr.Operation operation && operation.operator() == Operator.DIVIDE;
        Expr above = rewrite.apply(quotient ? ((Expr.Operation) ratio).left() : ratio);
        Expr below = quotient ? rewrite.apply(((Expr.Operation) ratio).right()) : Terms.ONE;
        Expr distance = rewrite.apply(Algebra.subtract(above, below));
        Expr remainder = new Expr.Call(Function.LOG1PMX, Algebra.divide(distance, below));
        Expr small = Algebra.negate(Algebra.multiply(rewrite.apply(c), remainder));
        Expr sizes = new Expr.Operation(
                Operator.MIN, new Expr.Call(Function.ABS, above), new Expr.Call(Function.ABS, below));
        Expr condition = new Expr.Operation(
                Operator.LESS, new Expr.Call(Function.ABS, distance), Algebra.multiply(SMALL_RATIO, sizes));
        return new Expr.Where(condition, small, plain(p, c, logarithm));
    }

    /** p - c - c l as it stands. */
    private Expr plain(Expr p, Expr c, Expr logarithm) {
        Expr less = new Expr.Operation(Operator.SUBTRACT, rewrite.apply(p), rewrite.apply(c));
        return new Expr.Operation(Operator.SUBTRACT, less, rewrite.apply(Algebra.multiply(c, logarithm)));
    }
}
