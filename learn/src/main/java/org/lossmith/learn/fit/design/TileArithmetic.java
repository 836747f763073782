package org.lossmith.learn.fit.design;

import java.lang.System.Logger.Level;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.data.BlockMatrix;
import org.lossmith.learn.data.Rows;

/**
 * The loops over a tile that take the time of a pass: scores, gradients and weighted Gram matrices. Each form adds up in
 * a fixed order, so the bits depend on the form alone.
 */
public interface TileArithmetic {
    /**
     * Below this many multiply-adds a Gram matrix takes a millisecond or so in plain Java, and a fit of the usual dozen passes
     * is over before loops over vectors, which are slow at first, have been compiled.
     */
    double MANY = 4e6;

    /** {@code score[i] = sum over j of parameters[first + j] columns[j][i]}. */
    default void scores(double[][] columns, double[] parameters, int first, double[] score, int rows) {
        Arrays.fill(score, 0, rows, 0);
        add(columns, columns.length, parameters, first, score, rows);
    }

    /** {@code to[i] += sum over j below count of factors[first + j] columns[j][i]}. */
    void add(double[][] columns, int count, double[] factors, int first, double[] to, int rows);

    double dot(double[] a, double[] b, int count);

    /** {@code out[at + j] += sum over i of columns[j][i] push[i]}. */
    void gradient(double[][] columns, double[] push, int rows, double[] out, int at);

    /**
     * {@code out[at + j * count + k] += sum over i of h[i] columns[j][i] columns[k][i]} for {@code k <= j < count}; the
     * other entries are anything.
     *
     * @param scratch at least four arrays as long as the columns
     */
    void gram(double[][] columns, int count, double[] h, int rows, double[][] scratch, double[] out, int at);

    /** {@code lines[at + r][k] = sum over i of left[r][i] columns[k][i]} for {@code r < high <= 4} and {@code k < count}. */
    void products(double[][] left, int high, double[][] columns, int count, int rows, double[][] lines, int at);

    /**
     * Sums over rows that stand one after the other of {@code weight[i] d} and {@code weight[i] d d}, where d is what each
     * value differs from the first row's; there are as many columns as sums.
     */
    void deviations(double[] values, int rows, double[] weight, double[] sum, double[] square);

    /** Inputs row by row where this form has loops over them and the matrix suits these; else null. */
    default @Nullable TileInputs byRows(
            BlockMatrix x, Rows rows, Standardisation standardisation, boolean intercept, int capacity) {
        return null;
    }

    /** What suits a matrix of this shape; it depends on the shape and the JVM alone. */
    static TileArithmetic of(int rows, int columns) {
        return of(rows, columns, 1);
    }

    /** The same for several scores: each pair of them has a Gram matrix. */
    static TileArithmetic of(int rows, int columns, int outputs) {
        double pairs = outputs * (outputs + 1.0) / 2;
        return rows * pairs * columns * columns >= MANY ? Vectors.BEST : new PlainArithmetic();
    }

    /** The class that names the vector module is loaded here and only here. */
    final class Vectors {
        /** The losses' property: {@code scalar} turns vectors off. */
        private static final String PROPERTY = "org.lossmith.kernel";

        static final TileArithmetic BEST = find();

        private Vectors() {}

        private static TileArithmetic find() {
            if (!"scalar".equals(System.getProperty(PROPERTY))) {
                try {
                    if (VectorArithmetic.LANES > 1) {
                        return new VectorArithmetic();
                    }
                } catch (LinkageError absent) {
                    System.getLogger("org.lossmith").log(Level.DEBUG, "fits without vectors: " + absent.getMessage());
                }
            }
            return new PlainArithmetic();
        }
    }
}
