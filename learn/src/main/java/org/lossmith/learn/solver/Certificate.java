package org.lossmith.learn.solver;

/**
 * The measured evidence that a fit is optimal (or, for a loss that is not convex, stationary).
 *
 * @param kind what was measured
 * @param value the measured figure
 * @param tolerance the figure that had to be reached
 * @param gap no coefficients whatever can lower the objective by more than this fraction of it; NaN where no such bound
 *     is known (without a penalty, or for a loss that is not convex)
 */
public record Certificate(Kind kind, double value, double tolerance, double gap) {
    /** What a certificate measures. */
    public enum Kind {
        /**
         * The largest entry of the objective's gradient by the coefficients of standardised columns (and the
         * intercept), divided by the weighted mean of |dL/dscore|: the worst remaining correlation of a column with the
         * push on the scores.
         */
        GRADIENT_NORM("gradient-norm"),
        /** The same with the smallest subgradient in place of the gradient, for penalties with exact zeros. */
        SUBGRADIENT("subgradient"),
        /**
         * (objective - lower bound) / objective, with the lower bound from Fenchel duality: no coefficients whatever
         * can lower the objective by more than this fraction.
         */
        DUALITY_GAP("duality-gap");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        /** The name in JSON and tables. */
        public String text() {
            return text;
        }
    }

    /** Whether the figure is a number and reached the tolerance. */
    public boolean holds() {
        return value <= tolerance;
    }
}
