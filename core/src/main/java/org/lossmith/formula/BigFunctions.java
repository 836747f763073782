package org.lossmith.formula;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * The functions of formulas to a given number of digits, for arguments of any size: exponentials are taken to base ten first,
 * and digits are added where a result is a small difference.
 */
final class BigFunctions {
    private static final BigDecimal ONE = BigDecimal.ONE;
    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    private static final BigDecimal HALF = new BigDecimal("0.5");
    /** Beyond, the exponent of the result does not fit a BigDecimal. */
    private static final BigDecimal LARGEST_EXPONENT = new BigDecimal("4e9");

    private BigFunctions() {}

    static MathContext digits(int digits) {
        return new MathContext(digits, RoundingMode.HALF_EVEN);
    }

    private static MathContext more(MathContext context, int digits) {
        return digits(context.getPrecision() + Math.max(0, digits) + 5);
    }

    /** The power of ten of the leading digit; 0 for 0. */
    private static int magnitude(BigDecimal x) {
        return x.signum() == 0 ? 0 : x.precision() - x.scale() - 1;
    }

    static BigDecimal exp(BigDecimal x, MathContext context) {
        if (x.abs().compareTo(LARGEST_EXPONENT) > 0) {
            if (x.signum() < 0) {
                return BigDecimal.ZERO;
            }
            throw new ArithmeticException("exp(" + x + ") is too large");
        }
        MathContext wide = more(context, magnitude(x));
        BigDecimal ten = BigDecimalMath.log(BigDecimal.TEN, wide);
        int power = x.divide(ten, wide).setScale(0, RoundingMode.FLOOR).intValueExact();
        BigDecimal rest = x.subtract(ten.multiply(BigDecimal.valueOf(power)), wide);
        return BigDecimalMath.exp(rest, more(context, 0))
                .scaleByPowerOfTen(power)
                .round(context);
    }

    static BigDecimal expm1(BigDecimal x, MathContext context) {
        if (magnitude(x) < -context.getPrecision()) {
            return x.add(x.multiply(x).multiply(HALF), context);
        }
        MathContext wide = more(context, -magnitude(x));
        return exp(x, wide).subtract(ONE, wide).round(context);
    }

    /** exp(x) - 1 - x; two terms of its series where the third is beyond the digits. */
    static BigDecimal expm1mx(BigDecimal x, MathContext context) {
        if (magnitude(x) < -context.getPrecision()) {
            BigDecimal half = x.multiply(HALF).multiply(x);
            return half.add(half.multiply(x, context).divide(BigDecimal.valueOf(3), context), context);
        }
        return expm1(x, more(context, -2 * magnitude(x))).subtract(x, context);
    }

    /** log(1 + x) - x; likewise. */
    static BigDecimal log1pmx(BigDecimal x, MathContext context) {
        if (magnitude(x) < -context.getPrecision()) {
            BigDecimal half = x.multiply(HALF).multiply(x).negate();
            return half.subtract(half.multiply(x, context).multiply(TWO).divide(BigDecimal.valueOf(3), context), context);
        }
        return log1p(x, more(context, -2 * magnitude(x))).subtract(x, context);
    }

    static BigDecimal log(BigDecimal x, MathContext context) {
        if (x.signum() <= 0) {
            throw new ArithmeticException("log of " + x);
        }
        if (Math.abs(magnitude(x)) > 1) {
            MathContext wide = more(context, 2);
            BigDecimal leading = BigDecimalMath.log(x.scaleByPowerOfTen(-magnitude(x)), wide);
            BigDecimal power = BigDecimal.valueOf(magnitude(x));
            return BigDecimalMath.log(BigDecimal.TEN, wide).multiply(power).add(leading, context);
        }
        BigDecimal near = x.subtract(ONE);
        return magnitude(near) < -1 && near.signum() != 0
                ? log1p(near, context)
                : BigDecimalMath.log(x, more(context, 0)).round(context);
    }

    static BigDecimal log1p(BigDecimal x, MathContext context) {
        if (magnitude(x) < -context.getPrecision()) {
            return x.subtract(x.multiply(x).multiply(HALF), context);
        }
        if (x.compareTo(ONE.negate()) <= 0) {
            throw new ArithmeticException("log1p of " + x);
        }
        if (magnitude(x) > context.getPrecision() + 20) {
            return log(x, context);
        }
        return magnitude(x) < -1
                ? logSeries(x, context)
                : BigDecimalMath.log(ONE.add(x), more(context, 2)).round(context);
    }

    /** log(1 + x) = 2 atanh(s), s = x / (2 + x), as a series: for small x, where Newton steps start too far away. */
    private static BigDecimal logSeries(BigDecimal x, MathContext context) {
        MathContext wide = more(context, 5);
        BigDecimal s = x.divide(TWO.add(x), wide);
        BigDecimal square = s.multiply(s, wide);
        BigDecimal power = s;
        BigDecimal sum = s;
        for (int n = 3; power.signum() != 0 && magnitude(power) > magnitude(s) - wide.getPrecision(); n += 2) {
            power = power.multiply(square, wide);
            sum = sum.add(power.divide(BigDecimal.valueOf(n), wide), wide);
        }
        return sum.multiply(TWO, context);
    }

