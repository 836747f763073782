package org.lossmith.kernel.lowering;

import org.lossmith.kernel.program.InstructionList;

/**
 * The error function and its relatives in operations that vector hardware has. For x >= 0 exp(x^2) erfc(x) = P(t) / (1 + 2 x),
 * t = (x - c) / (x + c) (Shepherd and Laframboise, 1981, "Chebyshev approximation of (1 + 2x) exp(x^2) erfc x"); near 0 erf is
 * a polynomial of its own.
 *
 * <p>Error bounds of the polynomials are what bench/polynomials/fit.py prints: 3.3e-17 and 1.2e-17 relative, before rounding.
 */
final class ErrorFunctionLowering {
    /** The c of the class comment. */
    private static final double CENTRE = 3.5;

    /** P(t) = P(0) + t R(t) for -1 <= t <= 1: added last, the large P(0) costs one rounding. */
    private static final double ERFCX_AT_CENTRE = 1.2423492448711544;

    private static final double[] ERFCX = {
        -0.14000918013761943,
        -0.010555596332221952,
        0.09751909515326224,
        -0.11508959816001958,
        0.08798315382467885,
        -0.0488233258310565,
        0.019099330945601945,
        -0.004215019878405747,
        -0.00030226790250868746,
        0.0005643842605299897,
        -0.00012151232760165049,
        -4.2781721628905614e-05,
        2.4260839884956625e-05,
        2.3272968965569266e-06,
        -3.814933907984698e-06,
        -4.3051702801470573e-08,
        6.025096057081062e-07,
        -8.641744973204816e-09,
        -9.711971328975727e-08,
        6.778448793564802e-10,
        1.3911592311296799e-08,
        5.811094619015422e-11,
        -1.2155186967957756e-09
    };

    /** erf(x) = x + x Q(w), w = x^2, for 0 <= w <= 1. */
    private static final double[] ERF = {
        0.1283791670955126,
        -0.3761263890318375,
        0.11283791670954878,
        -0.02686617064507674,
        0.0052239776248174784,
        -0.0008548326980801447,
        0.00012055331110409494,
        -1.4925595235970651e-05,
        1.6460999970345427e-06,
        -1.6350307065234626e-07,
        1.4659736155673959e-08,
        -1.1372693191126323e-09,
        5.956905633653031e-11
    };

    /** erfc of more underflows. */
    private static final double LARGEST = 28;

    /** Beyond, t is 1. */
    private static final double FAR_OUT = 1e17;

    /** erf of more is above 1/2, where log(1 - erf) would cancel; erfcx of less is above exp(-1/2). */
    private static final double HALF = 0.47;

    private final InstructionList list;
    private final ExponentialLowering exponentials;
    private final LogarithmLowering logarithms;

    ErrorFunctionLowering(InstructionList list, ExponentialLowering exponentials, LogarithmLowering logarithms) {
        this.list = list;
        this.exponentials = exponentials;
        this.logarithms = logarithms;
    }

    int erf(int x) {
        int size = list.abs(x);
        int far = list.subtract(list.constant(1), erfcOfSize(size, -1));
        int signed = list.select(isNegative(x), list.negate(far), far);
        return list.select(list.less(size, list.constant(1)), erfNear(x), signed);
    }

    private int erfNear(int x) {
        return list.multiplyAdd(x, Polynomial.emit(list, ERF, list.multiply(x, x)), x);
    }

    /** erfc(x + rest) for |x| < 0.47; rest is -1 where there is none. */
    private int erfcNear(int x, int rest) {
        int erfc = list.subtract(list.constant(1), erfNear(x));
        return rest < 0 ? erfc : list.multiplyAdd(rest, list.constant(-2 / Math.sqrt(Math.PI)), erfc);
    }

    private int whereNear(int x, int near, int otherwise) {
        return list.select(list.less(list.abs(x), list.constant(HALF)), near, otherwise);
    }

    /** erfc(x + rest); rest is -1 where there is none. */
    int erfc(int x, int rest) {
        int signed = rest < 0 ? rest : list.select(isNegative(x), list.negate(rest), rest);
        int size = erfcOfSize(list.abs(x), signed);
        int far = list.select(isNegative(x), list.subtract(list.constant(2), size), size);
        return whereNear(x, erfcNear(x, rest), far);
    }

    /** P(t) / (1 + 2 x), and 2 exp(x^2) less it for the opposite x; exp(x^2) (1 - erf(x)) near 0. */
    int erfcx(int x) {
        int size = erfcxOfSize(list.abs(x));
        int square = list.multiply(x, x);
        int lost = list.multiplyAdd(x, x, list.negate(square));
        int exponential = exponentials.exp(square, lost);
        int opposite = list.subtract(list.multiply(list.constant(2), exponential), size);
        int far = list.select(isNegative(x), opposite, size);
        return whereNear(x, list.multiply(exponential, erfcNear(x, -1)), far);
    }

    /** log(1 - erf(x)) below 0.47, log(erfcx(x)) - x^2 from there. */
    int logerfc(int x) {
        int near = logarithms.log1pNear(list.negate(erf(x)));
        int far = list.multiplyAdd(list.negate(x), x, logarithms.log(erfcxOfSize(list.abs(x))));
        return list.select(list.less(x, list.constant(HALF)), near, far);
    }

    private int isNegative(int x) {
        return list.less(x, list.constant(0));
    }

    private int erfcxOfSize(int x) {
        int centre = list.constant(CENTRE);
        int ratio = list.divide(list.subtract(x, centre), list.add(x, centre));
        int t = list.select(list.greater(x, list.constant(FAR_OUT)), list.constant(1), ratio);
        int polynomial = list.multiplyAdd(t, Polynomial.emit(list, ERFCX, t), list.constant(ERFCX_AT_CENTRE));
        int half = list.constant(0.5);
        return list.divide(list.multiply(half, polynomial), list.add(half, x));
    }

    /** exp(-x^2) erfcx(x) for x >= 0, the square in two parts. */
    private int erfcOfSize(int size, int rest) {
        int bound = list.constant(LARGEST);
        int x = list.select(list.greater(size, bound), bound, size);
        int square = list.multiply(x, x);
        int negative = list.negate(square);
        int lost = list.negate(list.multiplyAdd(x, x, negative));
        if (rest >= 0) {
            lost = list.multiplyAdd(list.multiply(list.constant(-2), x), rest, lost);
        }
        return list.multiply(exponentials.decay(negative, lost), erfcxOfSize(x));
    }
}
