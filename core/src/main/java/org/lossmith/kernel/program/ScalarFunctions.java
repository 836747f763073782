package org.lossmith.kernel.program;

import org.lossmith.formula.SpecialFunctions;

/**
 * The functions that a scalar loop calls, each to a few ulps over the whole range. Those with a second argument take the part
 * of the argument that rounding left off: f(x + e) = f(x) + e f'(x), which is exact enough because e is below an ulp of x.
 */
public final class ScalarFunctions {
    private static final double LOG_OF_TWO = 0.6931471805599453;

    private static final int FRACTION_BITS = 52;
    private static final long FRACTION = (1L << FRACTION_BITS) - 1;
    private static final long LARGE = Double.doubleToRawLongBits(0x1p52);
    private static final long ROOT_OF_HALF = Double.doubleToRawLongBits(Math.sqrt(0.5));
    private static final long FROM_ROOT_TO_ONE = Double.doubleToRawLongBits(1) - ROOT_OF_HALF;

    private ScalarFunctions() {}

    /** As {@link Operation#SCALE} says: the lowest bits of the second are added to the exponent of the first. */
    public static double scale(double x, double shifted) {
        return Double.longBitsToDouble(
                Double.doubleToRawLongBits(x) + (Double.doubleToRawLongBits(shifted) << FRACTION_BITS));
    }

    /** As {@link Operation#EXPONENT} says. */
    public static double exponent(double x) {
        return Double.longBitsToDouble((Double.doubleToRawLongBits(x) + FROM_ROOT_TO_ONE) >>> FRACTION_BITS | LARGE);
    }

    /** As {@link Operation#MANTISSA} says. */
    public static double mantissa(double x) {
        return Double.longBitsToDouble(((Double.doubleToRawLongBits(x) + FROM_ROOT_TO_ONE) & FRACTION) + ROOT_OF_HALF);
    }

    public static double sigmoid(double x) {
        double e = Math.exp(-Math.abs(x));
        return (x >= 0 ? 1 : e) / (1 + e);
    }

    public static double softplus(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    /** Below 3/4 by the polynomial of {@link LogarithmConstants}, since |x| - log 2 would cancel. */
    public static double logcosh(double x) {
        double size = Math.abs(x);
        if (size < LogarithmConstants.LOGCOSH_NEAR) {
            double square = x * x;
            double sum = 0;
            for (int k = LogarithmConstants.DOUBLE.logcosh().length - 1; k >= 0; k--) {
                sum = Math.fma(square, sum, LogarithmConstants.DOUBLE.logcosh()[k]);
            }
            return square * Math.fma(square, sum, 0.5);
        }
        double tail = Math.log1p(Math.exp(-2 * size)) - LogarithmConstants.DOUBLE.logOfTwoRest();
        return (size - LOG_OF_TWO) + tail;
    }

    /** log(1 - exp(-x)); the switch at log 2 is from Maechler (2012), "Accurately computing log(1 - exp(-|a|))". */
    public static double log1mexp(double x) {
        return x <= LOG_OF_TWO ? Math.log(-Math.expm1(-x)) : Math.log1p(-Math.exp(-x));
    }

    /**
     * exp(x) - 1 - x. Below 1.5 by Taylor's series, whose 24th term is under 1e-20 of the sum there; beyond, x is no more than
     * three quarters of exp(x) - 1.
     */
    public static double expm1mx(double x) {
        if (Math.abs(x) >= 1.5) {
            return Math.expm1(x) - x;
        }
        double sum = 1;
        for (int n = 24; n >= 3; n--) {
            sum = Math.fma(sum, x / n, 1);
        }
        return 0.5 * x * x * sum;
    }

    /**
     * log(1 + x) - x. With s = x / (2 + x) it is -s x + 2 s^3 (1/3 + s^2/5 + s^4/7 + ...) (Abramowitz and Stegun 4.1.27); from -0.6
     * to 1.5, where s^2 is below 0.19, 24 terms leave less than 1e-18.
     */
    public static double log1pmx(double x) {
        if (!(x > -0.6 && x < 1.5)) {
            return Math.log1p(x) - x;
        }
        double s = x / (2 + x);
        double square = s * s;
        double sum = 0;
        for (int n = 49; n >= 3; n -= 2) {
            sum = Math.fma(sum, square, 1.0 / n);
        }
        return s * (2 * square * sum - x);
    }

    public static double erf(double x) {
        return SpecialFunctions.erf(x);
    }

    public static double erfc(double x) {
        return SpecialFunctions.erfc(x);
    }

    public static double logerfc(double x) {
        return SpecialFunctions.logerfc(x);
    }

    public static double erfcx(double x) {
        return SpecialFunctions.erfcx(x);
    }

    public static double lgamma(double x) {
        return SpecialFunctions.lgamma(x);
    }

    public static double digamma(double x) {
        return SpecialFunctions.digamma(x);
    }

    public static double trigamma(double x) {
        return SpecialFunctions.trigamma(x);
    }

    public static double tetragamma(double x) {
        return SpecialFunctions.tetragamma(x);
    }

    public static double exp(double x, double e) {
        double result = Math.exp(x);
        return corrected(result, result, e);
    }

    public static double expm1(double x, double e) {
        double result = Math.expm1(x);
        return corrected(result, result + 1, e);
    }

    public static double cosh(double x, double e) {
        return corrected(Math.cosh(x), Math.sinh(x), e);
    }

    public static double sinh(double x, double e) {
        return corrected(Math.sinh(x), Math.cosh(x), e);
    }

    public static double sigmoid(double x, double e) {
        double result = sigmoid(x);
        return corrected(result, result * sigmoid(-x), e);
    }

    public static double softplus(double x, double e) {
        return corrected(softplus(x), sigmoid(x), e);
    }

    public static double erfc(double x, double e) {
        return corrected(erfc(x), -2 / Math.sqrt(Math.PI) * Math.exp(-x * x), e);
    }

    /** Where the argument is so large that what was left off is no small number, or not even one, only the argument counts. */
    private static double corrected(double result, double slope, double e) {
        return Math.abs(result) < Double.POSITIVE_INFINITY && Math.abs(e) < 1 ? result + slope * e : result;
    }

    /** factor * exp(x + e), in two halves where exp(x) alone would overflow or underflow; 0 where the factor is 0. */
    public static double timesExp(double factor, double x, double e) {
        if (factor == 0 && x < Double.POSITIVE_INFINITY) {
            return factor;
        }
        if (Math.abs(x) < 700) {
            return factor * exp(x, e);
        }
        double half = Math.exp(0.5 * x);
        return factor * half * exp(0.5 * x, e);
    }
}
