package org.lossmith.learn.fit.objective;

import java.util.Arrays;

/**
 * Recognises smooth convex losses made of parabolas and straight lines (huber, smooth-l1, expectile, squared hinge): their
 * second derivative takes a few values and no others. A loss taken for one by mistake costs time, not the optimum.
 */
public final class PiecewiseQuadratic {
    private static final int TRIED_TARGETS = 50;
    /** Distances on either side of the target, as powers of two of the score's unit. */
    private static final int POWERS = 60;

    private static final int MOST_PIECES = 5;

    private PiecewiseQuadratic() {}

    /**
     * Whether the loss has pieces, and more than one of them: a single parabola needs no search for the piece.
     *
     * @param unit a step that means something on the score's scale
     */
    public static boolean is(FitLoss loss, double[] targets, double unit) {
        if (!(loss instanceof ElementLoss element) || !loss.smooth() || !loss.convex() || targets.length == 0) {
            return false;
        }
        int each = 2 * POWERS;
        int count = Math.min(TRIED_TARGETS, targets.length);
        double[] target = new double[count * each];
        double[] score = new double[count * each];
        for (int i = 0; i < target.length; i++) {
            target[i] = targets[(int) ((long) (i / each) * targets.length / count)];
            int power = i % each / 2 - POWERS / 2;
            score[i] = target[i] + (i % 2 == 0 ? unit : -unit) * Math.scalb(1.0, power);
        }
        double[] hessian = new double[target.length];
        element.sumGradientHessian(score, target, null, new double[target.length], hessian, 0, target.length);
        long pieces = Arrays.stream(hessian).distinct().limit(MOST_PIECES + 1L).count();
        return pieces > 1 && pieces <= MOST_PIECES;
    }
}
