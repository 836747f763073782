package org.lossmith.formula;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which pairs of terms of a long sum may be the {@code p} and {@code -c} of {@link RemainderRules}: {@code p - c - c log(p/c)} needs terms
 * that are {@code c} times something, and what these are rules nearly all p out. To try each with each would take time that grows with
 * the square of their number.
 */
final class LineTerms {
    /** With so many terms that are a multiple of c, every p is tried. */
    private static final int MANY = 3;

    private final List<Terms.Term> terms;
    private final List<Factors> factors = new ArrayList<>();
    private final Map<Expr, List<Integer>> withFactor = new HashMap<>();
    private final Map<Expr, List<Integer>> withExponent = new HashMap<>();

    LineTerms(List<Terms.Term> terms) {
        this.terms = terms;
        for (int i = 0; i < terms.size(); i++) {
            Factors each = Factors.of(terms.get(i).expr());
            factors.add(each);
            for (Expr part : parts(each)) {
                withFactor.computeIfAbsent(part, absent -> new ArrayList<>()).add(i);
            }
            withExponent
                    .computeIfAbsent(varying(exponent(each)), absent -> new ArrayList<>())
                    .add(i);
        }
    }

    private static List<Expr> parts(Factors factors) {
        List<Expr> parts = new ArrayList<>();
        factors.forEachPower((base, exponent) -> {
            if (!(base instanceof Expr.Number)) {
                parts.add(base);
            }
        });
        if (factors.exponential() != null) {
            parts.add(new Expr.Call(Function.EXP, factors.exponential()));
        }
        return parts;
    }

    private static Expr exponent(Factors factors) {
        Expr exponent = factors.exponential();
        return exponent == null ? Algebra.number(0) : exponent;
    }

    /** Without its number: exp(a + 1) is a number times exp(a). */
    private static Expr varying(Expr exponent) {
        return Terms.of(Terms.of(exponent).list().stream()
                        .filter(term -> !term.core().variables().isEmpty())
                        .toList())
                .expr();
    }

    /** Positions of what may be p where -c is the term at {@code position}, in order. */
    List<Integer> candidates(int position) {
        List<Expr> ratios = new ArrayList<>();
        List<Expr> own = parts(factors.get(position));
        for (int other : own.isEmpty() ? everything() : withFactor.getOrDefault(own.get(0), List.of())) {
            if (other != position && parts(factors.get(other)).containsAll(own)) {
                ratios.add(Algebra.divide(
                        terms.get(other).expr(), terms.get(position).expr()));
            }
        }
        if (ratios.isEmpty()) {
            return List.of();
        }
        boolean logarithms = ratios.stream().anyMatch(RemainderRules::mayHaveLogarithm);
        if (!logarithms && ratios.size() <= MANY) {
            return byExponent(position, ratios);
        }
        Expr[] all = new Expr[ratios.size() + 1];
        ratios.toArray(all);
        all[ratios.size()] = terms.get(position).core();
        return everything().stream()
                .filter(i -> i != position && terms.get(i).core().mayHaveNamesOf(all))
                .toList();
    }

    private List<Integer> everything() {
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < terms.size(); i++) {
            all.add(i);
        }
        return all;
    }

    /** log(p/c) is the difference of the exponents but for a number, and made of some of the ratios. */
    private List<Integer> byExponent(int position, List<Expr> ratios) {
        List<Integer> found = new ArrayList<>();
        Expr own = exponent(factors.get(position));
        for (int subset = 1; subset < 1 << ratios.size(); subset++) {
            Expr exponent = own;
            for (int i = 0; i < ratios.size(); i++) {
                exponent = (subset & 1 << i) == 0 ? exponent : Algebra.add(exponent, ratios.get(i));
            }
            found.addAll(withExponent.getOrDefault(varying(exponent), List.of()));
        }
        found.removeIf(i -> i == position);
        return found.stream().distinct().sorted().toList();
    }
}
