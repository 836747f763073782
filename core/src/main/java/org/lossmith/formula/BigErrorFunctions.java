package org.lossmith.formula;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.math.BigDecimal;
import java.math.MathContext;

/** The error function and its relatives to a given number of digits. */
final class BigErrorFunctions {
    private BigErrorFunctions() {}

    /** Maclaurin series, with the digits that its alternating terms lose. */
    static BigDecimal erf(BigDecimal x, MathContext context) {
        BigDecimal size = x.abs();
        if (size.compareTo(BigDecimal.valueOf(60)) > 0) {
            BigDecimal rest = BigFunctions.ONE.subtract(erfc(size, context), context);
            return x.signum() < 0 ? rest.negate() : rest;
        }
        MathContext wide = BigFunctions.more(
                context, (int) (size.doubleValue() * size.doubleValue() * 0.45) - 2 * BigFunctions.magnitude(x));
        BigDecimal square = x.multiply(x, wide).negate();
        BigDecimal power = x;
        BigDecimal sum = x;
        for (int n = 1;
                power.signum() != 0 && BigFunctions.magnitude(power) > BigFunctions.magnitude(x) - wide.getPrecision();
                n++) {
            power = power.multiply(square, wide).divide(BigDecimal.valueOf(n), wide);
            sum = sum.add(power.divide(BigDecimal.valueOf(2L * n + 1), wide), wide);
        }
        BigDecimal scale = BigFunctions.TWO.divide(BigDecimalMath.pi(wide).sqrt(wide), wide);
        return sum.multiply(scale, context);
    }

    /** 1 - erf(x); far out by the asymptotic series (Abramowitz and Stegun 7.1.23). */
    static BigDecimal erfc(BigDecimal x, MathContext context) {
        double size = x.doubleValue();
        if (size * size < 2.5 * (context.getPrecision() + 10)) {
            int lost = size > 0 ? (int) (size * size * 0.45) + 3 : 0;
            MathContext wide = BigFunctions.more(context, lost);
            return BigFunctions.ONE.subtract(erf(x, wide), wide).round(context);
        }
        if (size < 0) {
            return BigFunctions.TWO.subtract(erfc(x.negate(), context), context);
        }
        MathContext wide = BigFunctions.more(context, 3);
        BigDecimal square = x.multiply(x, BigFunctions.more(wide, 2 * BigFunctions.magnitude(x)));
        return BigFunctions.exp(square.negate(), wide).multiply(erfcxFarOut(x, wide), context);
    }

    /** exp(x^2) erfc(x). */
    static BigDecimal erfcx(BigDecimal x, MathContext context) {
        double size = x.doubleValue();
        MathContext wide = BigFunctions.more(context, 3);
        if (size > 0 && size * size >= 2.5 * (context.getPrecision() + 10)) {
            return erfcxFarOut(x, wide).round(context);
        }
        BigDecimal square = x.multiply(x, BigFunctions.more(wide, 2 * Math.max(0, BigFunctions.magnitude(x))));
        return BigFunctions.exp(square, wide).multiply(erfc(x, wide), context);
    }

    /** log(erfc(x)), which has digits where erfc itself is too small for any exponent. */
    static BigDecimal logerfc(BigDecimal x, MathContext context) {
        MathContext wide = BigFunctions.more(context, 3);
        if (x.signum() <= 0) {
            return BigFunctions.log(erfc(x, BigFunctions.more(wide, Math.abs(BigFunctions.magnitude(x)))), context);
        }
        BigDecimal square = x.multiply(x, BigFunctions.more(wide, 2 * Math.max(0, BigFunctions.magnitude(x))));
        return BigFunctions.log(erfcx(x, BigFunctions.more(wide, Math.abs(BigFunctions.magnitude(x)))), wide)
                .subtract(square, context);
    }

    /** By the asymptotic series. */
    private static BigDecimal erfcxFarOut(BigDecimal x, MathContext wide) {
        BigDecimal square = x.multiply(x, BigFunctions.more(wide, 2 * BigFunctions.magnitude(x)));
        BigDecimal step =
                BigFunctions.ONE.divide(square.multiply(BigFunctions.TWO).negate(), wide);
        BigDecimal term = BigFunctions.ONE;
        BigDecimal sum = BigFunctions.ONE;
        for (int n = 1; BigFunctions.magnitude(term) > -wide.getPrecision(); n++) {
            term = term.multiply(step, wide).multiply(BigDecimal.valueOf(2L * n - 1), wide);
            sum = sum.add(term, wide);
        }
        BigDecimal root = BigDecimalMath.pi(wide).sqrt(wide);
        return sum.divide(x.multiply(root, wide), wide);
    }
}
