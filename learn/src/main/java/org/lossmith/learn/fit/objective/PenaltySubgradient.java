package org.lossmith.learn.fit.objective;

import org.lossmith.penalty.Bounds;

/** How far a point is from its conditions of optimality, given the loss's gradient there. */
public final class PenaltySubgradient {
    private PenaltySubgradient() {}

    /**
     * The smallest subgradient's entry j, given the loss's gradient, for a parameter that is in no group. What the bounds
     * forbid does not count.
     */
    public static double distance(ScaledPenalty penalty, int j, double parameter, double gradient) {
        Bounds bounds = penalty.bounds()[j];
        if (parameter == 0) {
            double rising = bounds.upper() > 0 ? -gradient - penalty.l1()[j] : 0;
            double falling = bounds.lower() < 0 ? gradient - penalty.l1()[j] : 0;
            return Math.max(0, Math.max(rising, falling));
        }
        double uphill =
                gradient + 2 * penalty.l2()[j] * parameter + Math.copySign(penalty.slope(j, parameter), parameter);
        boolean blocked = uphill < 0 ? parameter >= bounds.upper() : parameter <= bounds.lower();
        return blocked ? 0 : Math.abs(uphill);
    }

    /** The largest entry of the smallest subgradient; NaN if one is. */
    public static double largest(ScaledPenalty penalty, double[] parameters, double[] gradient) {
        return largest(penalty, parameters, gradient, 0, parameters.length);
    }

    /** The same of the parameters {@code from} to {@code to - 1}, of which no group has but a part. */
    public static double largest(ScaledPenalty penalty, double[] parameters, double[] gradient, int from, int to) {
        double largest = 0;
        double[] alone = gradient;
        if (!penalty.groups().isEmpty()) {
            alone = gradient.clone();
            for (GroupTerm group : penalty.groups()) {
                int first = group.members()[0];
                if (first >= from && first < to) {
                    largest = larger(largest, group.distance(parameters, gradient));
                }
                for (int j : group.members()) {
                    alone[j] = 0;
                }
            }
        }
        for (int j = from; j < to; j++) {
            largest = larger(largest, distance(penalty, j, parameters[j], alone[j]));
        }
        return largest;
    }

    /**
     * By what number the penalty would have to be multiplied for every penalised parameter at 0 to stay there, given the
     * loss's gradient with all of them at 0.
     */
    public static double holding(ScaledPenalty penalty, double[] gradient) {
        double largest = 0;
        for (int j = 0; j < gradient.length; j++) {
            Bounds bounds = penalty.bounds()[j];
            boolean free = gradient[j] > 0 ? bounds.lower() < 0 : bounds.upper() > 0;
            if (penalty.l1()[j] > 0 && free) {
                largest = larger(largest, Math.abs(gradient[j]) / penalty.l1()[j]);
            }
        }
        for (GroupTerm group : penalty.groups()) {
            largest = larger(largest, group.dualNorm(gradient) / group.weight());
        }
        return largest;
    }

    /** NaN is larger than any number. */
    private static double larger(double largest, double distance) {
        return distance <= largest ? largest : distance;
    }
}