    static BigDecimal sigmoid(BigDecimal x, MathContext context) {
        MathContext wide = more(context, 0);
        BigDecimal e = exp(x.abs().negate(), wide);
        BigDecimal above = x.signum() >= 0 ? ONE : e;
        return above.divide(ONE.add(e, wide), context);
    }

    static BigDecimal softplus(BigDecimal x, MathContext context) {
        MathContext wide = more(context, 0);
        BigDecimal rest = log1p(exp(x.abs().negate(), wide), wide);
        return x.signum() > 0 ? x.add(rest, context) : rest.round(context);
    }

    static BigDecimal logcosh(BigDecimal x, MathContext context) {
        if (x.signum() == 0) {
            return x;
        }
        MathContext wide = more(context, -2 * magnitude(x));
        BigDecimal size = x.abs();
        BigDecimal rest = log1p(exp(size.multiply(TWO).negate(), wide), wide);
        return size.add(rest, wide)
                .subtract(BigDecimalMath.log(TWO, wide), wide)
                .round(context);
    }

    /** log(1 - exp(-x)). */
    static BigDecimal log1mexp(BigDecimal x, MathContext context) {
        return x.compareTo(ONE) > 0
                ? log1p(exp(x.negate(), more(context, 0)).negate(), context)
                : log(expm1(x.negate(), more(context, 0)).negate(), context);
    }

    static BigDecimal tanh(BigDecimal x, MathContext context) {
        MathContext wide = more(context, 0);
        BigDecimal e = expm1(x.abs().multiply(TWO).negate(), wide);
        BigDecimal result = e.negate().divide(TWO.add(e, wide), context);
        return x.signum() < 0 ? result.negate() : result;
    }

    static BigDecimal cosh(BigDecimal x, MathContext context) {
        MathContext wide = more(context, 0);
        return exp(x, wide).add(exp(x.negate(), wide), wide).multiply(HALF, context);
    }

    static BigDecimal sinh(BigDecimal x, MathContext context) {
        MathContext wide = more(context, 0);
        return expm1(x, wide).subtract(expm1(x.negate(), wide), wide).multiply(HALF, context);
    }

    /** x^y: exact squaring for whole exponents, else exp(y log x). */
    static BigDecimal power(BigDecimal x, BigDecimal y, MathContext context) {
        boolean whole = y.signum() == 0 || y.stripTrailingZeros().scale() <= 0;
        if (whole && y.abs().compareTo(BigDecimal.valueOf(1_000)) <= 0) {
            BigDecimal power = x.pow(y.abs().intValueExact(), more(context, 0));
            return y.signum() < 0 ? ONE.divide(power, context) : power.round(context);
        }
        if (x.signum() == 0 && y.signum() > 0) {
            return BigDecimal.ZERO;
        }
        MathContext wide = more(context, 12);
        return exp(y.multiply(log(x, wide), wide), context);
    }

    /** Maclaurin series, with the digits that its alternating terms lose. */
    static BigDecimal erf(BigDecimal x, MathContext context) {
        BigDecimal size = x.abs();
        if (size.compareTo(BigDecimal.valueOf(60)) > 0) {
            BigDecimal rest = ONE.subtract(erfc(size, context), context);
            return x.signum() < 0 ? rest.negate() : rest;
        }
        MathContext wide = more(context, (int) (size.doubleValue() * size.doubleValue() * 0.45) - 2 * magnitude(x));
        BigDecimal square = x.multiply(x, wide).negate();
        BigDecimal power = x;
        BigDecimal sum = x;
        for (int n = 1; power.signum() != 0 && magnitude(power) > magnitude(x) - wide.getPrecision(); n++) {
            power = power.multiply(square, wide).divide(BigDecimal.valueOf(n), wide);
            sum = sum.add(power.divide(BigDecimal.valueOf(2L * n + 1), wide), wide);
        }
        BigDecimal scale = TWO.divide(BigDecimalMath.pi(wide).sqrt(wide), wide);
        return sum.multiply(scale, context);
    }

    /** 1 - erf(x); far out by the asymptotic series (Abramowitz and Stegun 7.1.23). */
    static BigDecimal erfc(BigDecimal x, MathContext context) {
        double size = x.doubleValue();
        if (size * size < 2.5 * (context.getPrecision() + 10)) {
            int lost = size > 0 ? (int) (size * size * 0.45) + 3 : 0;
            MathContext wide = more(context, lost);
            return ONE.subtract(erf(x, wide), wide).round(context);
        }
        if (size < 0) {
            return TWO.subtract(erfc(x.negate(), context), context);
        }
        MathContext wide = more(context, 3);
        BigDecimal square = x.multiply(x, more(wide, 2 * magnitude(x)));
        return exp(square.negate(), wide).multiply(erfcxFarOut(x, wide), context);
    }

