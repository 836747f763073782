package org.lossmith.penalty;

/** Coefficients cost nothing. */
public record NoPenalty() implements SeparablePenalty {
    @Override
    public double lambda() {
        return 0;
    }

    @Override
    public double l1() {
        return 0;
    }

    @Override
    public double l2() {
        return 0;
    }

    /** Nothing, however strong, is nothing. */
    @Override
    public NoPenalty withLambda(double changed) {
        return this;
    }

    @Override
    public String spec() {
        return "none";
    }
}
