package org.lossmith.learn.fit.newton;

import org.lossmith.learn.fit.design.Design;
import org.lossmith.learn.fit.objective.Evaluation;
import org.lossmith.learn.fit.objective.RowModel;

/**
 * Decides when a new matrix of second derivatives pays, and carries the present one on where it does not. With many
 * columns a pass with a Gram matrix costs two passes without: as long as steps shrink the gradient fast, the matrix of
 * an earlier point or of a sample is corrected with the change of gradient that each step shows (BFGS; Nocedal and
 * Wright 2006, 6.1), which keeps it positive definite.
 */
final class CarriedHessian {
    /** With fewer columns a Gram matrix adds less to a pass than the better step saves. */
    private static final int FEW_COLUMNS = 16;
    /** With an exact matrix a step leaves hardly anything: two steps that leave this much cost more than one such pass. */
    private static final double CONTRACTING = 0.2;
    /** With fewer rows for each column solving for the step takes longer than a pass: better steps pay. */
    private static final int MANY_ROWS = 20;
    /** Below this share of |step| |change| the change of gradient is rounding. */
    private static final double NOTICEABLE = 1e-12;

    private final boolean constant;
    private final boolean carries;

    /** A model that is not the exact one of a convex loss needs its curvature measured at every point. */
    CarriedHessian(Design design, RowModel model) {
        int dimension = design.dimension();
        this.constant = model.quadratic();
        boolean pays = dimension > FEW_COLUMNS && design.size() >= (long) MANY_ROWS * dimension;
        this.carries = pays && model.exact() && model.convex();
    }

    /** Whether a matrix that is not the exact one may serve. */
    boolean carries() {
        return carries && !constant;
    }

    /**
     * Whether the next point should get a matrix of its own.
     *
     * @param contraction the share of the gradient that the last step left
     */
    boolean measures(double contraction) {
        return !constant && !(carries && contraction < CONTRACTING);
    }

    /** The evaluation there with the matrix from here, corrected. */
    Evaluation carry(Evaluation from, Evaluation to) {
        if (constant) {
            return to.withGram(from.gram());
        }
        int size = from.parameters().length;
        double[] step = new double[size];
        double[] change = new double[size];
        for (int j = 0; j < size; j++) {
            step[j] = to.parameters()[j] - from.parameters()[j];
            change[j] = to.gradient()[j] - from.gradient()[j];
        }
        double[] matrix = from.gram().clone();
        double[] image = new double[size];
        for (int j = 0; j < size; j++) {
            for (int k = 0; k < size; k++) {
                image[j] += matrix[j * size + k] * step[k];
            }
        }
        double expected = ProximalNewton.dot(step, image);
        double found = ProximalNewton.dot(step, change);
        double lengths = Math.sqrt(ProximalNewton.dot(step, step) * ProximalNewton.dot(change, change));
        if (expected > 0 && found > NOTICEABLE * lengths) {
            for (int j = 0; j < size; j++) {
                for (int k = 0; k < size; k++) {
                    matrix[j * size + k] += change[j] * change[k] / found - image[j] * image[k] / expected;
                }
            }
        }
        return to.withGram(matrix);
    }
}
