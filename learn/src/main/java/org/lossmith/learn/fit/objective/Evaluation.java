package org.lossmith.learn.fit.objective;

/**
 * One pass over the rows at one point, everything divided by the sum of the weights; penalties are not in it.
 *
 * @param parameters where
 * @param loss weighted mean of the true losses
 * @param gradient of the row model by the parameters
 * @param gram weighted mean of {@code curvature x x'}, row-major with both triangles; empty if it was not asked for; a solver may
 *     put an approximation in its place
 * @param pushes weighted means of |dL/dscore|, the natural unit of the gradient: one for each score where these are of different
 *     kinds, else their sum alone
 * @param gap mean of the rows' duality gaps (smoothed models only)
 */
public record Evaluation(
        double[] parameters, double loss, double[] gradient, double[] gram, double[] pushes, double gap) {
    public Evaluation(double[] parameters, double loss, double[] gradient, double[] gram, double push, double gap) {
        this(parameters, loss, gradient, gram, new double[] {push}, gap);
    }

    /** The weighted mean of |dL/dscore|, summed over the scores. */
    public double push() {
        double sum = 0;
        for (double push : pushes) {
            sum += push;
        }
        return sum;
    }

    /** The same with another matrix of second derivatives. */
    public Evaluation withGram(double[] matrix) {
        return new Evaluation(parameters, loss, gradient, matrix, pushes, gap);
    }

    public boolean finite() {
        if (!Double.isFinite(loss) || !Double.isFinite(push())) {
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
