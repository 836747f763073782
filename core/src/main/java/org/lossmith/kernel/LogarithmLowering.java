package org.lossmith.kernel;

/**
 * Logarithms in operations that vector hardware has, by way of log((1 + s) / (1 - s)) = 2 atanh(s).
 *
 * <p>Error bounds of the polynomials are what bench/polynomials/fit.py prints: 7e-18 and 4.7e-18 relative, before rounding.
 */
final class LogarithmLowering {
    /** atanh(s) = s + s w Q(w), w = s^2, for 0 <= w <= 1/9. */
    private static final double[] ATANH = {
        0.3333333333333333, 0.20000000000007298, 0.1428571428355253, 0.11111111358900891, 0.09090894708663223,
        0.07692785296456121, 0.06657067775440581, 0.06000577591428889, 0.04400158825434387, 0.08082469084735669
    };

    /** The same for w <= 0.02944, which is where sqrt(1/2) <= (1 + s) / (1 - s) <= sqrt(2). */
    private static final double[] ATANH_SMALL = {
        0.3333333333333335,
        0.19999999999949444,
        0.14285714313126918,
        0.11111105544689748,
        0.09091446216268435,
        0.07665805861027504,
        0.07308903576708663
    };

    /** What {@link Operation#EXPONENT} adds to an exponent. */
    private static final double EXPONENT_BIAS = 0x1p52 + Double.MAX_EXPONENT;
    /** asinh(1), rounded down: sinh^2 is at most 1 below. */
    private static final double ASINH_OF_ONE = 0.88;

    private final InstructionList list;
    private final ExponentialLowering exponentials;

    LogarithmLowering(InstructionList list, ExponentialLowering exponentials) {
        this.list = list;
        this.exponentials = exponentials;
    }

    private int atanhTwice(double[] coefficients, int s) {
        int w = list.multiply(s, s);
        int twice = list.add(s, s);
        return list.multiplyAdd(twice, list.multiply(w, Polynomial.emit(list, coefficients, w)), twice);
    }

    /** log(1 + u) for -1/2 <= u <= 1. */
    int log1pNear(int u) {
        return log1pNear(u, list.constant(2));
    }

    /** log(1 + u) for u = above / (below / 2), -1/2 <= u <= 1. */
    private int log1pNear(int above, int below) {
        return atanhTwice(ATANH, list.divide(above, list.add(below, above)));
    }

    /** k log(2) + log(1 + f) for 1 + f between sqrt(1/2) and sqrt(2). */
    private int log(int k, int f) {
        int reduced = atanhTwice(ATANH_SMALL, list.divide(f, list.add(list.constant(2), f)));
        int rest = list.multiplyAdd(k, list.constant(ExponentialLowering.LOG_OF_TWO_REST), reduced);
        return list.multiplyAdd(k, list.constant(ExponentialLowering.LOG_OF_TWO), rest);
    }

    /** Minus infinity at {@code zero}, infinity at infinity, NaN below zero. */
    private int withLimits(int result, int x, double zero) {
        int bound = list.constant(zero);
        int infinity = list.constant(Double.POSITIVE_INFINITY);
        int atZero = list.select(
                list.emit(Operation.EQUAL, x, bound),
                list.constant(Double.NEGATIVE_INFINITY),
                list.constant(Double.NaN));
        int positive = list.select(list.greater(x, bound), result, atZero);
        return list.select(list.emit(Operation.EQUAL, x, infinity), infinity, positive);
    }

    int log(int x) {
        int subnormal = list.less(x, list.constant(Double.MIN_NORMAL));
        int normal = list.select(subnormal, list.multiply(x, list.constant(0x1p54)), x);
        int bias = list.select(subnormal, list.constant(EXPONENT_BIAS + 54), list.constant(EXPONENT_BIAS));
        int k = list.subtract(list.emit(Operation.EXPONENT, normal), bias);
        int f = list.subtract(list.emit(Operation.MANTISSA, normal), list.constant(1));
        return withLimits(log(k, f), x, 0);
    }

    /** 1 + x = 2^k (1 + f), with f from x itself: where k = 0 nothing is rounded. */
    int log1p(int x) {
        int huge = list.greater(x, list.constant(0x1p100));
        int scaled = list.select(huge, list.multiply(x, list.constant(0x1p-100)), x);
        int one = list.select(huge, list.constant(0), list.constant(1));
        int biased = list.emit(Operation.EXPONENT, list.add(one, scaled));
        int bias = list.constant(EXPONENT_BIAS);
        int inverse = list.emit(
                Operation.POWER_OF_TWO,
                list.subtract(list.constant(0x1.8p52 + Double.MAX_EXPONENT), list.subtract(biased, bias)));
        int f = list.multiplyAdd(inverse, scaled, list.multiplyAdd(inverse, one, list.constant(-1)));
        int unscaled = list.select(huge, list.constant(EXPONENT_BIAS - 100), bias);
        return withLimits(log(list.subtract(biased, unscaled), f), x, -1);
    }

    /** log(1 + sinh(x)^2) / 2 below asinh(1), |x| - log 2 + log(1 + e) from there; e = exp(-|2 x|), sinh(x)^2 = (e - 1)^2 / (4 e). */
    int logcosh(int x) {
        int argument = exponentials.minusTwice(x);
        int e = exponentials.decay(argument, -1);
        int t = exponentials.decayLessOne(argument);
        int size = list.abs(x);
        int near = list.less(size, list.constant(ASINH_OF_ONE));
        int above = list.select(near, list.multiply(t, t), e);
        int below = list.select(near, list.multiply(list.constant(8), e), list.constant(2));
        int tail = log1pNear(above, below);
        int far = list.add(list.subtract(size, list.constant(ExponentialLowering.LOG_OF_TWO)), tail);
        return list.select(near, list.multiply(list.constant(0.5), tail), far);
    }

    /** log(1 - exp(-x)) with the switch at log 2 from Maechler (2012), as {@link ScalarFunctions#log1mexp} has it. */
    int log1mexp(int x) {
        int valid = list.select(list.less(x, list.constant(0)), list.constant(Double.NaN), x);
        int negated = list.negate(valid);
        int small = log(list.negate(exponentials.decayLessOne(negated)));
        int large = log1pNear(list.negate(exponentials.decay(negated, -1)));
        int near = list.emit(Operation.LESS_OR_EQUAL, x, list.constant(ExponentialLowering.LOG_OF_TWO));
        return list.select(near, small, large);
    }
}
