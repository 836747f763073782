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
    static final BigDecimal ONE = BigDecimal.ONE;
    static final BigDecimal TWO = BigDecimal.valueOf(2);
    static final BigDecimal HALF = new BigDecimal("0.5");
    /** Beyond, the exponent of the result does not fit a BigDecimal. */
    private static final BigDecimal LARGEST_EXPONENT = new BigDecimal("4e9");

    private BigFunctions() {}

    static MathContext digits(int digits) {
        return new MathContext(digits, RoundingMode.HALF_EVEN);
    }

    static MathContext more(MathContext context, int digits) {
        return digits(context.getPrecision() + Math.max(0, digits) + 5);
    }

    /** The power of ten of the leading digit; 0 for 0. */
    static int magnitude(BigDecimal x) {
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
            return half.subtract(
                    half.multiply(x, context).multiply(TWO).divide(BigDecimal.valueOf(3), context), context);
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
}
