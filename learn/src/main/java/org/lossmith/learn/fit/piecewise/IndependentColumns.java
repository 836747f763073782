package org.lossmith.learn.fit.piecewise;

import java.util.Arrays;
import org.lossmith.learn.fit.newton.ProximalNewton;
import org.lossmith.learn.fit.newton.QuadraticStep;

/**
 * Columns of which none is a combination of those before it, found by the pivots of a Gram matrix, and what the others
 * are in terms of them.
 */
final class IndependentColumns {
    /** A column of which less is left squared is given by the others to six digits: as far as a Gram matrix can tell. */
    private static final double REPEATED = 1e-12;

    private final int size;
    private final double[] gram;
    private final int[] kept;
    private final int[] dropped;
    private final double[] lower;

    /** @param gram its lower triangle, row-major, from an offset */
    IndependentColumns(double[] gram, int offset, int size) {
        this.size = size;
        this.gram = Arrays.copyOfRange(gram, offset, offset + size * size);
        int[] found = new int[size];
        int[] others = new int[size];
        double[] factor = new double[size * size];
        int count = 0;
        for (int j = 0; j < size; j++) {
            double pivot = entry(j, j);
            for (int k = 0; k < count; k++) {
                double sum = entry(j, found[k]);
                for (int m = 0; m < k; m++) {
                    sum -= factor[count * size + m] * factor[k * size + m];
                }
                double value = sum / factor[k * size + k];
                factor[count * size + k] = value;
                pivot -= value * value;
            }
            if (pivot > REPEATED * entry(j, j)) {
                factor[count * size + count] = Math.sqrt(pivot);
                found[count++] = j;
            } else {
                others[j - count] = j;
            }
        }
        this.kept = Arrays.copyOf(found, count);
        this.dropped = Arrays.copyOf(others, size - count);
        this.lower = compact(factor, count);
    }

    private double[] compact(double[] factor, int count) {
        double[] result = new double[count * count];
        for (int k = 0; k < count; k++) {
            System.arraycopy(factor, k * size, result, k * count, k + 1);
        }
        return result;
    }

    private double entry(int j, int k) {
        return j >= k ? gram[j * size + k] : gram[k * size + j];
    }

    boolean all() {
        return dropped.length == 0;
    }

    int[] kept() {
        return kept.clone();
    }

    /** The entries of the kept columns. */
    double[] select(double[] full) {
        return Arrays.stream(kept).mapToDouble(j -> full[j]).toArray();
    }

    /** Solves the kept columns' normal equations. */
    double[] solve(double[] right) {
        double[] result = QuadraticStep.solve(lower, kept.length, right);
        for (int k = 0; k < result.length; k++) {
            result[k] = -result[k];
        }
        return result;
    }

    /** The shortest of the coefficients that give the same scores as these, which belong to the kept columns alone. */
    double[] spread(double[] coefficients) {
        double[] result = new double[size];
        for (int k = 0; k < kept.length; k++) {
            result[kept[k]] = coefficients[k];
        }
        int count = dropped.length;
        if (count == 0) {
            return result;
        }
        double[][] nullVectors = new double[count][];
        for (int d = 0; d < count; d++) {
            nullVectors[d] = nullVector(dropped[d]);
        }
        double[] products = new double[count * count];
        double[] along = new double[count];
        for (int d = 0; d < count; d++) {
            along[d] = ProximalNewton.dot(nullVectors[d], result);
            for (int e = 0; e < count; e++) {
                products[d * count + e] = ProximalNewton.dot(nullVectors[d], nullVectors[e]);
            }
        }
        double[] factor = QuadraticStep.cholesky(products, count);
        if (factor == null) {
            return result;
        }
        double[] by = QuadraticStep.solve(factor, count, along);
        for (int d = 0; d < count; d++) {
            for (int j = 0; j < size; j++) {
                result[j] += by[d] * nullVectors[d][j];
            }
        }
        return result;
    }

    /** Coefficients that give no score: one dropped column less what the kept ones make of it. */
    private double[] nullVector(int column) {
        double[] right = new double[kept.length];
        for (int k = 0; k < kept.length; k++) {
            right[k] = entry(column, kept[k]);
        }
        double[] share = solve(right);
        double[] vector = new double[size];
        vector[column] = 1;
        for (int k = 0; k < kept.length; k++) {
            vector[kept[k]] = -share[k];
        }
        return vector;
    }
}
