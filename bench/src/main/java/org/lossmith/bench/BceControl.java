package org.lossmith.bench;

import static jdk.incubator.vector.VectorOperators.ADD;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Binary cross-entropy's value sum and gradient over the Vector API, by hand. A control for the compiled formula, not part of
 * the library.
 *
 * <p>With e = exp(-|z|) the value is max(z, 0) - y z + log(1 + e) and the gradient sigmoid(z) - y, where sigmoid(z) is
 * 1 / (1 + e) or, below 0, e / (1 + e). exp(r) = 1 + r + r^2 P(r) for |r| up to log(2)/2 and log(1 + e) = 2 atanh(s),
 * s = e / (2 + e), atanh(s) = s + s w Q(w), w = s^2. The coefficients come from bench/polynomials/fit.py: relative errors 1.6e-17
 * and 5.1e-17 before rounding. Scores beyond +-708, whose e is below the normal doubles, count as +-708 in e.
 *
 * <p>Two loops over a block in the first-level cache, with e between them: the chain from a score to its value is 120 cycles
 * long, and the processor's window holds more rows of two short chains than of that long one. On an AMD EPYC (Zen 3) this
 * took 2.5 ns a row where one loop took 3.6; taking the one division in place of two made the chain longer and slower.
 */
final class BceControl {
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_PREFERRED;
    private static final int BLOCK = 512;
    private static final double LOWEST = -708;
    /** Added to a number below 2^51 it leaves the nearest whole number in the lowest bits. */
    private static final double ROUNDER = 0x1.8p52;

    private static final double LOG_OF_TWO = 0.6931471805599453;
    private static final double LOG_OF_TWO_REST = 2.3190468138462996e-17;
    private static final double INVERSE_LOG_OF_TWO = 1.4426950408889634;

    private BceControl() {}

    static double sumGradient(double[] score, double[] target, double[] gradient, int from, int to) {
        int lanes = S.length();
        int end = from + (to - from) / lanes * lanes;
        double[] decay = new double[BLOCK];
        double sum = 0;
        for (int start = from; start < end; start += BLOCK) {
            int stop = Math.min(start + BLOCK, end);
            decay(score, decay, start, stop);
            sum += rest(score, target, decay, gradient, start, stop);
        }
        return sum + PlainLoops.bce(score, target, gradient, end, to);
    }

    /** exp(-|z|). A straight line: a helper that C2 declines to inline would make every vector an object. */
    private static void decay(double[] score, double[] decay, int from, int to) {
        DoubleVector one = DoubleVector.broadcast(S, 1);
        DoubleVector lowest = DoubleVector.broadcast(S, LOWEST);
        DoubleVector rounder = DoubleVector.broadcast(S, ROUNDER);
        DoubleVector inverse = DoubleVector.broadcast(S, INVERSE_LOG_OF_TWO);
        DoubleVector minusLog = DoubleVector.broadcast(S, -LOG_OF_TWO);
        DoubleVector minusRest = DoubleVector.broadcast(S, -LOG_OF_TWO_REST);
        DoubleVector p0 = DoubleVector.broadcast(S, 0.5000000000000001);
        DoubleVector p1 = DoubleVector.broadcast(S, 0.16666666666666669);
        DoubleVector p2 = DoubleVector.broadcast(S, 0.041666666666623824);
        DoubleVector p3 = DoubleVector.broadcast(S, 0.008333333333330039);
        DoubleVector p4 = DoubleVector.broadcast(S, 0.0013888888917367081);
        DoubleVector p5 = DoubleVector.broadcast(S, 0.00019841269863171557);
        DoubleVector p6 = DoubleVector.broadcast(S, 2.4801521057868204e-05);
        DoubleVector p7 = DoubleVector.broadcast(S, 2.7557268276905696e-06);
        DoubleVector p8 = DoubleVector.broadcast(S, 2.7620201591031547e-07);
        DoubleVector p9 = DoubleVector.broadcast(S, 2.5100472505694996e-08);
        for (int i = from; i < to; i += S.length()) {
            DoubleVector z = DoubleVector.fromArray(S, score, i);
            DoubleVector x = z.abs().neg();
            x = x.blend(lowest, x.compare(LT, lowest));
            DoubleVector shifted = x.fma(inverse, rounder);
            DoubleVector k = shifted.sub(rounder);
            DoubleVector r = k.fma(minusRest, k.fma(minusLog, x));
            DoubleVector r2 = r.mul(r);
            DoubleVector r4 = r2.mul(r2);
            DoubleVector p01 = p1.fma(r, p0);
            DoubleVector p23 = p3.fma(r, p2);
            DoubleVector p45 = p5.fma(r, p4);
            DoubleVector p67 = p7.fma(r, p6);
            DoubleVector p89 = p9.fma(r, p8);
            DoubleVector p03 = p23.fma(r2, p01);
            DoubleVector p47 = p67.fma(r2, p45);
            DoubleVector p = p89.fma(r4, p47).fma(r4, p03);
            DoubleVector mantissa = p.fma(r2, r).add(one);
            LongVector exponent = shifted.reinterpretAsLongs().lanewise(LSHL, 52);
            DoubleVector e = mantissa.reinterpretAsLongs().add(exponent).reinterpretAsDoubles();
            e.intoArray(decay, i - from);
        }
    }

