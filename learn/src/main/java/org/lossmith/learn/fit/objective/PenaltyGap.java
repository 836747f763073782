package org.lossmith.learn.fit.objective;

/**
 * What penalty and bounds say of how far a point is from the optimum, given slopes of tangents below the loss: penalty plus
 * slopes times parameters, less the least that both come to together. The parts that stay finite are summed up; where slopes
 * exceed what a kink holds, or nothing holds a parameter, that least is infinite and said apart.
 *
 * @param sum of the finite parts
 * @param excess by what share of itself the penalty would have to grow to hold all slopes that only kinks hold
 * @param unheld sum of the sizes of the slopes that neither penalty nor bounds hold
 */
public record PenaltyGap(double sum, double excess, double unheld) {
    /** @param penalty convex */
    public static PenaltyGap of(ScaledPenalty penalty, double[] parameters, double[] slopes) {
        Sum total = new Sum();
        boolean[] grouped = new boolean[parameters.length];
        for (GroupTerm group : penalty.groups()) {
            for (int j : group.members()) {
                grouped[j] = true;
                total.sum += slopes[j] * parameters[j];
            }
            total.sum += group.value(parameters);
            total.exceeds(group.dualNorm(slopes) / group.weight() - 1);
        }
        for (int j = 0; j < parameters.length; j++) {
            boolean held = parameters[j] == 0 && Math.abs(slopes[j]) <= penalty.l1()[j];
            if (!held && !grouped[j]) {
                total.add(penalty, j, parameters[j], slopes[j]);
            }
        }
        return new PenaltyGap(total.sum, total.excess, total.unheld);
    }

    /** Infinite excess for a slope that is no number must not pass for none. */
    public boolean known() {
        return unheld == 0 && sum + excess < Double.POSITIVE_INFINITY;
    }

    private static final class Sum {
        private double sum;
        private double excess;
        private double unheld;

        private void exceeds(double share) {
            excess = share <= excess ? excess : share;
        }

        private void add(ScaledPenalty penalty, int j, double p, double slope) {
            double l1 = penalty.l1()[j];
            double l2 = penalty.l2()[j];
            double over = Math.max(0, Math.abs(slope) - l1);
            // What the bounds forbid does not count: a coefficient that may not be negative gains nothing by rising
            // slopes.
            double far = slope < 0 ? penalty.bounds()[j].upper() : -penalty.bounds()[j].lower();
            if (l1 > 0 || l2 > 0 || far < Double.POSITIVE_INFINITY) {
                sum += l1 * Math.abs(p) + l2 * p * p + slope * p;
            }
            if (l2 > 0 || far < Double.POSITIVE_INFINITY) {
                double best = l2 > 0 ? Math.min(far, over / (2 * l2)) : far;
                sum += over > 0 ? best * (over - l2 * best) : 0;
            } else if (l1 > 0) {
                exceeds(over / l1);
            } else {
                unheld += over;
            }
        }
    }
}
