package org.lossmith.penalty;

/**
 * What a model pays for its coefficients. The penalised objective is {@code weighted mean of the losses + sum over the
 * coefficients (or over groups of them) of the penalty}; the intercept is never penalised. Immutable.
 *
 * <p>Other tools write the same thing with other names: scikit-learn's Ridge {@code alpha} on a sum of squares is
 * {@code n l2}; its Lasso {@code alpha} on half a mean square is {@code l1} with half-squared-error; its
 * LogisticRegression {@code C} is {@code 1 / (2 n l2)} or {@code 1 / (n l1)}; glmnet's ridge {@code lambda} is {@code 2
 * l2}.
 */
public sealed interface Penalty permits SeparablePenalty, GroupLasso, AdaptiveL1 {
    /** The strength, at least 0; 0 costs nothing. */
    double lambda();

    /** The same penalty with another strength. */
    Penalty withLambda(double lambda);

    /** Whether it can set coefficients to exactly zero. */
    boolean givesZeros();

    /** Whether it is convex, so that with a convex loss there is one minimum and no other. */
    boolean convex();

    /** The text that {@link #parse} reads back to an equal penalty. */
    String spec();

    /** No penalty at all. */
    static Penalty none() {
        return new NoPenalty();
    }

    /**
     * Reads {@code none}, {@code l2:lambda=0.1}, {@code l1:lambda=0.1}, {@code elastic-net:lambda=0.1,alpha=0.5}, {@code
     * group-lasso:lambda=0.1}, {@code adaptive-l1:lambda=0.1,gamma=1}, {@code mcp:lambda=0.1,gamma=3} or {@code
     * scad:lambda=0.1,a=3.7}. All but lambda may be left out.
     *
     * @throws org.lossmith.InputException if the name, a parameter or a value is not one of these
     */
    static Penalty parse(String spec) {
        return PenaltyParser.parse(spec);
    }
}
