package org.lossmith.formula;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A sum of products of two numbers that add up to 1, made so that all have the same degree: p - p c + p^2 is
 * p (p + c) - p c + p^2 = 2 p^2. Terms that cancel everywhere are gone then.
 */
final class Homogeneous {
    private static final int LARGEST_STEP = 3;

    private final Expr p;
    private final Expr c;
    private final Map<Monomial, Expr> terms = new LinkedHashMap<>();

    /** p^ofP c^ofC. */
    private record Monomial(Expr ofP, Expr ofC) {
        Expr degree() {
            return Algebra.add(ofP, ofC);
        }
    }

    private Homogeneous(Expr p, Expr c) {
        this.p = p;
        this.c = c;
    }

    /** The sum itself where degrees do not differ by small whole numbers. */
    static Expr of(Expr sum, Expr p, Expr c) {
        Homogeneous found = new Homogeneous(p, c);
        Addends.forEach(sum, found::add);
        Expr highest = found.highestDegree();
        return highest == null ? sum : found.raised(highest);
    }

    private void add(double sign, Expr term) {
        Factors factors = Factors.of(term);
        Monomial monomial = new Monomial(exponent(factors, p), exponent(factors, c));
        Expr rest = factors.without(p).without(c).expr();
        put(terms, monomial, Algebra.multiply(Algebra.number(sign), rest));
    }

    private static void put(Map<Monomial, Expr> terms, Monomial monomial, Expr rest) {
        terms.merge(monomial, rest, Algebra::add);
    }

    private static Expr exponent(Factors factors, Expr base) {
        Expr exponent = factors.exponentOf(base);
        return exponent == null ? Algebra.number(0) : exponent;
    }

    private @Nullable Expr highestDegree() {
        Expr highest = null;
        for (Monomial monomial : terms.keySet()) {
            Expr degree = monomial.degree();
            highest = highest == null || steps(degree, highest) > 0 ? degree : highest;
        }
        for (Monomial monomial : terms.keySet()) {
            double steps = highest == null ? Double.NaN : steps(highest, monomial.degree());
            if (!(steps >= 0 && steps <= LARGEST_STEP && steps == Math.rint(steps))) {
                return null;
            }
        }
        return highest;
    }

    /** high - low; NaN where that is no number. */
    private static double steps(Expr high, Expr low) {
        return Algebra.subtract(high, low) instanceof Expr.Number number ? number.value() : Double.NaN;
    }

    /** Every term times a power of p + c. */
    private Expr raised(Expr degree) {
        Map<Monomial, Expr> raised = new LinkedHashMap<>();
        terms.forEach((monomial, rest) -> {
            int steps = (int) steps(degree, monomial.degree());
            double binomial = 1;
            for (int i = 0; i <= steps; i++) {
                Expr ofP = Algebra.add(monomial.ofP(), Algebra.number(i));
                Expr ofC = Algebra.add(monomial.ofC(), Algebra.number(steps - i));
                put(raised, new Monomial(ofP, ofC), Algebra.multiply(Algebra.number(binomial), rest));
                binomial = binomial * (steps - i) / (i + 1);
            }
        });
        Expr[] sum = {Algebra.number(0)};
        raised.forEach((monomial, rest) -> {
            Expr powers = Algebra.multiply(Algebra.power(p, monomial.ofP()), Algebra.power(c, monomial.ofC()));
            Expr term = Algebra.multiply(rest, powers);
            boolean first = Algebra.isZero(sum[0]);
            sum[0] = Algebra.isZero(term) ? sum[0] : first ? term : new Expr.Operation(Operator.ADD, sum[0], term);
        });
        return sum[0];
    }
}
