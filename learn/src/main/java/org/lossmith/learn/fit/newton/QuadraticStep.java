package org.lossmith.learn.fit.newton;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.TriangularSolver_DDRM;
import org.ejml.dense.row.decomposition.chol.CholeskyDecompositionInner_DDRM;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.fit.objective.Evaluation;
import org.lossmith.learn.fit.objective.ScaledPenalty;

/**
 * The step that minimises the quadratic model {@code gradient d + d' H d / 2 + penalty(p + d)}: by Cholesky where the
 * penalty is smooth, by {@link LassoQuadratic} where it has kinks or bounds, by {@link GroupQuadratic} where it holds
 * parameters in groups. A folded concave penalty is replaced by the lasso that touches it at p (local linear approximation,
 * Zou and Li 2008), with its second derivative added where the model stays convex. Where columns repeat each other H is singular; a ridge
 * in the step alone (not in the objective) then chooses the short step, so that the fit still ends at a stationary
 * point.
 */
public final class QuadraticStep {
    /** A pivot below this share of its diagonal entry means a column that the others give to 11 digits. */
    private static final double SINGULAR = 1e-11;

    private static final double FIRST_RIDGE = 1e-9;
    private static final double RIDGE_GROWTH = 100;

    private final ScaledPenalty penalty;
    private final int dimension;
    private final boolean smooth;
    /** The largest diagonal entry seen: what counts as no curvature at all is measured against it. */
    private double largestDiagonal;

    private double ridge;

    public QuadraticStep(ScaledPenalty penalty) {
        this.penalty = penalty;
        this.dimension = penalty.l1().length;
        this.smooth = !penalty.hasL1() && !penalty.bounded();
    }

    /** Whether the last step needed a ridge. */
    public boolean neededRidge() {
        return ridge > 0;
    }

    /** Whether the matrix at this point is positive definite as it is. */
    boolean positive(Evaluation at) {
        double[] matrix = matrix(at);
        double[] lower = cholesky(matrix, dimension);
        return lower != null && wellConditioned(lower, diagonal(matrix));
    }

    /**
     * @param longest the length that a step along one parameter alone may have: less curvature than that needs is
     *     raised
     * @param carried whether the matrix is the last step's, corrected: then it is as far from singular as that one was
     */
    public double[] direction(Evaluation at, double longest, boolean carried) {
        double[] matrix = matrix(at);
        double[] gradient = at.gradient().clone();
        double[] p = at.parameters();
        for (int j = 0; j < dimension; j++) {
            gradient[j] += 2 * penalty.l2()[j] * p[j];
            double floor = Math.abs(gradient[j]) / longest;
            matrix[j * dimension + j] = Math.max(matrix[j * dimension + j], floor);
            largestDiagonal = Math.max(largestDiagonal, matrix[j * dimension + j]);
        }
        if (!(largestDiagonal > 0)) {
            largestDiagonal = 1;
        }
        if (smooth) {
            return solve(factorise(matrix), dimension, gradient);
        }
        if (!carried || ridge > 0) {
            factorise(matrix);
        }
        return soft(penalty.isConvex() ? matrix : bent(matrix, p), gradient, p);
    }

    /** The matrix with the folded concave penalty's second derivative where that leaves it positive definite. */
    private double[] bent(double[] matrix, double[] p) {
        double[] bent = matrix.clone();
        for (int j = 0; j < dimension; j++) {
            bent[j * dimension + j] += penalty.foldedCurvature(j, p[j]);
        }
        double[] lower = cholesky(bent, dimension);
        return lower != null && wellConditioned(lower, diagonal(matrix)) ? bent : matrix;
    }

    /** The model in terms of the next point, so that its zeros are exact. */
    private double[] soft(double[] matrix, double[] gradient, double[] p) {
        double[] linear = gradient.clone();
        for (int j = 0; j < dimension; j++) {
            for (int k = 0; k < dimension; k++) {
                linear[j] -= matrix[j * dimension + k] * p[k];
            }
        }
        double[] step = penalty.isSeparable()
                ? new LassoQuadratic(matrix, linear, penalty.tangent(p), penalty.bounds(), p).solve()
                : new GroupQuadratic(matrix, linear, penalty.groups(), p).solve();
        for (int j = 0; j < dimension; j++) {
            step[j] -= p[j];
        }
        return step;
    }

    private double[] matrix(Evaluation at) {
        double[] matrix = at.gram().clone();
        for (int j = 0; j < dimension; j++) {
            matrix[j * dimension + j] += 2 * penalty.l2()[j];
        }
        return matrix;
    }

    private double[] diagonal(double[] matrix) {
        double[] diagonal = new double[dimension];
        for (int j = 0; j < dimension; j++) {
            diagonal[j] = matrix[j * dimension + j];
        }
        return diagonal;
    }

    /** Cholesky factor of the matrix, to whose diagonal as much ridge is added as it takes. */
    private double[] factorise(double[] matrix) {
        double[] diagonal = diagonal(matrix);
        ridge = 0;
        while (true) {
            double[] lower = cholesky(matrix, dimension);
            if (lower != null && (ridge > 0 || wellConditioned(lower, diagonal))) {
                return lower;
            }
            ridge = ridge == 0 ? FIRST_RIDGE : ridge * RIDGE_GROWTH;
            for (int j = 0; j < dimension; j++) {
                double floor = Math.max(Math.abs(diagonal[j]), 1e-6 * largestDiagonal);
                matrix[j * dimension + j] = diagonal[j] + ridge * floor;
            }
        }
    }

    private boolean wellConditioned(double[] lower, double[] diagonal) {
        for (int j = 0; j < dimension; j++) {
            double pivot = lower[j * dimension + j];
            if (!(pivot * pivot > SINGULAR * diagonal[j]) || diagonal[j] < SINGULAR * largestDiagonal) {
                return false;
            }
        }
        return true;
    }

    public static double @Nullable [] cholesky(double[] matrix, int size) {
        DMatrixRMaj copy = new DMatrixRMaj(size, size);
        System.arraycopy(matrix, 0, copy.data, 0, size * size);
        CholeskyDecompositionInner_DDRM decomposition = new CholeskyDecompositionInner_DDRM(true);
        if (size == 0) {
            return new double[0];
        }
        if (!decomposition.decompose(copy)) {
            return null;
        }
        double[] lower = decomposition.getT(null).data;
        for (int j = 0; j < size; j++) {
            if (!(lower[j * size + j] > 0) || lower[j * size + j] == Double.POSITIVE_INFINITY) {
                return null;
            }
        }
        return lower;
    }

    /** The solution of (L L') d = -gradient. */
    public static double[] solve(double[] lower, int size, double[] gradient) {
        double[] d = new double[size];
        for (int j = 0; j < size; j++) {
            d[j] = -gradient[j];
        }
        if (size > 0) {
            TriangularSolver_DDRM.solveL(lower, d, size);
            TriangularSolver_DDRM.solveTranL(lower, d, size);
        }
        return d;
    }
}
