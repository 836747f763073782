package org.lossmith.penalty;

/**
 * Group lasso: {@code lambda sqrt(size) |w|_2} for the coefficients w of each group (Yuan and Lin 2006). A group is set
 * to exactly zero as a whole or not at all: a category's levels come and go together. A group of one is a lasso.
 *
 * @param lambda at least 0
 */
public record GroupLasso(double lambda) implements Penalty {
    public GroupLasso {
        PenaltyParser.requireLambda("group-lasso", lambda);
    }

    /** What the Euclidean norm of a group of so many coefficients costs. */
    public double weight(int size) {
        return lambda * Math.sqrt(size);
    }

    /** The cost of the coefficients of one group. */
    public double value(double[] group) {
        return weight(group.length) * norm(group);
    }

    /**
     * The proximal step of one group: the u that minimises {@code value(u) + |u - group|^2 / (2 step)}. Exactly 0.0 where
     * the group's norm is at most {@code step weight(size)}.
     *
     * @throws IllegalArgumentException if the step is not positive and finite
     */
    public double[] prox(double[] group, double step) {
        SeparablePenalty.requireStep(step);
        double norm = norm(group);
        double threshold = step * weight(group.length);
        double[] result = new double[group.length];
        for (int j = 0; j < group.length && !(norm <= threshold); j++) {
            result[j] = group[j] == 0 ? 0.0 : group[j] * (1 - threshold / norm);
        }
        return result;
    }

    /**
     * How far {@code -gradient} is, in the Euclidean norm, from the subdifferential at one group: 0 exactly when the
     * group is stationary.
     */
    public double subgradientDistance(double[] group, double[] gradient) {
        double norm = norm(group);
        if (norm == 0) {
            return Math.max(0, norm(gradient) - weight(group.length));
        }
        double[] uphill = new double[group.length];
        for (int j = 0; j < group.length; j++) {
            uphill[j] = gradient[j] + weight(group.length) * (group[j] / norm);
        }
        return norm(uphill);
    }

    /** The Euclidean norm, scaled so that no square overflows or vanishes. */
    private static double norm(double[] vector) {
        double largest = 0;
        for (double entry : vector) {
            // NaN stays.
            largest = Math.max(largest, Math.abs(entry));
        }
        if (!(largest > 0 && largest < Double.POSITIVE_INFINITY)) {
            return largest;
        }
        double sum = 0;
        for (double entry : vector) {
            sum += entry / largest * (entry / largest);
        }
        return largest * Math.sqrt(sum);
    }

    @Override
    public GroupLasso withLambda(double changed) {
        return new GroupLasso(changed);
    }

    @Override
    public boolean givesZeros() {
        return lambda > 0;
    }

    @Override
    public boolean convex() {
        return true;
    }

    @Override
    public String spec() {
        return "group-lasso:lambda=" + PenaltyParser.text(lambda);
    }
}
