package org.lossmith.penalty;

import org.lossmith.InputException;

/** A penalty whose lambda is still to be chosen. Immutable. */
public final class PenaltyFamily {
    private final Penalty unit;

    private PenaltyFamily(Penalty unit) {
        this.unit = unit;
    }

    /**
     * All penalties that differ from this one in lambda alone.
     *
     * @throws InputException for no penalty, which has no lambda
     */
    public static PenaltyFamily of(Penalty penalty) {
        if (penalty instanceof NoPenalty) {
            throw new InputException("penalty none has no lambda that could be chosen; write l1, l2 or elastic-net");
        }
        return new PenaltyFamily(penalty.withLambda(1));
    }

    /**
     * Reads {@code l1}, {@code l2}, {@code elastic-net}, {@code elastic-net:alpha=0.3}, {@code group-lasso}, {@code
     * adaptive-l1:gamma=1}, {@code mcp:gamma=3} or {@code scad:a=3.7}.
     *
     * @throws InputException if the name, a parameter or a value is not one of these, or lambda is given
     */
    public static PenaltyFamily parse(String spec) {
        return of(PenaltyParser.family(spec));
    }

    /**
     * Whether a text that names a penalty leaves its lambda to be chosen, and so is one for {@link #parse}, not for
     * {@link Penalty#parse}.
     *
     * @throws InputException if the name, a parameter or a value is not one of a penalty
     */
    public static boolean leavesLambda(String spec) {
        return PenaltyParser.leavesLambda(spec);
    }

    /** The penalty of this strength. */
    public Penalty at(double lambda) {
        return unit.withLambda(lambda);
    }

    /** Whether its penalties can set coefficients to exactly zero. */
    public boolean givesZeros() {
        return unit.givesZeros();
    }

    /** Whether its penalties are convex. */
    public boolean convex() {
        return unit.convex();
    }

    /** The text that {@link #parse} reads back to an equal family. */
    public String spec() {
        String[] parts = unit.spec().split(":lambda=1,?", 2);
        return parts[1].isEmpty() ? parts[0] : parts[0] + ":" + parts[1];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PenaltyFamily family && family.unit.equals(unit);
    }

    @Override
    public int hashCode() {
        return unit.hashCode();
    }

    @Override
    public String toString() {
        return spec();
    }
}
