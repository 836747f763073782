package org.lossmith.penalty;

/**
 * Lasso: {@code lambda |w|} (Tibshirani 1996). Sets coefficients to exactly zero.
 *
 * @param lambda at least 0
 */
public record L1(double lambda) implements SeparablePenalty {
    public L1 {
        PenaltyParser.requireLambda("l1", lambda);
    }

    @Override
    public double l1() {
        return lambda;
    }

    @Override
    public double l2() {
        return 0;
    }

    @Override
    public L1 withLambda(double changed) {
        return new L1(changed);
    }

    @Override
    public String spec() {
        return "l1:lambda=" + PenaltyParser.text(lambda);
    }
}
