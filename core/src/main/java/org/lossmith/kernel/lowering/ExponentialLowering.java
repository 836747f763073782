package org.lossmith.kernel.lowering;

import org.lossmith.kernel.program.ExponentialConstants;
import org.lossmith.kernel.program.InstructionList;
import org.lossmith.kernel.program.Operation;

/**
 * Exponentials and what is made of them, in operations that vector hardware has. All begin with x = k log 2 + r, |r| <= log(2)/2,
 * and a polynomial for exp(r) - 1, so that functions of the same argument share most of their work.
 */
final class ExponentialLowering {
    /** exp(x) - 1 - x = x^2 P(x) for |x| <= 3/2, to 1.7e-17; in double alone. */
    private static final double[] EXPM1MX = {
        0.5,
        0.16666666666666666,
        0.041666666666666664,
        0.008333333333333364,
        0.0013888888888888905,
        0.00019841269841250827,
        2.4801587301577815e-05,
        2.755731922929507e-06,
        2.75573192266352e-07,
        2.5052107599487842e-08,
        2.0876756595645796e-09,
        1.6059109808082548e-10,
        1.1470778523655912e-11,
        7.644012862726442e-13,
        4.777904445711185e-14,
        2.8911289566507087e-15,
        1.6017079355750978e-16
    };

    /** From here exp(x) - 1 and x do not cancel. */
    private static final double FAR_FROM_ZERO = 1.5;

    private static final double NEAR_INVERSE = 2.06;

    private final InstructionList list;
    private final ExponentialConstants constants;

    /**
     * @param shifted k + shift as {@link Operation#SCALE} takes it
     * @param rest exp(r) - 1, which is {@code r + square higher}
     * @param rounding what rounding left off r
     */
    private record Reduced(int k, int shifted, int r, int square, int higher, int rest, int rounding) {}

    ExponentialLowering(InstructionList list, ExponentialConstants constants) {
        this.list = list;
        this.constants = constants;
    }

    /** Added to a number it rounds it to a whole k, with k + shift in the lowest bits. */
    int rounder(int shift) {
        return list.constant(constants.rounder() + shift);
    }

    /** 2^k for a k to which the rounder was added. */
    int powerOfTwo(int shifted) {
        return list.emit(Operation.SCALE, list.constant(1), shifted);
    }

    /** @param rest what rounding left off x; -1 where there is none */
    private Reduced reduce(int x, int rest, int rounder) {
        int shifted = list.multiplyAdd(x, list.constant(constants.inverseLogOfTwo()), rounder);
        int k = list.subtract(shifted, rounder);
        int coarse = list.multiplyAdd(k, list.constant(-constants.logOfTwo()), x);
        int r = list.multiplyAdd(k, list.constant(-constants.logOfTwoRest()), coarse);
        if (rest >= 0) {
            r = list.add(r, rest);
        }
        int square = list.multiply(r, r);
        int higher = Polynomial.emit(list, constants.polynomial(), r);
        int polynomial = list.multiplyAdd(square, higher, r);
        int rounding = list.multiplyAdd(k, list.constant(-constants.logOfTwoRest()), list.subtract(coarse, r));
        return new Reduced(k, shifted, r, square, higher, polynomial, rounding);
    }

    /** Where x is so large that what rounding left off it is no small number, or x is infinite, it does not count. */
    private int small(int rest) {
        return rest < 0 ? rest : list.select(list.less(list.abs(rest), list.constant(1)), rest, list.constant(0));
    }

    private int atLeast(double low, int x) {
        int bound = list.constant(low);
        return list.select(list.less(x, bound), bound, x);
    }

    private int atMost(double high, int x) {
        int bound = list.constant(high);
        return list.select(list.greater(x, bound), bound, x);
    }

    private int exponential(Reduced x) {
        return list.emit(Operation.SCALE, list.add(list.constant(1), x.rest()), x.shifted());
    }

    /** 2^(k + shift) exp(r) - 2^shift. */
    private int lessOne(Reduced x, int shift) {
        int power = powerOfTwo(x.shifted());
        return list.multiplyAdd(power, x.rest(), list.subtract(power, list.constant(Math.scalb(1.0, shift))));
    }

    private int whereLess(int x, double bound, double limit, int otherwise) {
        return list.select(list.less(x, list.constant(bound)), list.constant(limit), otherwise);
    }

    /** exp(x + rest) for x <= 0. */
    int decay(int x, int rest) {
        return decayOfDifference(x, small(rest));
    }

    /**
     * The same where x is a difference and rest its rounding error, which is small wherever x does not underflow. That a result may
     * be subnormal or 0 is settled at the end.
     */
    int decayOfDifference(int x, int rest) {
        Reduced reduced = reduce(x, rest, rounder(constants.shift()));
        int scaled = list.multiply(exponential(reduced), list.powerOfTwo(-constants.shift()));
        return whereLess(x, constants.underflow(), 0, scaled);
    }

