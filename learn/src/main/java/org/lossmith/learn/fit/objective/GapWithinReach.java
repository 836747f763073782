package org.lossmith.learn.fit.objective;

import org.lossmith.penalty.Bounds;

/**
 * The penalty's share of the duality gap for slopes that push with {@code -gradient}: {@code R(p) + R*(-gradient) +
 * gradient p}, for a convex penalty. Where R* would be infinite (a push that nothing balances, left over by rounding)
 * the excess is charged at the distance of a better point: the bound then holds for all parameters that are no
 * further than {@code reach} away.
 */
public final class GapWithinReach {
    private GapWithinReach() {}

    public static double of(ScaledPenalty penalty, double[] parameters, double[] gradient, double reach) {
        double sum = 0;
        double[] alone = gradient;
        if (!penalty.groups().isEmpty()) {
            alone = gradient.clone();
            for (GroupTerm group : penalty.groups()) {
                sum += group.gap(parameters, gradient, reach);
                for (int j : group.members()) {
                    alone[j] = 0;
                }
            }
        }
        double[] l1 = penalty.l1();
        for (int j = 0; j < parameters.length; j++) {
            if (parameters[j] != 0 || !(Math.abs(alone[j]) <= l1[j])) {
                sum += of(penalty, j, parameters[j], -alone[j], reach);
            }
        }
        return sum;
    }

    /**
     * The same for a penalty on single parameters, where all but some are zero and held by l1.
     *
     * @param some parameters, {@code count} of them
     */
    public static double of(
            ScaledPenalty penalty, double[] parameters, double[] gradient, int[] some, int count, double reach) {
        double sum = 0;
        for (int k = 0; k < count; k++) {
            int j = some[k];
            if (parameters[j] != 0 || !(Math.abs(gradient[j]) <= penalty.l1()[j])) {
                sum += of(penalty, j, parameters[j], -gradient[j], reach);
            }
        }
        return sum;
    }

    private static double of(ScaledPenalty penalty, int j, double parameter, double push, double reach) {
        double l1 = penalty.l1()[j];
        double l2 = penalty.l2()[j];
        Bounds bounds = penalty.bounds()[j];
        double size = Math.abs(parameter);
        double far = push > 0 ? bounds.upper() : -bounds.lower();
        double excess = Math.max(0, Math.abs(push) - l1);
        double own = l1 * size + l2 * size * size;
        if (l2 > 0 || far < Double.POSITIVE_INFINITY) {
            double best = l2 > 0 ? Math.min(far, excess / (2 * l2)) : far;
            double conjugate = excess > 0 ? best * (excess - l2 * best) : 0;
            return Math.max(0, own + conjugate - push * parameter);
        }
        if (l1 > 0) {
            double inside = Math.copySign(Math.min(Math.abs(push), l1), push);
            return Math.max(0, own - inside * parameter) + excess * (size + reach);
        }
        return excess * reach;
    }
}
