package org.lossmith.learn.fit;

/**
 * What counts as small in one fit, measured at the best constant.
 *
 * @param push the smallest mean |dL/dscore| that is more than nothing: a perfect fit is measured against it
 * @param loss a mean loss below this is measured against this (a gap relative to zero could never be small)
 * @param unit a step that means something on the score's scale
 * @param rounding how far scores are off by rounding alone
 */
record FitScale(double push, double loss, double unit, double rounding) {
    private static final double SMALL_PUSH = 1e-6;
    private static final double SMALL_LOSS = 1e-3;
    /** Scores and targets carry a few units in the last place. */
    private static final double ROUNDING = 1e-15;

    /** How large a gradient rounding alone makes. */
    double noise(Evaluation at) {
        int dimension = at.parameters().length;
        double curvature = 0;
        for (int j = 0; j < dimension && at.gram().length > 0; j++) {
            curvature = Math.max(curvature, at.gram()[j * dimension + j]);
        }
        return rounding * curvature;
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
