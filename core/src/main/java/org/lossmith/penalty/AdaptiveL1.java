package org.lossmith.penalty;

import org.lossmith.InputException;

/**
 * Adaptive lasso: {@code lambda |w| / |pilot|^gamma}, with each coefficient's pilot from an earlier fit (Zou 2006). What
 * was large there is hardly shrunk, what was small is more easily set to zero. Known only once there is a pilot; then it is
 * {@link L1} with a factor for each column.
 *
 * @param lambda at least 0
 * @param gamma above 0
 */
public record AdaptiveL1(double lambda, double gamma) implements Penalty {
    public static final double USUAL_GAMMA = 1;

    public AdaptiveL1 {
        PenaltyParser.requireLambda("adaptive-l1", lambda);
        if (!(gamma > 0 && gamma < Double.POSITIVE_INFINITY)) {
            throw new InputException("adaptive-l1: gamma must be a finite number above 0, not "
                    + PenaltyParser.text(gamma) + "; 1 is a usual choice");
        }
    }

    /** The lasso that the factors belong to. */
    public L1 base() {
        return new L1(lambda);
    }

    /** The factor for a coefficient with this pilot; infinite, so that the input is left out, for 0. */
    public double factor(double pilot) {
        return Math.pow(Math.abs(pilot), -gamma);
    }

    @Override
    public AdaptiveL1 withLambda(double changed) {
        return new AdaptiveL1(changed, gamma);
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
        return "adaptive-l1:lambda=" + PenaltyParser.text(lambda) + ",gamma=" + PenaltyParser.text(gamma);
    }
}
