package org.lossmith.learn.fit;

/**
 * One pass over the rows at one point, everything divided by the sum of the weights; penalties are not in it.
 *
 * @param parameters where
 * @param loss weighted mean of the true losses
 * @param gradient of the row model by the parameters
 * @param gram weighted mean of {@code curvature x x'}, row-major with both triangles; empty if it was not asked for; a solver may
 *     put an approximation in its place
 * @param push weighted mean of |dL/dscore|, the natural unit of the gradient
 * @param gap mean of the rows' duality gaps (smoothed models only)
 */
record Evaluation(double[] parameters, double loss, double[] gradient, double[] gram, double push, double gap) {
    /** The same with another matrix of second derivatives. */
    Evaluation withGram(double[] matrix) {
        return new Evaluation(parameters, loss, gradient, matrix, push, gap);
    }

    boolean finite() {
        if (!Double.isFinite(loss) || !Double.isFinite(push)) {
            return false;
        }
        for (double entry : gradient) {
            if (!Double.isFinite(entry)) {
                return false;
            }
        }
        return true;
    }
}
