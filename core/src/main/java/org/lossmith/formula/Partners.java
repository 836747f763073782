package org.lossmith.formula;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which terms of a long sum may join, for the rules of {@link Stabiliser#join}. To try each with each would take time that grows with
 * the square of their number, so that each rule says here what it wants of its second term, and the others are left out.
 */
final class Partners {
    /** In shorter sums all are tried. */
    static final int FEW = 32;

    private static final Expr LOG_OF_TWO = new Expr.Call(Function.LOG, Algebra.number(2));

    private final List<Terms.Term> terms;
    private final Set<String> scores;
    private final Map<Object, List<Integer>> found = new HashMap<>();

    /** What is left of a term without one value of a function, or without a power; {@code kind} says which. */
    private record Rest(Object kind, Expr expr) {}

    /** The part of a product that depends on the score, a coefficient aside. */
    private record ScorePart(Expr expr) {}

    /** A term that is free of the score. */
    private record Free(boolean negative) {}

    Partners(List<Terms.Term> terms, Set<String> scores) {
        this.terms = terms;
        this.scores = scores;
        for (int i = 0; i < terms.size(); i++) {
            Terms.Term term = terms.get(i);
            Factors factors = Factors.of(term.expr());
            put(term.core(), i);
            put(new ScorePart(scorePart(factors)), i);
            if (isFreeOfScore(term.core())) {
                put(new Free(term.coefficient() < 0), i);
            }
            for (Rest rest : rests(factors)) {
                put(rest, i);
            }
        }
    }

    private void put(Object key, int position) {
        found.computeIfAbsent(key, absent -> new ArrayList<>()).add(position);
    }

    /** Positions of terms that may join with this one as the second, in order. */
    Iterable<Integer> of(int position) {
        Terms.Term term = terms.get(position);
        Factors factors = Factors.of(term.expr());
        Set<Integer> partners = new TreeSet<>();
        if (!SumIdentities.calls(factors, Function.SIGMOID).isEmpty()) {
            add(new Free(term.coefficient() > 0), partners);
        }
        for (Expr.Call call : SumIdentities.calls(factors, Function.SOFTPLUS)) {
            add(core(Algebra.multiply(factors.without(call).expr(), LOG_OF_TWO)), partners);
            if (!isFreeOfScore(call)) {
                add(new ScorePart(scorePart(Factors.of(varying(call.argument())))), partners);
            }
        }
        for (Rest rest : rests(factors)) {
            add(core(rest.expr()), partners);
            add(new Rest(rest.kind(), Algebra.negate(rest.expr())), partners);
            if (rest.kind() == Function.SQRT) {
                add(new ScorePart(scorePart(Factors.of(rest.expr()))), partners);
            }
        }
        partners.remove(position);
        return partners;
    }

    private void add(@Nullable Object key, Set<Integer> partners) {
        partners.addAll(found.getOrDefault(key, List.of()));
    }

    private static @Nullable Expr core(Expr product) {
        List<Terms.Term> single = Terms.of(product).list();
        return single.size() == 1 ? single.get(0).core() : null;
    }

    /** A sum without its terms that are free of the score. */
    private Expr varying(Expr sum) {
        return Terms.of(Terms.of(sum).list().stream()
                        .filter(term -> !isFreeOfScore(term.core()))
                        .toList())
                .expr();
    }

    private Expr scorePart(Factors factors) {
        Factors part = new Factors();
        factors.forEachPower((base, exponent) -> {
            if (!isFreeOfScore(base) || !isFreeOfScore(exponent)) {
                part.multiplyPower(base, exponent);
            }
        });
        Expr exponential = factors.exponential();
        if (exponential != null && !isFreeOfScore(exponential)) {
            part.multiply(new Expr.Call(Function.EXP, varying(exponential)), 1);
        }
        return part.expr();
    }

    private static List<Rest> rests(Factors factors) {
        List<Rest> rests = new ArrayList<>();
        if (factors.exponential() != null) {
            rests.add(new Rest(Function.EXP, factors.withoutExponential().expr()));
        }
        factors.forEachPower((base, exponent) ->
                rests.add(new Rest(kind(base, exponent), factors.without(base).expr())));
        return rests;
    }

    private static Object kind(Expr base, Expr exponent) {
        if (exponent.equals(Algebra.number(0.5))) {
            return Function.SQRT;
        }
        return base instanceof Expr.Call call && exponent.equals(Terms.ONE) ? call.function() : exponent;
    }

    private boolean isFreeOfScore(Expr expr) {
        return scores.stream().noneMatch(expr::contains);
    }
}