    /** The value's sum and the gradient, from exp(-|z|). */
    private static double rest(double[] score, double[] target, double[] decay, double[] gradient, int from, int to) {
        DoubleVector zero = DoubleVector.zero(S);
        DoubleVector one = DoubleVector.broadcast(S, 1);
        DoubleVector two = DoubleVector.broadcast(S, 2);
        DoubleVector q0 = DoubleVector.broadcast(S, 0.33333333333338855);
        DoubleVector q1 = DoubleVector.broadcast(S, 0.19999999998023213);
        DoubleVector q2 = DoubleVector.broadcast(S, 0.1428571452917563);
        DoubleVector q3 = DoubleVector.broadcast(S, 0.11111096443138774);
        DoubleVector q4 = DoubleVector.broadcast(S, 0.09091407298790836);
        DoubleVector q5 = DoubleVector.broadcast(S, 0.07682143409234964);
        DoubleVector q6 = DoubleVector.broadcast(S, 0.06793198841754435);
        DoubleVector q7 = DoubleVector.broadcast(S, 0.04951196247730076);
        DoubleVector q8 = DoubleVector.broadcast(S, 0.08870335621551956);
        DoubleVector sums = zero;
        for (int i = from; i < to; i += S.length()) {
            DoubleVector z = DoubleVector.fromArray(S, score, i);
            DoubleVector y = DoubleVector.fromArray(S, target, i);
            DoubleVector e = DoubleVector.fromArray(S, decay, i - from);
            DoubleVector above = one.blend(e, z.compare(LT, zero));
            above.div(e.add(one)).sub(y).intoArray(gradient, i);
            DoubleVector s = e.div(e.add(two));
            DoubleVector w = s.mul(s);
            DoubleVector w2 = w.mul(w);
            DoubleVector q01 = q1.fma(w, q0);
            DoubleVector q23 = q3.fma(w, q2);
            DoubleVector q45 = q5.fma(w, q4);
            DoubleVector q67 = q7.fma(w, q6);
            DoubleVector q = q8.fma(w2, q67).fma(w2, q45).fma(w2, q23).fma(w2, q01);
            DoubleVector twice = s.add(s);
            DoubleVector log = twice.fma(q.mul(w), twice);
            DoubleVector linear = y.neg().fma(z, z.blend(zero, z.compare(LT, zero)));
            sums = sums.add(linear.add(log));
        }
        return sums.reduceLanes(ADD);
    }
}
