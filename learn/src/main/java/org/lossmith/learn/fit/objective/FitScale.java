package org.lossmith.learn.fit.objective;

/**
 * What counts as small in one fit, measured at the best constant.
 *
 * @param push the smallest mean |dL/dscore| that is more than nothing: a perfect fit is measured against it
 * @param loss a mean loss below this is measured against this (a gap relative to zero could never be small)
 * @param unit a step that means something on the score's scale
 * @param rounding how far scores are off by rounding alone
 */
public record FitScale(double push, double loss, double unit, double rounding) {
    private static final double SMALL_PUSH = 1e-6;
    private static final double SMALL_LOSS = 1e-3;
    /** Scores and targets carry a few units in the last place. */
    private static final double ROUNDING = 1e-15;

    /**
     * How far from optimal: the largest entry of the smallest subgradient in units of the push on its score. Scores of
     * different kinds, such as a location and the logarithm of a scale, are measured each in its own unit.
     */
    public double optimality(ScaledPenalty penalty, Evaluation at, double tolerance) {
        int scores = at.pushes().length;
        int size = at.parameters().length / scores;
        double worst = 0;
        for (int k = 0; k < scores; k++) {
            int from = k * size;
            double distance = PenaltySubgradient.largest(penalty, at.parameters(), at.gradient(), from, from + size);
            double own = Math.max(at.pushes()[k], push);
            double beyond =
                    distance <= tolerance * own ? distance : Math.max(0, distance - noise(at, from, from + size));
            double relative = beyond == 0 ? 0 : beyond / own;
            worst = relative <= worst ? worst : relative;
        }
        return worst;
    }

    /** How large a gradient rounding alone makes. */
    private double noise(Evaluation at, int from, int to) {
        int dimension = at.parameters().length;
        double curvature = 0;
        for (int j = from; j < to && at.gram().length > 0; j++) {
            curvature = Math.max(curvature, at.gram()[j * dimension + j]);
        }
        return rounding * curvature;
    }

    /** Of a loss of several scores, whose own unit is 1. */
    static FitScale ofScores(Evaluation reference) {
        return new FitScale(
                SMALL_PUSH * reference.push(), SMALL_LOSS * Math.max(1, Math.abs(reference.loss())), 1, ROUNDING);
    }

    static FitScale of(ElementLoss loss, Objective sample, Evaluation reference) {
        ConstantScore rows = new ConstantScore(
                loss,
                sample.design().targets().values(),
                sample.design().targets().weights());
        double unit = rows.unit();
        double lipschitz = loss.properties().lipschitz();
        double slope = Double.isFinite(lipschitz) ? lipschitz : reference.push();
        return new FitScale(
                SMALL_PUSH * reference.push(),
                SMALL_LOSS * Math.max(Math.abs(reference.loss()), slope * unit),
                unit,
                ROUNDING * rows.size());
    }
}