    /**
     * What rounding left off {@link #decay}, as a share of it: what was lost in the last step of the polynomial and in adding 1, over the
     * sum. r less the rounded exp(r) - 1 is exact, for neither is more than twice the other. On the interval from sqrt(1/2) to sqrt(2) the inverse of the sum is 2.06 less the sum but for 0.061.
     */
    int decayRest(int x, int rest) {
        Reduced reduced = reduce(x, small(rest), rounder(constants.shift()));
        int one = list.constant(1);
        int sum = list.add(one, reduced.rest());
        int beyond = list.subtract(reduced.r(), list.subtract(sum, one));
        int lost = list.multiplyAdd(reduced.square(), reduced.higher(), beyond);
        int share = list.multiplyAdd(lost, list.subtract(list.constant(NEAR_INVERSE), sum), reduced.rounding());
        return whereLess(x, constants.underflow(), 0, share);
    }

    /** exp(x) - 1 for x <= 0. */
    int decayLessOne(int x) {
        return whereLess(x, constants.minusOne(), -1, lessOne(reduce(x, -1, rounder(0)), 0));
    }

    int exp(int x, int rest) {
        int negative = list.less(x, list.constant(0));
        Reduced reduced = reduce(
                atMost(constants.overflow(), atLeast(constants.underflow(), x)),
                small(rest),
                list.select(negative, rounder(constants.shift()), rounder(-constants.shift())));
        int back = list.select(negative, list.powerOfTwo(-constants.shift()), list.powerOfTwo(constants.shift()));
        return list.multiply(exponential(reduced), back);
    }

    /** factor * exp(x + rest), with 2^k in two halves so that neither overflows before the factor is in. */
    int timesExp(int factor, int x, int rest) {
        int rounder = rounder(0);
        Reduced reduced = reduce(atMost(constants.largest(), atLeast(-constants.largest(), x)), small(rest), rounder);
        int halves = list.multiplyAdd(reduced.k(), list.constant(0.5), rounder);
        int others = list.add(list.subtract(reduced.k(), list.subtract(halves, rounder)), rounder);
        int vanishing = list.less(x, list.constant(-constants.largest()));
        int power = list.select(vanishing, list.constant(0), powerOfTwo(halves));
        int first = list.multiply(list.multiplyAdd(power, reduced.rest(), power), factor);
        return list.multiply(first, powerOfTwo(others));
    }

    /** 2^k (exp(r) - 1) + (2^k - 1). */
    int expm1(int x, int rest) {
        Reduced half = reduce(atMost(constants.overflow(), atLeast(constants.minusOne(), x)), small(rest), rounder(-1));
        return list.multiply(list.constant(2), lessOne(half, -1));
    }

    int expm1mx(int x) {
        int near = list.multiply(list.multiply(x, x), Polynomial.emit(list, EXPM1MX, x));
        int isNear = list.less(list.abs(x), list.constant(FAR_FROM_ZERO));
        return list.select(isNear, near, list.subtract(expm1(x, -1), x));
    }

    /** -t / (2 + t), t = exp(-|2 x|) - 1, with the sign of x. */
    int tanh(int x) {
        int t = decayLessOne(minusTwice(x));
        int size = list.divide(list.negate(t), list.add(list.constant(2), t));
        return list.select(list.less(x, list.constant(0)), list.negate(size), size);
    }

    /** -|2 x|, written as the sigmoid of 2 x writes it. */
    int minusTwice(int x) {
        return list.negate(list.abs(list.multiply(list.constant(2), x)));
    }

    /** h + 1 / (4 h), h = exp(|x|) / 2. */
    int cosh(int x, int rest) {
        int half = halfExp(quarter(x, rest));
        return list.add(half, list.divide(list.constant(0.25), half));
    }

    /** h - 1 / (4 h); below 1 (t + t / (1 + t)) / 2 with t = exp(|x|) - 1. */
    int sinh(int x, int rest) {
        Reduced quarter = quarter(x, rest);
        int half = halfExp(quarter);
        int large = list.subtract(half, list.divide(list.constant(0.25), half));
        int t = list.multiply(list.constant(4), lessOne(quarter, -2));
        int both = list.add(t, list.divide(t, list.add(list.constant(1), t)));
        int small = list.multiply(list.constant(0.5), both);
        int size = list.select(list.less(list.abs(x), list.constant(1)), small, large);
        return list.select(list.less(x, list.constant(0)), list.negate(size), size);
    }

    /** |x|, with a quarter of its power of two. */
    private Reduced quarter(int x, int rest) {
        int negative = list.less(x, list.constant(0));
        int signed = rest < 0 ? rest : list.select(negative, list.negate(rest), rest);
        return reduce(atMost(constants.hyperbolicOverflow(), list.abs(x)), small(signed), rounder(-2));
    }

    private int halfExp(Reduced quarter) {
        return list.multiply(list.constant(2), exponential(quarter));
    }
}
