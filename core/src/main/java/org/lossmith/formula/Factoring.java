package org.lossmith.formula;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Takes the largest common factor out of the terms of a sum: fewer operations and fewer roundings. */
record Factoring(Expr common, Expr quotients, Terms rest) {

    /** Null where no two terms share a function, a power of one, or a power whose exponent is no number. */
    static @Nullable Factoring of(List<Terms.Term> terms) {
        List<Factors> all =
                terms.stream().map(term -> exposed(Factors.of(term.expr()))).toList();
        Factors best = shared(all);
        if (isWorthwhile(best)) {
            return divide(terms, all, best);
        }
        Factors ofNumber = null;
        int saved = 0;
        Map<Expr, Integer> savings = new HashMap<>();
        for (int i = 0; i < all.size(); i++) {
            for (int j = i + 1; j < all.size(); j++) {
                Factors common = common(all.get(i), all.get(j));
                int saving = isWorthwhile(common)
                        ? savings.computeIfAbsent(common.expr(), absent -> saving(common, all))
                        : 0;
                if (saving > 0 && leavesNumber(terms.get(i), terms.get(j), common)) {
                    ofNumber = common;
                }
                if (saving > saved) {
                    best = common;
                    saved = saving;
                }
            }
        }
        if (saved == 0) {
            return null;
        }
        return divide(terms, all, ofNumber != null && sharing(best, all) == 2 ? ofNumber : best);
    }

    /** The terms in groups, such that terms of different groups share nothing that is worth being taken out. */
    static List<List<Terms.Term>> groups(List<Terms.Term> terms) {
        Map<Expr, Integer> lastWith = new HashMap<>();
        int[] roots = new int[terms.size()];
        for (int i = 0; i < roots.length; i++) {
            roots[i] = i;
            for (Expr key : keys(exposed(Factors.of(terms.get(i).expr())))) {
                Integer other = lastWith.put(key, i);
                if (other != null) {
                    roots[root(roots, i)] = root(roots, other);
                }
            }
        }
        Map<Integer, List<Terms.Term>> groups = new LinkedHashMap<>();
        for (int i = 0; i < roots.length; i++) {
            groups.computeIfAbsent(root(roots, i), absent -> new ArrayList<>()).add(terms.get(i));
        }
        return List.copyOf(groups.values());
    }

    private static int root(int[] roots, int of) {
        int root = of;
        while (roots[root] != root) {
            roots[root] = roots[roots[root]];
            root = roots[root];
        }
        return root;
    }

    /** What makes a common factor worthwhile, of one term. */
    private static List<Expr> keys(Factors factors) {
        List<Expr> keys = new ArrayList<>();
        if (factors.exponential() != null) {
            keys.add(new Expr.Call(Function.EXP, factors.exponential()));
        }
        factors.forEachPower((base, exponent) -> {
            if (base instanceof Expr.Call || !(exponent instanceof Expr.Number)) {
                keys.add(base);
            }
        });
        return keys;
    }

    /** Whether two terms may cancel of which one, without the factor, is free of functions: then they do so with fewer roundings. */
    private static boolean leavesNumber(Terms.Term first, Terms.Term second, Factors common) {
        Expr factor = common.expr();
        return first.coefficient() * second.coefficient() < 0
                && (isFreeOfFunctions(Algebra.divide(first.expr(), factor))
                        || isFreeOfFunctions(Algebra.divide(second.expr(), factor)));
    }

    private static boolean isFreeOfFunctions(Expr expr) {
        return !(expr instanceof Expr.Call)
                && !(expr instanceof Expr.RowCall)
                && expr.children().stream().allMatch(Factoring::isFreeOfFunctions);
    }

    /** What the terms of a sum among the factors share is a factor too. */
    private static Factors exposed(Factors factors) {
        Factors[] found = {factors};
        factors.forEachPower((base, exponent) -> {
            if (Addends.isSum(base) && exponent.equals(Terms.ONE)) {
                List<Factors> inner = Terms.of(base).list().stream()
                        .map(term -> Factors.of(term.expr()))
                        .toList();
                Factors shared = shared(inner);
                if (isWorthwhile(shared)) {
                    Expr factor = shared.expr();
                    Terms quotients = Terms.of(List.of());
                    inner.forEach(each -> quotients.add(1, Algebra.divide(each.expr(), factor)));
                    found[0] = found[0].without(base).multiply(factor, 1).multiply(quotients.expr(), 1);
                }
            }
        });
        return found[0];
    }

    private static Factors shared(List<Factors> all) {
        Factors shared = all.get(0);
        for (Factors each : all) {
            shared = common(shared, each);
        }
        return shared;
    }

    /** The size of a factor times the terms that need no longer have it. */
    private static int saving(Factors common, List<Factors> all) {
        return (int) (sharing(common, all) - 1) * common.expr().size();
    }

    /** How many have it. */
    private static long sharing(Factors common, List<Factors> all) {
        Expr factor = common.expr();
        return all.stream()
                .filter(each -> common(each, common).expr().equals(factor))
                .count();
    }

    private static Factoring divide(List<Terms.Term> terms, List<Factors> all, Factors common) {
        Expr factor = common.expr();
        Terms quotients = Terms.of(List.of());
        List<Terms.Term> rest = new ArrayList<>();
        for (int i = 0; i < terms.size(); i++) {
            if (common(all.get(i), common).expr().equals(factor)) {
                quotients.add(1, Algebra.divide(all.get(i).expr(), factor));
            } else {
                rest.add(terms.get(i));
            }
        }
        return new Factoring(factor, quotients.expr(), Terms.of(rest));
    }

    private static boolean isWorthwhile(Factors common) {
        boolean[] found = {common.exponential() != null};
        common.forEachPower(
                (base, exponent) -> found[0] |= base instanceof Expr.Call || !(exponent instanceof Expr.Number));
        return found[0];
    }

    /** What both hold, with positive exponents that are equal or whole numbers apart. */
    private static Factors common(Factors left, Factors right) {
        Factors common = new Factors();
        left.forEachPower((base, exponent) -> {
            Expr lower = lower(exponent, right.exponentOf(base));
            if (lower != null) {
                common.multiplyPower(base, lower);
            }
        });
        Expr exponential = left.exponential();
        if (exponential != null && Objects.equals(exponential, right.exponential())) {
            common.multiply(new Expr.Call(Function.EXP, exponential), 1);
        }
        return common;
    }

    private static @Nullable Expr lower(Expr exponent, @Nullable Expr other) {
        if (other == null || exponent.equals(other)) {
            return other;
        }
        Expr difference = Algebra.subtract(exponent, other);
        boolean whole = difference instanceof Expr.Number number && Factors.isSmallInteger(number.value());
        if (!whole) {
            return null;
        }
        Expr lower = ((Expr.Number) difference).value() < 0 ? exponent : other;
        boolean below = lower instanceof Expr.Number number && number.value() < 0;
        return below ? null : lower;
    }
}
