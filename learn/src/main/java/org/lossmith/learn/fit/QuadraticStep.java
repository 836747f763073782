package org.lossmith.learn.fit;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.TriangularSolver_DDRM;
import org.ejml.dense.row.decomposition.chol.CholeskyDecompositionInner_DDRM;
import org.jspecify.annotations.Nullable;

/**
 * The step that minimises the quadratic model {@code gradient d + d' H d / 2 + penalty(p + d)}: by Cholesky where the penalty is
 * smooth, by coordinate descent on H with soft thresholds where it is not. Where columns repeat each other H is singular; a ridge
 * in the step alone (not in the objective) then chooses the short step, so that the fit still ends at a stationary point.
 */
final class QuadraticStep {
    /** A pivot below this share of its diagonal entry means a column that the others give to 11 digits. */
    private static final double SINGULAR = 1e-11;

    private static final double FIRST_RIDGE = 1e-9;
    private static final double RIDGE_GROWTH = 100;
    private static final int MOST_SWEEPS = 2000;
    private static final double SWEEP_TOLERANCE = 1e-12;

    private final ScaledPenalty penalty;
    private final int dimension;
    private final boolean soft;
    /** The largest diagonal entry seen: what counts as no curvature at all is measured against it. */
    private double largestDiagonal;

    private double ridge;
    private boolean indefinite;

    QuadraticStep(ScaledPenalty penalty) {
        this.penalty = penalty;
        this.dimension = penalty.l1().length;
        this.soft = penalty.hasL1();
    }

    /** Whether the last step needed a ridge. */
    boolean neededRidge() {
        return ridge > 0;
    }

    /** Whether the last matrix had a clearly negative pivot. */
    boolean wasIndefinite() {
        return indefinite;
    }

    double[] direction(Evaluation at) {
        double[] matrix = at.gram().clone();
        double[] gradient = at.gradient().clone();
        double[] p = at.parameters();
        for (int j = 0; j < dimension; j++) {
            matrix[j * dimension + j] += 2 * penalty.l2()[j];
            gradient[j] += 2 * penalty.l2()[j] * p[j];
            largestDiagonal = Math.max(largestDiagonal, matrix[j * dimension + j]);
        }
        if (!(largestDiagonal > 0)) {
            largestDiagonal = 1;
        }
        double[] lower = factorise(matrix);
        if (!soft) {
            return solve(lower, dimension, gradient);
        }
        double[] step = coordinateDescent(matrix, gradient, p);
        return polish(matrix, gradient, p, step);
    }

    /** Cholesky factor of the matrix, to whose diagonal as much ridge is added as it takes. */
    private double[] factorise(double[] matrix) {
        double[] diagonal = new double[dimension];
        for (int j = 0; j < dimension; j++) {
            diagonal[j] = matrix[j * dimension + j];
        }
        ridge = 0;
        indefinite = false;
        while (true) {
            double[] lower = cholesky(matrix, dimension);
            if (lower != null && (ridge > 0 || wellConditioned(lower, diagonal))) {
                return lower;
            }
            indefinite |= lower == null && ridge > FIRST_RIDGE;
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

    static double @Nullable [] cholesky(double[] matrix, int size) {
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
    private static double[] solve(double[] lower, int size, double[] gradient) {
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

    /** Cyclic coordinate descent with soft thresholds (Friedman, Hastie and Tibshirani 2010); zeros are exact. */
    private double[] coordinateDescent(double[] matrix, double[] gradient, double[] p) {
        double[] step = new double[dimension];
        double[] slope = gradient.clone();
        for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
            double change = 0;
            double size = 0;
            for (int j = 0; j < dimension; j++) {
                double curvature = matrix[j * dimension + j];
                double moved = p[j] + step[j];
                double next = threshold(moved - slope[j] / curvature, penalty.l1()[j] / curvature);
                double delta = next - moved;
                if (delta != 0) {
                    step[j] = next - p[j];
                    int row = j * dimension;
                    for (int k = 0; k < dimension; k++) {
                        slope[k] += delta * matrix[row + k];
                    }
                    change = Math.max(change, delta * delta * curvature);
                }
                size = Math.max(size, step[j] * step[j] * curvature);
            }
            if (change <= SWEEP_TOLERANCE * size) {
                break;
            }
        }
        return step;
    }

    private static double threshold(double value, double by) {
        double excess = Math.abs(value) - by;
        return excess > 0 ? Math.copySign(excess, value) : 0.0;
    }

    /** Solves exactly for the coefficients that are not zero; kept only if no sign changes. */
    private double[] polish(double[] matrix, double[] gradient, double[] p, double[] step) {
        int[] free = new int[dimension];
        int count = 0;
        for (int j = 0; j < dimension; j++) {
            if (p[j] + step[j] != 0 || penalty.l1()[j] == 0) {
                free[count++] = j;
            }
        }
        double[] part = new double[count * count];
        double[] right = new double[count];
        for (int a = 0; a < count; a++) {
            int j = free[a];
            right[a] = gradient[j] + Math.copySign(penalty.l1()[j], p[j] + step[j]);
            for (int k = 0; k < dimension; k++) {
                // The others go to zero: their steps are fixed.
                right[a] += p[k] + step[k] == 0 && penalty.l1()[k] != 0 ? matrix[j * dimension + k] * step[k] : 0;
            }
            for (int b = 0; b < count; b++) {
                part[a * count + b] = matrix[j * dimension + free[b]];
            }
        }
        double[] lower = cholesky(part, count);
        if (lower == null) {
            return step;
        }
        double[] exact = solve(lower, count, right);
        double[] result = step.clone();
        for (int a = 0; a < count; a++) {
            int j = free[a];
            boolean same = penalty.l1()[j] == 0 || (p[j] + exact[a]) * (p[j] + step[j]) > 0;
            if (!same || !Double.isFinite(exact[a])) {
                return step;
            }
            result[j] = exact[a];
        }
        return result;
    }
}
