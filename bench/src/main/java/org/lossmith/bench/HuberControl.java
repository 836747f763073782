package org.lossmith.bench;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Huber's value sum and gradient over the Vector API, by hand: with c the error clipped to +-delta, the gradient is c and the
 * value c (e - c/2), on both sides of the kink. A control for the compiled formula, not part of the library.
 */
final class HuberControl {
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    /** Rows whose values are added as floats before they go into a double. */
    private static final int BLOCK = 1024;

    private HuberControl() {}

    static double sumGradient(double[] score, double[] target, double[] gradient, double delta, int from, int to) {
        DoubleVector high = DoubleVector.broadcast(DOUBLES, delta);
        DoubleVector low = high.neg();
        DoubleVector minusHalf = DoubleVector.broadcast(DOUBLES, -0.5);
        DoubleVector sums = DoubleVector.zero(DOUBLES);
        int lanes = DOUBLES.length();
        int end = from + (to - from) / lanes * lanes;
        for (int i = from; i < end; i += lanes) {
            DoubleVector error =
                    DoubleVector.fromArray(DOUBLES, score, i).sub(DoubleVector.fromArray(DOUBLES, target, i));
            DoubleVector clipped = error.blend(high, error.compare(VectorOperators.GT, high));
            clipped = clipped.blend(low, error.compare(VectorOperators.LT, low));
            clipped.intoArray(gradient, i);
            sums = clipped.fma(clipped.fma(minusHalf, error), sums);
        }
        return sums.reduceLanes(VectorOperators.ADD) + PlainLoops.huber(score, target, gradient, delta, end, to);
    }

    static double sumGradient(float[] score, float[] target, float[] gradient, float delta, int from, int to) {
        int lanes = FLOATS.length();
        int end = from + (to - from) / lanes * lanes;
        double sum = 0;
        for (int start = from; start < end; start += BLOCK) {
            sum += block(score, target, gradient, delta, start, Math.min(start + BLOCK, end));
        }
        return sum + PlainLoops.huber(score, target, gradient, delta, end, to);
    }

    private static double block(float[] score, float[] target, float[] gradient, float delta, int from, int to) {
        FloatVector high = FloatVector.broadcast(FLOATS, delta);
        FloatVector low = high.neg();
        FloatVector minusHalf = FloatVector.broadcast(FLOATS, -0.5f);
        FloatVector sums = FloatVector.zero(FLOATS);
        for (int i = from; i < to; i += FLOATS.length()) {
            FloatVector error = FloatVector.fromArray(FLOATS, score, i).sub(FloatVector.fromArray(FLOATS, target, i));
            FloatVector clipped = error.blend(high, error.compare(VectorOperators.GT, high));
            clipped = clipped.blend(low, error.compare(VectorOperators.LT, low));
            clipped.intoArray(gradient, i);
            sums = clipped.fma(clipped.fma(minusHalf, error), sums);
        }
        return sums.reduceLanes(VectorOperators.ADD);
    }
}
