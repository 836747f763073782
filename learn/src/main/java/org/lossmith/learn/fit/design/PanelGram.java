package org.lossmith.learn.fit.design;

import jdk.incubator.vector.DoubleVector;

/**
 * Weighted Gram matrices of panels. Four columns by one panel of the result are held in eight registers while the rows
 * stream by: eight fused multiply-adds for two loads of vectors and four of a number for all lanes. Both come from arrays
 * that are read in constant steps, which C2 can see to stay within bounds.
 */
final class PanelGram {
    private static final int LANES = VectorArithmetic.LANES;
    /** The columns of a panel. */
    static final int WIDE = 2 * LANES;

    private static final int HIGH = 4;
    /** With fewer rows than this share carrying weight it pays to gather them first. */
    private static final double FEW = 0.8;

    private final int columns;
    /** The panel that gives the rows of the result, times the weights. */
    private final double[] weighted;
    /** Rows with weight, where these are few. */
    private final double[][] gathered;

    private final double[] weights;
    private final double[] sums = new double[HIGH * WIDE];

    PanelGram(int columns, int capacity) {
        this.columns = columns;
        this.weighted = new double[capacity * WIDE + HIGH];
        this.gathered = new double[(columns + WIDE - 1) / WIDE][capacity * WIDE];
        this.weights = new double[capacity];
    }

    /** As {@link TileInputs#gram}. */
    void add(double[][] panels, double[] h, int rows, double[] out, int at) {
        int count = 0;
        for (int i = 0; i < rows; i++) {
            count += h[i] == 0 ? 0 : 1;
        }
        if (count >= FEW * rows) {
            addAll(panels, h, rows, out, at);
            return;
        }
        int to = 0;
        for (int i = 0; i < rows && count > 0; i++) {
            if (h[i] != 0) {
                weights[to] = h[i];
                for (int panel = 0; panel < panels.length; panel++) {
                    System.arraycopy(panels[panel], i * WIDE, gathered[panel], to * WIDE, WIDE);
                }
                to++;
            }
        }
        if (count > 0) {
            addAll(gathered, weights, count, out, at);
        }
    }

    private void addAll(double[][] panels, double[] h, int rows, double[] out, int at) {
        for (int first = 0; first < columns; first += WIDE) {
            scale(panels[first / WIDE], h, rows, weighted);
            for (int j = first; j < Math.min(columns, first + WIDE); j += HIGH) {
                for (int k = 0; k < j + HIGH; k += WIDE) {
                    fourByTwo(weighted, j - first, panels[k / WIDE], rows, sums);
                    addSums(out, at, j, k);
                }
            }
        }
    }

    private void addSums(double[] out, int at, int j, int k) {
        for (int r = 0; r < HIGH && j + r < columns; r++) {
            int first = at + (j + r) * columns;
            for (int c = 0; c < WIDE && k + c <= j + r; c++) {
                out[first + k + c] += sums[r * WIDE + c];
            }
        }
    }

    private static void scale(double[] panel, double[] h, int rows, double[] into) {
        for (int i = 0; i < rows; i++) {
            DoubleVector by = DoubleVector.broadcast(VectorArithmetic.SPECIES, h[i]);
            int at = i * WIDE;
            DoubleVector.fromArray(VectorArithmetic.SPECIES, panel, at).mul(by).intoArray(into, at);
            DoubleVector.fromArray(VectorArithmetic.SPECIES, panel, at + LANES)
                    .mul(by)
                    .intoArray(into, at + LANES);
        }
    }

    /** @param j the first of the four columns in the left panel */
    private static void fourByTwo(double[] left, int j, double[] right, int rows, double[] sums) {
        DoubleVector ax = DoubleVector.zero(VectorArithmetic.SPECIES);
        DoubleVector ay = ax;
        DoubleVector bx = ax;
        DoubleVector by = ax;
        DoubleVector cx = ax;
        DoubleVector cy = ax;
        DoubleVector dx = ax;
        DoubleVector dy = ax;
        for (int i = 0; i < rows; i++) {
            DoubleVector x = DoubleVector.fromArray(VectorArithmetic.SPECIES, right, i * WIDE);
            DoubleVector y = DoubleVector.fromArray(VectorArithmetic.SPECIES, right, i * WIDE + LANES);
            DoubleVector row = DoubleVector.broadcast(VectorArithmetic.SPECIES, left[i * WIDE + j]);
            ax = row.fma(x, ax);
            ay = row.fma(y, ay);
            row = DoubleVector.broadcast(VectorArithmetic.SPECIES, left[i * WIDE + j + 1]);
            bx = row.fma(x, bx);
            by = row.fma(y, by);
            row = DoubleVector.broadcast(VectorArithmetic.SPECIES, left[i * WIDE + j + 2]);
            cx = row.fma(x, cx);
            cy = row.fma(y, cy);
            row = DoubleVector.broadcast(VectorArithmetic.SPECIES, left[i * WIDE + j + 3]);
            dx = row.fma(x, dx);
            dy = row.fma(y, dy);
        }
        ax.intoArray(sums, 0);
        ay.intoArray(sums, LANES);
        bx.intoArray(sums, WIDE);
        by.intoArray(sums, WIDE + LANES);
        cx.intoArray(sums, 2 * WIDE);
        cy.intoArray(sums, 2 * WIDE + LANES);
        dx.intoArray(sums, 3 * WIDE);
        dy.intoArray(sums, 3 * WIDE + LANES);
    }
}
