package org.lossmith.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Joins two terms whose common factor leaves something that cancels: {@code a^-1 - b a^-2} with {@code a = 1 + b} is
 * {@code a^-2 (a - b) = a^-2}. Without this the second derivative of a robust loss is a difference of nearly equal numbers.
 */
final class CommonFactor {
    private static final int MAXIMUM_EXPANDED = 32;

    private CommonFactor() {}

    static @Nullable Expr join(SumIdentities.Summand first, SumIdentities.Summand second) {
        Factors left = first.factors();
        Factors right = second.factors();
        if (!hasSum(left) && !hasSum(right)) {
            return null;
        }
        Factors common = common(left, right);
        if (common == null) {
            return null;
        }
        Factors inverse = inverse(common);
        Terms expandedLeft = expand(times(left, inverse), common);
        Terms expandedRight = expand(times(right, inverse), common);
        if (expandedLeft == null || expandedRight == null) {
            return null;
        }
        int before = expandedLeft.count() + expandedRight.count();
        expandedRight.list().forEach(term -> expandedLeft.add(term.coefficient(), term.core()));
        if (expandedLeft.count() >= before) {
            return null;
        }
        return Algebra.multiply(common.expr(), expandedLeft.expr());
    }

    /** Only a sum among the factors can cancel against another term. */
    private static boolean hasSum(Factors factors) {
        boolean[] found = {false};
        factors.forEachPower((base, exponent) -> found[0] |= Addends.isSum(base));
        return found[0];
    }

    /** The powers that both hold, each with the lower exponent; null if nothing is shared. */
    private static @Nullable Factors common(Factors left, Factors right) {
        Factors common = new Factors();
        boolean[] any = {false};
        left.forEachPower((base, exponent) -> {
            Expr other = right.exponentOf(base);
            Expr lower = other == null ? null : lower(exponent, other);
            if (lower != null) {
                common.multiplyPower(base, lower);
                any[0] = true;
            }
        });
        Expr exponential = left.exponential();
        if (exponential != null && Objects.equals(exponential, right.exponential())) {
            common.multiply(new Expr.Call(Function.EXP, exponential), 1);
            any[0] = true;
        }
        return any[0] ? common : null;
    }

    /** The lower of two exponents that differ by a whole number. */
    private static @Nullable Expr lower(Expr a, Expr b) {
        Expr difference = Algebra.subtract(a, b);
        if (difference instanceof Expr.Number number && Factors.isSmallInteger(number.value())) {
            return number.value() <= 0 ? a : b;
        }
        return null;
    }

    private static Factors inverse(Factors factors) {
        Factors inverse = new Factors();
        factors.forEachPower((base, exponent) -> inverse.multiplyPower(base, Algebra.negate(exponent)));
        if (factors.exponential() != null) {
            inverse.multiply(new Expr.Call(Function.EXP, Algebra.negate(factors.exponential())), 1);
        }
        return inverse;
    }

    private static Factors times(Factors factors, Factors inverse) {
        Factors product = factors.copy();
        inverse.forEachPower(product::multiplyPower);
        if (inverse.exponential() != null) {
            product.multiply(new Expr.Call(Function.EXP, inverse.exponential()), 1);
        }
        return product;
    }

    /** Multiplies out the powers of sums that are left of the common factor, or null if that gets too long. */
    private static @Nullable Terms expand(Factors factors, Factors common) {
        List<Expr> sums = new ArrayList<>();
        Factors rest = new Factors();
        rest.multiply(Algebra.number(factors.coefficient()), 1);
        factors.forEachPower((base, exponent) -> {
            int times = common.exponentOf(base) != null && Addends.isSum(base) ? smallPower(exponent) : 0;
            for (int i = 0; i < times; i++) {
                sums.add(base);
            }
            if (times == 0) {
                rest.multiplyPower(base, exponent);
            }
        });
        if (factors.exponential() != null) {
            rest.multiply(new Expr.Call(Function.EXP, factors.exponential()), 1);
        }
        Terms expanded = Terms.of(rest.expr());
        for (Expr sum : sums) {
            expanded = product(expanded, Terms.of(sum));
            if (expanded.count() > MAXIMUM_EXPANDED) {
                return null;
            }
        }
        return expanded;
    }

    private static int smallPower(Expr exponent) {
        boolean small = exponent instanceof Expr.Number number
                && number.value() >= 1
                && number.value() <= 3
                && Factors.isSmallInteger(number.value());
        return small ? (int) ((Expr.Number) exponent).value() : 0;
    }

    private static Terms product(Terms left, Terms right) {
        Terms product = Terms.of(List.of());
        for (Terms.Term a : left.list()) {
            for (Terms.Term b : right.list()) {
                product.add(1, Factors.of(a.expr()).multiply(b.expr(), 1).expr());
            }
        }
        return product;
    }
}
