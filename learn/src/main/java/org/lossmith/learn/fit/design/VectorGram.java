package org.lossmith.learn.fit.design;

import jdk.incubator.vector.DoubleVector;

/**
 * {@link GramKernel} by vectors: four rows by two columns of the result are held in eight registers while the tile's
 * rows stream by, so eight fused multiply-adds share six loads. Larger pieces (4 x 3, 6 x 2) were slower: sixteen
 * registers are not enough for them. The methods are short: past C2's limits vectors would be boxed.
 */
final class VectorGram {
    private static final int ROWS = 4;
    private static final int COLUMNS = 2;

    private VectorGram() {}

    /** As {@link TileArithmetic#gram}. */
    static void add(double[][] columns, int count, double[] h, int rows, double[][] scratch, double[] out, int at) {
        double[] sums = new double[ROWS * COLUMNS * VectorArithmetic.LANES];
        for (int j = 0; j < count; j += ROWS) {
            int high = Math.min(ROWS, count - j);
            for (int r = 0; r < high; r++) {
                multiply(columns[j + r], h, scratch[r], rows);
            }
            for (int k = 0; k < j + high; k += COLUMNS) {
                // A column past the end is computed and not used.
                fourByTwo(scratch, columns[k], columns[Math.min(k + 1, count - 1)], rows, sums);
                for (int r = 0; r < high; r++) {
                    int first = at + (j + r) * count + k;
                    for (int c = 0; c < COLUMNS && k + c <= j + r; c++) {
                        out[first + c] += laneSum(sums, r * COLUMNS + c) + tail(scratch[r], columns[k + c], rows);
                    }
                }
            }
        }
    }

    /** As {@link TileArithmetic#products}. */
    static void products(double[][] left, int high, double[][] columns, int count, int rows, double[][] lines, int at) {
        double[] sums = new double[ROWS * (high == 1 ? 1 : COLUMNS) * VectorArithmetic.LANES];
        if (high == 1) {
            for (int k = 0; k < count; k += ROWS) {
                fourDots(columns, k, left[0], rows, sums);
                for (int c = 0; c < ROWS && k + c < count; c++) {
                    lines[at][k + c] = laneSum(sums, c) + tail(columns[k + c], left[0], rows);
                }
            }
            return;
        }
        double[][] four = new double[ROWS][];
        for (int r = 0; r < ROWS; r++) {
            four[r] = left[Math.min(r, high - 1)];
        }
        for (int k = 0; k < count; k += COLUMNS) {
            fourByTwo(four, columns[k], columns[Math.min(k + 1, count - 1)], rows, sums);
            for (int r = 0; r < high; r++) {
                for (int c = 0; c < COLUMNS && k + c < count; c++) {
                    lines[at + r][k + c] = laneSum(sums, r * COLUMNS + c) + tail(four[r], columns[k + c], rows);
                }
            }
        }
    }

    private static void multiply(double[] a, double[] b, double[] product, int rows) {
        for (int i = 0; i < rows; i++) {
            product[i] = a[i] * b[i];
        }
    }

    private static void fourByTwo(double[][] left, double[] x, double[] y, int rows, double[] sums) {
        double[] a = left[0];
        double[] b = left[1];
        double[] c = left[2];
        double[] d = left[3];
        DoubleVector zero = DoubleVector.zero(VectorArithmetic.SPECIES);
        DoubleVector ax = zero;
        DoubleVector ay = zero;
        DoubleVector bx = zero;
        DoubleVector by = zero;
        DoubleVector cx = zero;
        DoubleVector cy = zero;
        DoubleVector dx = zero;
        DoubleVector dy = zero;
        int whole = VectorArithmetic.SPECIES.loopBound(rows);
        for (int i = 0; i < whole; i += VectorArithmetic.LANES) {
            DoubleVector xi = DoubleVector.fromArray(VectorArithmetic.SPECIES, x, i);
            DoubleVector yi = DoubleVector.fromArray(VectorArithmetic.SPECIES, y, i);
            DoubleVector row = DoubleVector.fromArray(VectorArithmetic.SPECIES, a, i);
            ax = row.fma(xi, ax);
            ay = row.fma(yi, ay);
            row = DoubleVector.fromArray(VectorArithmetic.SPECIES, b, i);
            bx = row.fma(xi, bx);
            by = row.fma(yi, by);
            row = DoubleVector.fromArray(VectorArithmetic.SPECIES, c, i);
            cx = row.fma(xi, cx);
            cy = row.fma(yi, cy);
            row = DoubleVector.fromArray(VectorArithmetic.SPECIES, d, i);
            dx = row.fma(xi, dx);
            dy = row.fma(yi, dy);
        }
        int lanes = VectorArithmetic.LANES;
        ax.intoArray(sums, 0);
        ay.intoArray(sums, lanes);
        bx.intoArray(sums, 2 * lanes);
        by.intoArray(sums, 3 * lanes);
        cx.intoArray(sums, 4 * lanes);
        cy.intoArray(sums, 5 * lanes);
        dx.intoArray(sums, 6 * lanes);
        dy.intoArray(sums, 7 * lanes);
    }

