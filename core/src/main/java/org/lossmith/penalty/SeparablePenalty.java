package org.lossmith.penalty;

/**
 * A penalty that is a sum over coefficients, each paid for alone: near 0 it is {@code l1 |w| + l2 w^2}. Every one is
 * even, 0 at 0, and never falls as the coefficient grows.
 */
public sealed interface SeparablePenalty extends Penalty permits NoPenalty, L1, L2, ElasticNet, FoldedConcave {
    /** The slope on leaving 0: what the gradient at 0 has to exceed to move a coefficient. 0 if there is none. */
    double l1();

    /** The factor of the square; 0 if there is none. */
    double l2();

    @Override
    SeparablePenalty withLambda(double lambda);

    @Override
    default boolean givesZeros() {
        return l1() > 0;
    }

    @Override
    default boolean convex() {
        return true;
    }

    /** The cost of one coefficient. */
    default double value(double coefficient) {
        return l1() * Math.abs(coefficient) + l2() * coefficient * coefficient;
    }

    /** The cost of all coefficients: the sum of their values. */
    default double value(double[] coefficients) {
        double sum = 0;
        for (double coefficient : coefficients) {
            sum += value(coefficient);
        }
        return sum;
    }

    /** The derivative by the coefficient's size; at size 0, on leaving it. */
    default double slope(double size) {
        return l1() + 2 * l2() * size;
    }

    /** The proximal step without bounds. */
    default double prox(double coefficient, double step) {
        return prox(coefficient, step, Bounds.NONE);
    }

    /**
     * The proximal step: the u within the bounds that minimises {@code value(u) + (u - coefficient)^2 / (2 step)}; where
     * several do, the smallest. Zeros are exactly 0.0.
     *
     * @throws IllegalArgumentException if the step is not positive and finite
     */
    default double prox(double coefficient, double step, Bounds bounds) {
        requireStep(step);
        double excess = Math.abs(coefficient) - step * l1();
        if (excess > 0) {
            return bounds.clip(Math.copySign(excess / (1 + 2 * step * l2()), coefficient));
        }
        return excess <= 0 ? 0.0 : excess;
    }

    /** The distance without bounds. */
    default double subgradientDistance(double coefficient, double gradient) {
        return subgradientDistance(coefficient, gradient, Bounds.NONE);
    }

    /**
     * How far {@code -gradient} is from the subdifferential of penalty and bounds at the coefficient, where {@code
     * gradient} is the derivative of the mean loss by that coefficient: 0 exactly when the coefficient is stationary.
     *
     * @param coefficient within the bounds
     */
    default double subgradientDistance(double coefficient, double gradient, Bounds bounds) {
        if (coefficient == 0) {
            double rising = bounds.upper() > 0 ? -gradient - l1() : 0;
            double falling = bounds.lower() < 0 ? gradient - l1() : 0;
            return Math.max(0, Math.max(rising, falling));
        }
        double uphill = gradient + Math.copySign(slope(Math.abs(coefficient)), coefficient);
        boolean blocked = uphill < 0 ? coefficient >= bounds.upper() : coefficient <= bounds.lower();
        return blocked ? 0 : Math.abs(uphill);
    }

    /** @throws IllegalArgumentException if the step is not positive and finite */
    static void requireStep(double step) {
        if (!(step > 0 && step < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a proximal step must be positive and finite, not " + step);
        }
    }
}
