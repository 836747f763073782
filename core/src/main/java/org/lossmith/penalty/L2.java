package org.lossmith.penalty;

/**
 * Ridge: {@code lambda w^2}, without a factor 1/2 (Hoerl and Kennard 1970). Shrinks coefficients, sets none to zero.
 *
 * @param lambda at least 0
 */
public record L2(double lambda) implements SeparablePenalty {
    public L2 {
        PenaltyParser.requireLambda("l2", lambda);
    }

    @Override
    public double l1() {
        return 0;
    }

    @Override
    public double l2() {
        return lambda;
    }

    @Override
    public L2 withLambda(double changed) {
        return new L2(changed);
    }

    @Override
    public String spec() {
        return "l2:lambda=" + PenaltyParser.text(lambda);
    }
}