    /** Dot products of the rows that fill vectors of four columns from j on with one more; lane by lane. */
    static void fourDots(double[][] columns, int j, double[] with, int rows, double[] sums) {
        int last = columns.length - 1;
        double[] a = columns[j];
        double[] b = columns[Math.min(j + 1, last)];
        double[] c = columns[Math.min(j + 2, last)];
        double[] d = columns[Math.min(j + 3, last)];
        DoubleVector zero = DoubleVector.zero(VectorArithmetic.SPECIES);
        DoubleVector da = zero;
        DoubleVector db = zero;
        DoubleVector dc = zero;
        DoubleVector dd = zero;
        int whole = VectorArithmetic.SPECIES.loopBound(rows);
        for (int i = 0; i < whole; i += VectorArithmetic.LANES) {
            DoubleVector w = DoubleVector.fromArray(VectorArithmetic.SPECIES, with, i);
            da = DoubleVector.fromArray(VectorArithmetic.SPECIES, a, i).fma(w, da);
            db = DoubleVector.fromArray(VectorArithmetic.SPECIES, b, i).fma(w, db);
            dc = DoubleVector.fromArray(VectorArithmetic.SPECIES, c, i).fma(w, dc);
            dd = DoubleVector.fromArray(VectorArithmetic.SPECIES, d, i).fma(w, dd);
        }
        int lanes = VectorArithmetic.LANES;
        da.intoArray(sums, 0);
        db.intoArray(sums, lanes);
        dc.intoArray(sums, 2 * lanes);
        dd.intoArray(sums, 3 * lanes);
    }

    /** The same for eight columns, which hides how long each sum waits for the one before; all of them must be there. */
    static void eightDots(double[][] columns, int j, double[] with, int rows, double[] sums) {
        double[] a = columns[j];
        double[] b = columns[j + 1];
        double[] c = columns[j + 2];
        double[] d = columns[j + 3];
        double[] e = columns[j + 4];
        double[] f = columns[j + 5];
        double[] g = columns[j + 6];
        double[] h = columns[j + 7];
        DoubleVector zero = DoubleVector.zero(VectorArithmetic.SPECIES);
        DoubleVector da = zero;
        DoubleVector db = zero;
        DoubleVector dc = zero;
        DoubleVector dd = zero;
        DoubleVector de = zero;
        DoubleVector df = zero;
        DoubleVector dg = zero;
        DoubleVector dh = zero;
        int whole = VectorArithmetic.SPECIES.loopBound(rows);
        for (int i = 0; i < whole; i += VectorArithmetic.LANES) {
            DoubleVector w = DoubleVector.fromArray(VectorArithmetic.SPECIES, with, i);
            da = DoubleVector.fromArray(VectorArithmetic.SPECIES, a, i).fma(w, da);
            db = DoubleVector.fromArray(VectorArithmetic.SPECIES, b, i).fma(w, db);
            dc = DoubleVector.fromArray(VectorArithmetic.SPECIES, c, i).fma(w, dc);
            dd = DoubleVector.fromArray(VectorArithmetic.SPECIES, d, i).fma(w, dd);
            de = DoubleVector.fromArray(VectorArithmetic.SPECIES, e, i).fma(w, de);
            df = DoubleVector.fromArray(VectorArithmetic.SPECIES, f, i).fma(w, df);
            dg = DoubleVector.fromArray(VectorArithmetic.SPECIES, g, i).fma(w, dg);
            dh = DoubleVector.fromArray(VectorArithmetic.SPECIES, h, i).fma(w, dh);
        }
        int lanes = VectorArithmetic.LANES;
        da.intoArray(sums, 0);
        db.intoArray(sums, lanes);
        dc.intoArray(sums, 2 * lanes);
        dd.intoArray(sums, 3 * lanes);
        de.intoArray(sums, 4 * lanes);
        df.intoArray(sums, 5 * lanes);
        dg.intoArray(sums, 6 * lanes);
        dh.intoArray(sums, 7 * lanes);
    }

    /** The lanes of the given vector of sums, added up in order. */
    static double laneSum(double[] sums, int vector) {
        int first = vector * VectorArithmetic.LANES;
        double sum = sums[first];
        for (int lane = 1; lane < VectorArithmetic.LANES; lane++) {
            sum += sums[first + lane];
        }
        return sum;
    }

    /** The dot product over the rows after the last whole vector. */
    static double tail(double[] a, double[] b, int rows) {
        double sum = 0;
        for (int i = rows & -VectorArithmetic.LANES; i < rows; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
