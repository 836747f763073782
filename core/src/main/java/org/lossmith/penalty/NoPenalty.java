package org.lossmith.penalty;

/** Coefficients cost nothing. */
public record NoPenalty() implements Penalty {
    @Override
    public double l1() {
        return 0;
    }

    @Override
    public double l2() {
        return 0;
    }

    @Override
    public String spec() {
        return "none";
    }
}
