package org.lossmith.learn.evaluate;

import org.jspecify.annotations.Nullable;

/**
 * The score from which a row is called positive.
 *
 * @param logit rows whose logit is at or above it are called positive; infinite when calling none (or all) is cheapest
 * @param cost mean cost per row on the rows it was chosen on
 */
public record Threshold(double logit, double cost) {
    /**
     * The threshold with the lowest total cost; halfway between the two scores around it, so that it does not hang on one row.
     * Among equally cheap ones the highest is taken. Choose it on other rows than those it is judged on.
     */
    public static Threshold cheapest(
            double[] logit, double[] target, double @Nullable [] weight, double missed, double falseAlarm) {
        int[] order = Ranking.ascending(logit);
        double cost = 0;
        for (int row = 0; row < target.length; row++) {
            cost += Weights.at(weight, row) * target[row] * missed;
        }
        double best = cost;
        double threshold = Double.POSITIVE_INFINITY;
        for (int i = order.length - 1; i >= 0; i--) {
            int row = order[i];
            cost += Weights.at(weight, row) * (target[row] == 1 ? -missed : falseAlarm);
            boolean tieEnds = i == 0 || logit[order[i - 1]] != logit[row];
            if (tieEnds && cost < best - 1e-12 * Math.abs(best)) {
                best = cost;
                threshold = i == 0 ? Double.NEGATIVE_INFINITY : logit[row] / 2 + logit[order[i - 1]] / 2;
            }
        }
        return new Threshold(threshold, best / Weights.total(weight, target.length));
    }

    public boolean calls(double score) {
        return score >= logit;
    }

    /** The threshold as a probability, from 0 to 1. */
    public double probability() {
        return LabelMetrics.probability(logit);
    }
}
