package org.lossmith.bench;

import static jdk.incubator.vector.VectorOperators.ADD;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link BceControl} in floats. Values are added as floats over blocks of rows, and the blocks' sums as doubles. The
 * polynomials' relative errors before rounding are 1.0e-8 (exp) and 1.6e-8 (atanh); scores beyond +-87 count as +-87 in e.
 */
final class BceFloatControl {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int BLOCK = 1024;
    private static final float LOWEST = -87;
    /** Added to a number below 2^22 it leaves the nearest whole number in the lowest bits. */
    private static final float ROUNDER = 0x1.8p23f;

    private static final float LOG_OF_TWO = 0.6931471824645996f;
    private static final float LOG_OF_TWO_REST = -1.9046542121259336e-09f;
    private static final float INVERSE_LOG_OF_TWO = 1.4426950216293335f;

    private BceFloatControl() {}

    static double sumGradient(float[] score, float[] target, float[] gradient, int from, int to) {
        int lanes = S.length();
        int end = from + (to - from) / lanes * lanes;
        float[] decay = new float[BLOCK];
        double sum = 0;
        for (int start = from; start < end; start += BLOCK) {
            int stop = Math.min(start + BLOCK, end);
            decay(score, decay, start, stop);
            sum += rest(score, target, decay, gradient, start, stop);
        }
        return sum + PlainLoops.bce(score, target, gradient, end, to);
    }

    /** exp(-|z|). A straight line: a helper that C2 declines to inline would make every vector an object. */
    private static void decay(float[] score, float[] decay, int from, int to) {
        FloatVector one = FloatVector.broadcast(S, 1);
        FloatVector lowest = FloatVector.broadcast(S, LOWEST);
        FloatVector rounder = FloatVector.broadcast(S, ROUNDER);
        FloatVector inverse = FloatVector.broadcast(S, INVERSE_LOG_OF_TWO);
        FloatVector minusLog = FloatVector.broadcast(S, -LOG_OF_TWO);
        FloatVector minusRest = FloatVector.broadcast(S, -LOG_OF_TWO_REST);
        FloatVector p0 = FloatVector.broadcast(S, 0.5f);
        FloatVector p1 = FloatVector.broadcast(S, 0.16666576266288757f);
        FloatVector p2 = FloatVector.broadcast(S, 0.04166655242443085f);
        FloatVector p3 = FloatVector.broadcast(S, 0.00836323294788599f);
        FloatVector p4 = FloatVector.broadcast(S, 0.0013926250394433737f);
        for (int i = from; i < to; i += S.length()) {
            FloatVector z = FloatVector.fromArray(S, score, i);
            FloatVector x = z.abs().neg();
            x = x.blend(lowest, x.compare(LT, lowest));
            FloatVector shifted = x.fma(inverse, rounder);
            FloatVector k = shifted.sub(rounder);
            FloatVector r = k.fma(minusRest, k.fma(minusLog, x));
            FloatVector r2 = r.mul(r);
            FloatVector p = p4.fma(r2, p3.fma(r, p2)).fma(r2, p1.fma(r, p0));
            FloatVector mantissa = p.fma(r2, r).add(one);
            IntVector exponent = shifted.reinterpretAsInts().lanewise(LSHL, 23);
            FloatVector e = mantissa.reinterpretAsInts().add(exponent).reinterpretAsFloats();
            e.intoArray(decay, i - from);
        }
    }

    /** The value's sum and the gradient, from exp(-|z|). */
    private static float rest(float[] score, float[] target, float[] decay, float[] gradient, int from, int to) {
        FloatVector zero = FloatVector.zero(S);
        FloatVector one = FloatVector.broadcast(S, 1);
        FloatVector two = FloatVector.broadcast(S, 2);
        FloatVector q0 = FloatVector.broadcast(S, 0.33333319425582886f);
        FloatVector q1 = FloatVector.broadcast(S, 0.20003782212734222f);
        FloatVector q2 = FloatVector.broadcast(S, 0.14118273556232452f);
        FloatVector q3 = FloatVector.broadcast(S, 0.1342601329088211f);
        FloatVector sums = zero;
        for (int i = from; i < to; i += S.length()) {
            FloatVector z = FloatVector.fromArray(S, score, i);
            FloatVector y = FloatVector.fromArray(S, target, i);
            FloatVector e = FloatVector.fromArray(S, decay, i - from);
            FloatVector above = one.blend(e, z.compare(LT, zero));
            above.div(e.add(one)).sub(y).intoArray(gradient, i);
            FloatVector s = e.div(e.add(two));
            FloatVector w = s.mul(s);
            FloatVector q = q3.fma(w, q2).fma(w.mul(w), q1.fma(w, q0));
            FloatVector twice = s.add(s);
            FloatVector log = twice.fma(q.mul(w), twice);
            FloatVector linear = y.neg().fma(z, z.blend(zero, z.compare(LT, zero)));
            sums = sums.add(linear.add(log));
        }
        return sums.reduceLanes(ADD);
    }
}
