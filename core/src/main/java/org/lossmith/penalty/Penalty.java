package org.lossmith.penalty;

/**
 * What a model pays for its coefficients, one coefficient at a time: {@code value(w) = l1 |w| + l2 w^2}. The penalised
 * objective is {@code weighted mean of the losses + sum over the coefficients of value(w)}; the intercept is never
 * penalised. Immutable.
 *
 * <p>Other tools write the same thing with other names: scikit-learn's Ridge {@code alpha} on a sum of squares is
 * {@code n l2}; its Lasso {@code alpha} on half a mean square is {@code l1} with half-squared-error; its
 * LogisticRegression {@code C} is {@code 1 / (2 n l2)} or {@code 1 / (n l1)}; glmnet's ridge {@code lambda} is {@code 2
 * l2}.
 */
public sealed interface Penalty permits NoPenalty, L1, L2, ElasticNet {
    /** The factor of the sum of absolute values; 0 if there is none. */
    double l1();

    /** The factor of the sum of squares; 0 if there is none. */
    double l2();

    /** The text that {@link #parse} reads back to an equal penalty. */
    String spec();

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

    /**
     * The proximal step: the u that minimises {@code value(u) + (u - coefficient)^2 / (2 step)}. Exactly 0.0 where
     * {@code |coefficient| <= step l1} (soft threshold).
     *
     * @throws IllegalArgumentException if the step is not positive and finite
     */
    default double prox(double coefficient, double step) {
        if (!(step > 0 && step < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a proximal step must be positive and finite, not " + step);
        }
        double excess = Math.abs(coefficient) - step * l1();
        return excess > 0 ? Math.copySign(excess / (1 + 2 * step * l2()), coefficient) : excess <= 0 ? 0.0 : excess;
    }

    /**
     * How far {@code -gradient} is from the subdifferential of the penalty at the coefficient, where {@code gradient}
     * is the derivative of the mean loss by that coefficient: 0 exactly when the coefficient is stationary.
     */
    default double subgradientDistance(double coefficient, double gradient) {
        if (coefficient != 0) {
            return Math.abs(gradient + 2 * l2() * coefficient + Math.copySign(l1(), coefficient));
        }
        return Math.max(0, Math.abs(gradient) - l1());
    }

    /** No penalty at all. */
    static Penalty none() {
        return new NoPenalty();
    }

    /**
     * Reads {@code none}, {@code l2:lambda=0.1}, {@code l1:lambda=0.1}, or {@code elastic-net:lambda=0.1,alpha=0.5}.
     *
     * @throws org.lossmith.InputException if the name, a parameter or a value is not one of these
     */
    static Penalty parse(String spec) {
        return PenaltyParser.parse(spec);
    }
}