    /** exp(x^2) erfc(x). */
    static BigDecimal erfcx(BigDecimal x, MathContext context) {
        double size = x.doubleValue();
        MathContext wide = more(context, 3);
        if (size > 0 && size * size >= 2.5 * (context.getPrecision() + 10)) {
            return erfcxFarOut(x, wide).round(context);
        }
        BigDecimal square = x.multiply(x, more(wide, 2 * Math.max(0, magnitude(x))));
        return exp(square, wide).multiply(erfc(x, wide), context);
    }

    /** log(erfc(x)), which has digits where erfc itself is too small for any exponent. */
    static BigDecimal logerfc(BigDecimal x, MathContext context) {
        MathContext wide = more(context, 3);
        if (x.signum() <= 0) {
            return log(erfc(x, more(wide, Math.abs(magnitude(x)))), context);
        }
        BigDecimal square = x.multiply(x, more(wide, 2 * Math.max(0, magnitude(x))));
        return log(erfcx(x, more(wide, Math.abs(magnitude(x)))), wide).subtract(square, context);
    }

    /** By the asymptotic series. */
    private static BigDecimal erfcxFarOut(BigDecimal x, MathContext wide) {
        BigDecimal square = x.multiply(x, more(wide, 2 * magnitude(x)));
        BigDecimal step = ONE.divide(square.multiply(TWO).negate(), wide);
        BigDecimal term = ONE;
        BigDecimal sum = ONE;
        for (int n = 1; magnitude(term) > -wide.getPrecision(); n++) {
            term = term.multiply(step, wide).multiply(BigDecimal.valueOf(2L * n - 1), wide);
            sum = sum.add(term, wide);
        }
        BigDecimal root = BigDecimalMath.pi(wide).sqrt(wide);
        return sum.divide(x.multiply(root, wide), wide);
    }

    /**
     * The n-th derivative of log gamma, n = 0 .. 3, for x > 0: shifted up until Stirling's series gives all digits.
     */
    static BigDecimal polygamma(int n, BigDecimal x, MathContext context) {
        if (x.signum() <= 0) {
            throw new ArithmeticException("gamma functions are evaluated for positive arguments, got " + x);
        }
        MathContext wide = more(context, Math.abs(magnitude(x)) + 20);
        BigDecimal enough = BigDecimal.valueOf(4L * wide.getPrecision());
        BigDecimal shift = BigDecimal.ZERO;
        BigDecimal product = ONE;
        BigDecimal large = x;
        for (; large.compareTo(enough) < 0; large = large.add(ONE, wide)) {
            if (n == 0) {
                product = product.multiply(large, wide);
            } else {
                shift = shift.add(shiftTerm(n, large, wide), wide);
            }
        }
        BigDecimal taken = n == 0 ? log(product, wide) : shift;
        return stirling(n, large, wide).subtract(taken, wide).round(context);
    }

    /** The n-th derivative of log x, n = 1 .. 3. */
    private static BigDecimal shiftTerm(int n, BigDecimal x, MathContext context) {
        return switch (n) {
            case 1 -> ONE.divide(x, context);
            case 2 -> ONE.divide(x.pow(2, context), context).negate();
            default -> TWO.divide(x.pow(3, context), context);
        };
    }

    private static BigDecimal stirling(int n, BigDecimal x, MathContext context) {
        BigDecimal sum = switch (n) {
            case 0 ->
                x.subtract(HALF)
                        .multiply(log(x, context), context)
                        .subtract(x, context)
                        .add(
                                BigDecimalMath.log(BigDecimalMath.pi(context).multiply(TWO), context)
                                        .multiply(HALF),
                                context);
            case 1 -> log(x, context).subtract(HALF.divide(x, context), context);
            case 2 -> ONE.divide(x, context).add(HALF.divide(x.pow(2, context), context), context);
            default ->
                ONE.divide(x.pow(2, context), context)
                        .add(ONE.divide(x.pow(3, context), context))
                        .negate();
        };
        for (int k = 1; k < context.getPrecision(); k++) {
            BigDecimal term = stirlingTerm(n, k, x, context);
            sum = sum.add(term, context);
            if (magnitude(term) < magnitude(sum) - context.getPrecision()) {
                break;
            }
        }
        return sum;
    }

    /** The n-th derivative of B(2k) / (2k (2k-1) x^(2k-1)). */
    private static BigDecimal stirlingTerm(int n, int k, BigDecimal x, MathContext context) {
        BigDecimal bernoulli = BigDecimalMath.bernoulli(2 * k, context);
        BigDecimal power = x.pow(2 * k - 1 + n, context);
        BigDecimal factor = switch (n) {
            case 0 -> ONE.divide(BigDecimal.valueOf(2L * k * (2L * k - 1)), context);
            case 1 -> ONE.divide(BigDecimal.valueOf(2L * k), context).negate();
            case 2 -> ONE;
            default -> BigDecimal.valueOf(2L * k + 1).negate();
        };
        return bernoulli.multiply(factor, context).divide(power, context);
    }
}
