package org.lossmith.formula;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Two terms of a sum that are {@code rest f(a) - rest f(b)}. */
record Difference(Expr rest, Expr a, Expr b) {

    /** Null if the terms are no such pair. */
    static @Nullable Difference of(Function function, Terms.Term first, Terms.Term second) {
        for (Difference left : split(function, first)) {
            for (Difference right : split(function, second)) {
                if (left.rest.equals(Algebra.negate(right.rest))) {
                    return new Difference(left.rest, left.a, right.a);
                }
            }
        }
        return null;
    }

    /** The ways to see a term as {@code rest f(a)}. */
    private static List<Difference> split(Function function, Terms.Term term) {
        Factors factors = Factors.of(term.expr());
        List<Difference> found = new ArrayList<>();
        if (function == Function.EXP) {
            Expr exponent = factors.exponential();
            if (exponent != null) {
                found.add(new Difference(factors.withoutExponential().expr(), exponent, exponent));
            }
            return found;
        }
        factors.forEachPower((base, exponent) -> {
            Expr argument = argument(function, base, exponent);
            if (argument != null) {
                found.add(new Difference(factors.without(base).expr(), argument, argument));
            }
        });
        return found;
    }

    private static @Nullable Expr argument(Function function, Expr base, Expr exponent) {
        if (function == Function.SQRT) {
            return exponent.equals(Algebra.number(0.5)) ? base : null;
        }
        boolean single = exponent.equals(Terms.ONE);
        return single && base instanceof Expr.Call call && call.function() == function ? call.argument() : null;
    }

    /** a - b. */
    Expr distance() {
        return Algebra.subtract(a, b);
    }

    /** Whether a - b is free of rounding errors that a and b have: terms vanish in it, or a and b have none. */
    boolean isExact() {
        return isLeaf(a) && isLeaf(b)
                || Terms.of(distance()).count()
                        < Terms.of(a).count() + Terms.of(b).count();
    }

    static boolean isLeaf(Expr expr) {
        return expr instanceof Expr.Number || expr instanceof Expr.Variable;
    }
}
