package org.lossmith.learn.fit.piecewise;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.jspecify.annotations.Nullable;

/** As many rows as there are columns, which determine a vertex: the coefficients with which their residuals are zero. */
final class Basis {
    /** After so many exchanges the inverse is computed afresh, before rounding has piled up in it. */
    private static final int REFRESH = 25;

    private final PinballRows rows;
    private final int[] members;
    private final int p;
    private double[] inverse;
    private int exchanges;

    private Basis(PinballRows rows, int[] members, double[] inverse) {
        this.rows = rows;
        this.members = members;
        this.p = members.length;
        this.inverse = inverse;
    }

    /** Null if the rows do not determine the coefficients. */
    static @Nullable Basis of(PinballRows rows, int[] members) {
        double[] inverse = inverted(rows, members);
        return inverse == null ? null : new Basis(rows, members.clone(), inverse);
    }

    private static double @Nullable [] inverted(PinballRows rows, int[] members) {
        int p = members.length;
        double[] matrix = matrix(rows, members);
        DMatrixRMaj result = DMatrixRMaj.wrap(p, p, matrix);
        if (!CommonOps_DDRM.invert(result)) {
            return null;
        }
        for (double entry : result.data) {
            if (!Double.isFinite(entry)) {
                return null;
            }
        }
        return result.data;
    }

    private static double[] matrix(PinballRows rows, int[] members) {
        int p = members.length;
        double[] matrix = new double[p * p];
        double[] row = new double[p];
        for (int k = 0; k < p; k++) {
            System.arraycopy(rows.row(members[k], row), 0, matrix, k * p, p);
        }
        return matrix;
    }

    int size() {
        return p;
    }

    int member(int k) {
        return members[k];
    }

    int[] members() {
        return members.clone();
    }

    /** Column k of the inverse: the move of the coefficients that raises the score of member k by 1 and of no other. */
    double[] edge(int k) {
        double[] edge = new double[p];
        for (int j = 0; j < p; j++) {
            edge[j] = inverse[j * p + k];
        }
        return edge;
    }

    /** The coefficients with which the members' scores are their targets, refined once. */
    double[] vertex(double[] target) {
        double[] matrix = matrix(rows, members);
        double[] result = new double[p];
        for (int round = 0; round < 2; round++) {
            double[] left = new double[p];
            for (int k = 0; k < p; k++) {
                left[k] = target[members[k]];
                for (int j = 0; j < p; j++) {
                    left[k] -= matrix[k * p + j] * result[j];
                }
            }
            for (int j = 0; j < p; j++) {
                for (int k = 0; k < p; k++) {
                    result[j] += inverse[j * p + k] * left[k];
                }
            }
        }
        return result;
    }

    /** The members' dual variables that balance the others': {@code X_B'd = -others}. */
    double[] balancing(double[] others) {
        double[] dual = new double[p];
        for (int j = 0; j < p; j++) {
            for (int k = 0; k < p; k++) {
                dual[k] -= inverse[j * p + k] * others[j];
            }
        }
        return dual;
    }

    /** Puts another row in the place of member k; false if the new rows do not determine the coefficients. */
    boolean exchange(int k, int row) {
        members[k] = row;
        if (++exchanges >= REFRESH) {
            exchanges = 0;
            double[] fresh = inverted(rows, members);
            if (fresh != null) {
                inverse = fresh;
            }
            return fresh != null;
        }
        double[] x = rows.row(row, new double[p]);
        double[] along = new double[p];
        for (int j = 0; j < p; j++) {
            for (int m = 0; m < p; m++) {
                along[m] += x[j] * inverse[j * p + m];
            }
        }
        for (int j = 0; j < p; j++) {
            double entry = inverse[j * p + k] / along[k];
            for (int m = 0; m < p; m++) {
                inverse[j * p + m] -= along[m] * entry;
            }
            inverse[j * p + k] = entry;
        }
        return true;
    }
}
