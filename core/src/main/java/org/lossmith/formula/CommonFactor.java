package org.lossmith.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Joins two terms whose common factor leaves something that cancels: {@code a^-1 - b a^-2} with {@code a = 1 + b} is
 * {@code a^-2 (a - b) = a^-2}, and {@code 1 - a^-1} is {@code b a^-1}. Without this the second derivative of a robust loss is a
 * difference of nearly equal numbers.
 */
final class CommonFactor {
    private static final int MAXIMUM_EXPANDED = 32;
    private static final int MAXIMUM_POWER = 3;

    private CommonFactor() {}

    static @Nullable Expr join(SumIdentities.Summand first, SumIdentities.Summand second) {
        Factors left = first.factors();
        Factors right = second.factors();
        if (!hasSum(left) && !hasSum(right)) {
            return null;
        }
        for (Opening opening : Opening.values()) {
            Expr found = join(left, right, opening);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** Which sums are multiplied out to see what cancels. */
    private enum Opening {
        /** Those that both have below the line. */
        BELOW,
        /** Those that both have. */
        SHARED,
        /** Those below the line, of only one term too. */
        BELOW_ONE,
        /** All. */
        ALL;

        /** Whether a sum below the line of one of the terms counts as shared. */
        boolean isWide() {
            return this == BELOW_ONE || this == ALL;
        }

        boolean opens(@Nullable Expr commonExponent) {
            boolean below = commonExponent instanceof Expr.Number number && number.value() < 0;
            return this == ALL || below || this == SHARED && commonExponent != null;
        }
    }

    /** Where a sum counts that only one of them has, at least one pair of terms must vanish, not only join. */
    private static @Nullable Expr join(Factors left, Factors right, Opening opening) {
        Factors common = common(left, right, opening.isWide());
        if (common == null) {
            return null;
        }
        Factors inverse = inverse(common);
        Terms expandedLeft = expand(times(left, inverse), common, opening);
        Terms expandedRight = expand(times(right, inverse), common, opening);
        if (expandedLeft == null || expandedRight == null) {
            return null;
        }
        int wanted = expandedLeft.count() + expandedRight.count() - (opening.isWide() ? 2 : 1);
        expandedRight.list().forEach(term -> expandedLeft.add(term.coefficient(), term.core()));
        return expandedLeft.count() > wanted ? null : Algebra.multiply(common.expr(), expandedLeft.expr());
    }

    /** Only a sum among the factors can cancel against another term. */
    private static boolean hasSum(Factors factors) {
        boolean[] found = {false};
        factors.forEachPower((base, exponent) -> found[0] |= Addends.isSum(base));
        return found[0];
    }

    /**
     * The powers that both hold, each with the lower exponent; null if nothing is shared.
     *
     * @param wide whether a sum below the line of only one of them counts
     */
    private static @Nullable Factors common(Factors left, Factors right, boolean wide) {
        Factors common = new Factors();
        boolean[] any = {false};
        left.forEachPower((base, exponent) -> {
            Expr other = right.exponentOf(base);
            Expr lower = other == null ? onlyOne(base, exponent, wide) : lower(exponent, other);
            if (lower != null) {
                common.multiplyPower(base, lower);
                any[0] = true;
            }
        });
        right.forEachPower((base, exponent) -> {
            Expr lower = left.exponentOf(base) == null ? onlyOne(base, exponent, wide) : null;
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

    /** The exponent of a sum below the line of one of the terms; it stands in the other with the exponent 0. */
    private static @Nullable Expr onlyOne(Expr base, Expr exponent, boolean wide) {
        boolean below = exponent instanceof Expr.Number number
                && number.value() < 0
                && number.value() >= -MAXIMUM_POWER
                && Factors.isSmallInteger(number.value());
        return wide && below && Addends.isSum(base) ? exponent : null;
    }

    /** The lower of two exponents that differ by a whole number, or by halves where the base cannot be negative. */
    private static @Nullable Expr lower(Expr a, Expr b) {
        Expr difference = Algebra.subtract(a, b);
        if (difference instanceof Expr.Number number && Factors.isSmallInteger(2 * number.value())) {
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
    private static @Nullable Terms expand(Factors factors, Factors common, Opening opening) {
        List<Expr> sums = new ArrayList<>();
        Factors rest = new Factors();
        rest.multiply(Algebra.number(factors.coefficient()), 1);
        factors.forEachPower((base, exponent) -> {
            Expr opened = opened(base, exponent, opening);
            boolean open = Addends.isSum(opened) && (!opened.equals(base) || opening.opens(common.exponentOf(base)));
            int times = !open ? 0 : opened.equals(base) ? smallPower(exponent) : 1;
            for (int i = 0; i < times; i++) {
                sums.add(opened);
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

    /** sinh(x)^2 = cosh(x)^2 - 1, all else as it is. */
    private static Expr opened(Expr base, Expr exponent, Opening opening) {
        boolean square = opening == Opening.ALL && exponent.equals(Algebra.number(2));
        if (square && base instanceof Expr.Call call && call.function() == Function.SINH) {
            Expr cosh = new Expr.Call(Function.COSH, call.argument());
            Expr power = new Expr.Operation(Operator.POWER, cosh, Algebra.number(2));
            return new Expr.Operation(Operator.SUBTRACT, power, Terms.ONE);
        }
        return base;
    }

    private static int smallPower(Expr exponent) {
        boolean small = exponent instanceof Expr.Number number
                && number.value() >= 1
                && number.value() <= MAXIMUM_POWER
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
