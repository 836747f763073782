package org.lossmith.learn.fit.objective;

import org.lossmith.learn.fit.design.Design;
import org.lossmith.loss.Link;

/** A mean loss below which no scores get. */
public final class LossFloor {
    /** Where sigmoids and exponentials have come within rounding of their limits. */
    private static final double LIMIT = 40;
    /** It holds for scores that are no further than this from where the loss is least. */
    private static final double REACH = 1e6;

    private static final int BLOCK = 1024;

    private LossFloor() {}

    /** The mean over the rows of the least that each one's tangent at its best score comes to. */
    public static double of(ElementLoss loss, Design design) {
        double[] target = new double[BLOCK];
        double[] weight = new double[BLOCK];
        double[] score = new double[BLOCK];
        double[] slope = new double[BLOCK];
        double sum = 0;
        for (int from = 0; from < design.size(); from += BLOCK) {
            int count = Math.min(BLOCK, design.size() - from);
            design.targets().copy(from, count, target, weight);
            for (int i = 0; i < count; i++) {
                score[i] = least(loss.link(), target[i]);
            }
            sum += loss.sumGradient(score, target, weight, slope, 0, count);
            for (int i = 0; i < count; i++) {
                sum -= REACH * Math.abs(slope[i]);
            }
        }
        return sum / design.standardisation().weightSum();
    }

    /** Where the loss of a row is least, going by the link; where it is not, its slope there lowers the floor. */
    private static double least(Link link, double target) {
        return switch (link) {
            case IDENTITY -> target;
            case LOGIT -> bounded(Math.log(target) - Math.log1p(-target));
            case LOG -> bounded(Math.log(target));
            case SIGN -> LIMIT * target;
        };
    }

    private static double bounded(double score) {
        return Math.max(-LIMIT, Math.min(LIMIT, score));
    }
}
