package org.lossmith.learn.fit.newton;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * One group's part of a quadratic: minimises {@code linear x + x' A x / 2 + weight |x|} exactly. With A's eigenvalues e and
 * linear turned to c along its eigenvectors, the solution's norm r solves {@code |c / (e r + weight)| = 1}, one equation in
 * one unknown.
 */
public final class GroupBlock {
    /** Newton's steps rise to the root and double its digits each time; this many are never needed. */
    private static final int MOST_STEPS = 100;

    private final int size;
    private final double weight;
    private final double[] eigenvalue;
    /** Row by row. */
    private final double[][] eigenvector;

    /** @param matrix A, row-major, positive definite */
    public GroupBlock(double[] matrix, int size, double weight) {
        this.size = size;
        this.weight = weight;
        this.eigenvalue = new double[size];
        this.eigenvector = new double[size][];
        if (size == 1) {
            eigenvalue[0] = matrix[0];
            eigenvector[0] = new double[] {1};
            return;
        }
        EigenDecomposition_F64<DMatrixRMaj> decomposition = DecompositionFactory_DDRM.eig(size, true, true);
        if (!decomposition.decompose(new DMatrixRMaj(size, size, true, matrix.clone()))) {
            throw new IllegalArgumentException("a group's matrix has entries that are not finite");
        }
        for (int a = 0; a < size; a++) {
            // Rounding can make a tiny eigenvalue negative.
            eigenvalue[a] = Math.max(decomposition.getEigenvalue(a).getReal(), Double.MIN_NORMAL);
            eigenvector[a] = decomposition.getEigenVector(a).data.clone();
        }
    }

    /** The solution; all its entries are exactly 0.0 where the weight holds the group. */
    public double[] solve(double[] linear) {
        double[] turned = new double[size];
        for (int a = 0; a < size; a++) {
            turned[a] = ProximalNewton.dot(eigenvector[a], linear);
        }
        double[] x = new double[size];
        double pull = Math.sqrt(ProximalNewton.dot(linear, linear));
        if (!(pull > weight)) {
            return x;
        }
        double norm = weight == 0 ? Double.POSITIVE_INFINITY : norm(turned);
        for (int a = 0; a < size && norm > 0; a++) {
            double along = -turned[a] / (eigenvalue[a] + weight / norm);
            for (int j = 0; j < size; j++) {
                x[j] += along * eigenvector[a][j];
            }
        }
        return x;
    }

    /**
     * The root of {@code 1 / |c / (e r + weight)| - 1}, which is concave and rises with r: from 0 Newton's steps never pass
     * it.
     */
    private double norm(double[] turned) {
        double r = 0;
        for (int step = 0; step < MOST_STEPS; step++) {
            double sum = 0;
            double slope = 0;
            for (int a = 0; a < size; a++) {
                double below = eigenvalue[a] * r + weight;
                double share = turned[a] / below;
                sum += share * share;
                slope += share * share * eigenvalue[a] / below;
            }
            double next = r + (Math.sqrt(sum) - 1) * sum / slope;
            if (!(next > r)) {
                return r;
            }
            r = next;
        }
        return r;
    }
}
