package org.lossmith.learn.fit.objective;

/**
 * A penalty on the Euclidean norm of some parameters: {@code weight |scale p|}.
 *
 * @param members the parameters, in order
 * @param weight above 0
 * @param scale of each member: what the penalty sees is the parameter times this
 */
public record GroupTerm(int[] members, double weight, double[] scale) {
    public double value(double[] parameters) {
        return weight * norm(parameters);
    }

    /** The norm that the penalty sees. */
    public double norm(double[] parameters) {
        double sum = 0;
        for (int a = 0; a < members.length; a++) {
            double entry = scale[a] * parameters[members[a]];
            sum += entry * entry;
        }
        return Math.sqrt(sum);
    }

    /** The norm of a gradient by the parameters, as seen by the penalty. */
    double dualNorm(double[] gradient) {
        double sum = 0;
        for (int a = 0; a < members.length; a++) {
            double entry = gradient[members[a]] / scale[a];
            sum += entry * entry;
        }
        return Math.sqrt(sum);
    }

    /** The Euclidean norm of the members' smallest subgradient (at 0, where scales differ, of one nearly as small). */
    public double distance(double[] parameters, double[] gradient) {
        double norm = norm(parameters);
        double dual = norm == 0 ? dualNorm(gradient) : 0;
        double left = norm == 0 && dual > weight ? 1 - weight / dual : 0;
        double sum = 0;
        for (int a = 0; a < members.length; a++) {
            int j = members[a];
            double entry = norm == 0
                    ? gradient[j] * left
                    : gradient[j] + weight * scale[a] * (scale[a] * parameters[j] / norm);
            sum += entry * entry;
        }
        // An infinite dual norm (an entry of NaN) must not pass for 0.
        return Double.isNaN(dual) ? Double.NaN : Math.sqrt(sum);
    }

    /**
     * The derivative along a direction.
     *
     * @param side of the kink at 0: 1 on leaving it, -1 on arriving
     */
    double slope(double[] parameters, double[] direction, int side) {
        double norm = norm(parameters);
        if (norm == 0) {
            return side * weight * norm(direction);
        }
        double product = 0;
        for (int a = 0; a < members.length; a++) {
            int j = members[a];
            product += scale[a] * parameters[j] / norm * (scale[a] * direction[j]);
        }
        return weight * product;
    }

    /** The share of the duality gap, as {@link GapWithinReach} explains. */
    double gap(double[] parameters, double[] gradient, double reach) {
        double norm = norm(parameters);
        double dual = dualNorm(gradient);
        double inside = dual > weight ? weight / dual : 1;
        double product = 0;
        for (int j : members) {
            product += inside * gradient[j] * parameters[j];
        }
        return Math.max(0, weight * norm + product) + Math.max(0, dual - weight) * (norm + reach);
    }
}
