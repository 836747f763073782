package org.lossmith.kernel.lowering;

import org.lossmith.kernel.program.InstructionList;
import org.lossmith.kernel.program.LogarithmConstants;
import org.lossmith.kernel.program.Operation;
import org.lossmith.kernel.program.ScalarFunctions;

/**
 * Logarithms in operations that vector hardware has, by way of log((1 + s) / (1 - s)) = 2 atanh(s).
 */
final class LogarithmLowering {
    /** atanh(s) = s + s w Q(w), w = s^2, for 0 <= w <= (3/7)^2, to 3.8e-18; in double alone. */
    private static final double[] ATANH_WIDE = {
        0.3333333333333333,
        0.1999999999999983,
        0.14285714285765996,
        0.11111111104947151,
        0.09090909471660662,
        0.07692293739952454,
        0.0666699351647219,
        0.058772499805178346,
        0.0531727037464872,
        0.04372565471715304,
        0.062019073398810624,
        -0.01478209079158847,
        0.12230931842841629
    };

    private final InstructionList list;
    private final LogarithmConstants constants;
    private final ExponentialLowering exponentials;

    LogarithmLowering(InstructionList list, LogarithmConstants constants, ExponentialLowering exponentials) {
        this.list = list;
        this.constants = constants;
        this.exponentials = exponentials;
    }

    private int atanhTwice(double[] coefficients, int s) {
        return atanhTwice(coefficients, s, -1);
    }

    /** @param share what rounding left off s, as a share of it; -1 where that is not known */
    private int atanhTwice(double[] coefficients, int s, int share) {
        int w = list.multiply(s, s);
        int twice = list.add(s, s);
        int higher = list.multiply(w, Polynomial.emit(list, coefficients, w));
        return list.multiplyAdd(twice, share < 0 ? higher : list.add(higher, share), twice);
    }

    /** log(1 + u) for -1/2 <= u <= 1. */
    int log1pNear(int u) {
        return log1pNear(u, -1);
    }

    /**
     * 2 atanh(s), s = u / (2 + u), with what rounding leaves off the sum and the quotient: 1 / (2 + u) is near enough to 1/2 for that.
     *
     * @param share what rounding left off u, as a share of it; -1 where that is not known
     */
    int log1pNear(int u, int share) {
        int two = list.constant(2);
        int below = list.add(two, u);
        int s = list.divide(u, below);
        if (share < 0) {
            return atanhTwice(constants.atanh(), s);
        }
        int lost = list.subtract(u, list.subtract(below, two));
        int remainder = list.multiplyAdd(list.negate(s), below, u);
        int w = list.multiply(s, s);
        int twice = list.add(s, s);
        int higher = list.multiply(w, Polynomial.emit(list, constants.atanh(), w));
        int shares = list.add(higher, list.multiplyAdd(lost, list.constant(-0.5), share));
        return list.add(twice, list.multiplyAdd(twice, shares, remainder));
    }

    /** k log(2) + log(1 + f) for 1 + f between sqrt(1/2) and sqrt(2). */
    private int log(int k, int f) {
        int reduced = atanhTwice(constants.atanhSmall(), list.divide(f, list.add(list.constant(2), f)));
        int rest = list.multiplyAdd(k, list.constant(constants.logOfTwoRest()), reduced);
        return list.multiplyAdd(k, list.constant(constants.logOfTwo()), rest);
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
        int subnormal = list.less(x, list.constant(constants.smallestNormal()));
        int normal = list.select(subnormal, list.multiply(x, list.powerOfTwo(constants.subnormalShift())), x);
        int bias = list.select(
                subnormal,
                list.constant(constants.exponentBias() + constants.subnormalShift()),
                list.constant(constants.exponentBias()));
        int k = list.subtract(list.emit(Operation.EXPONENT, normal), bias);
        int f = list.subtract(list.emit(Operation.MANTISSA, normal), list.constant(1));
        return withLimits(log(k, f), x, 0);
    }

    /** 1 + x = 2^k (1 + f), with f from x itself: where k = 0 nothing is rounded. */
    int log1p(int x) {
        int huge = list.greater(x, list.powerOfTwo(constants.hugeShift()));
        int scaled = list.select(huge, list.multiply(x, list.powerOfTwo(-constants.hugeShift())), x);
        int one = list.select(huge, list.constant(0), list.constant(1));
        int biased = list.emit(Operation.EXPONENT, list.add(one, scaled));
        int bias = list.constant(constants.exponentBias());
        int inverse = exponentials.powerOfTwo(list.subtract(exponentials.rounder(0), list.subtract(biased, bias)));
        int f = list.multiplyAdd(inverse, scaled, list.multiplyAdd(inverse, one, list.constant(-1)));
        int unscaled = list.select(huge, list.constant(constants.exponentBias() - constants.hugeShift()), bias);
        return withLimits(log(list.subtract(biased, unscaled), f), x, -1);
    }

    /** log(1 + x) - x; from -3/5 to 3/2 it is s (2 w (1/3 + w Q(w)) - x), s = x / (2 + x), w = s^2. */
    int log1pmx(int x) {
        int s = list.divide(x, list.add(list.constant(2), x));
        int w = list.multiply(s, s);
        int twice = list.multiply(list.add(w, w), Polynomial.emit(list, ATANH_WIDE, w));
        int near = list.multiply(s, list.subtract(twice, x));
        int isNear = list.emit(Operation.AND, list.greater(x, list.constant(-0.6)), list.less(x, list.constant(1.5)));
        return list.select(isNear, near, list.subtract(log1p(x), x));
    }

    /**
     * A polynomial in x^2 near 0, |x| - log 2 + log(1 + e) with one in e = exp(-|2 x|) from there. Only the coefficients are selected,
     * so that it is computed once; e is taken from exp(-|2 x|) - 1, which tanh needs, for its relative error does not count.
     */
    int logcosh(int x) {
        int e = list.add(list.constant(1), exponentials.decayLessOne(exponentials.minusTwice(x)));
        int size = list.abs(x);
        int near = list.less(size, list.constant(LogarithmConstants.LOGCOSH_NEAR));
        double[] tail = constants.tail();
        int[] coefficients = new int[tail.length];
        for (int i = 0; i < tail.length; i++) {
            double ofSquare = i == 0 ? 0.5 : constants.logcosh()[i - 1];
            coefficients[i] = list.select(near, list.constant(ofSquare), list.constant(tail[i]));
        }
        int argument = list.select(near, list.multiply(x, x), e);
        int far = list.subtract(size, list.constant(constants.logOfTwo()));
        int base = list.select(near, list.constant(0), far);
        return list.multiplyAdd(argument, Polynomial.emit(list, coefficients, argument), base);
    }

    /** log(1 - exp(-x)) with the switch at log 2 from Maechler (2012), as {@link ScalarFunctions#log1mexp} has it. */
    int log1mexp(int x) {
        int valid = list.select(list.less(x, list.constant(0)), list.constant(Double.NaN), x);
        int negated = list.negate(valid);
        int small = log(list.negate(exponentials.decayLessOne(negated)));
        int large = log1pNear(list.negate(exponentials.decay(negated, -1)));
        int near = list.emit(Operation.LESS_OR_EQUAL, x, list.constant(constants.logOfTwo()));
        return list.select(near, small, large);
    }
}
