package org.lossmith.learn.fit.design;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import org.lossmith.learn.data.BlockMatrix;
import org.lossmith.learn.data.Rows;

/**
 * Inputs in panels: two vectors of neighbouring columns, row after row. Nothing of the matrix has to be turned, and
 * {@link PanelGram} reads its panels from one end to the other. The last panel is filled up with zeros. Only {@link
 * VectorArithmetic} may load this class. The methods are short: past C2's limits vectors would be boxed.
 */
final class PanelInputs implements TileInputs {
    private static final int LANES = VectorArithmetic.LANES;
    private static final int WIDE = PanelGram.WIDE;

    /** Keeps a row's panels from falling into the same lines of the first-level cache, which are 4 kB apart. */
    private static final int APART = 40;

    /** So many rows at a time stay in the first-level cache while what fills no panel is picked out of them. */
    private static final int READ_ROWS = 16;

    private final BlockMatrix x;
    private final Rows rows;
    private final Standardisation standardisation;
    private final int columns;
    /** Whether the columns in use stand side by side. */
    private final boolean adjacent;

    private final double[][] panels;
    private final PanelGram gram;
    /** Sums of scores, lane by lane, and of gradients. */
    private final double[] sums;

    /** @param intercept whether a column of ones follows the others */
    PanelInputs(BlockMatrix x, Rows rows, Standardisation standardisation, boolean intercept, int capacity) {
        int[] active = standardisation.active();
        this.x = x;
        this.rows = rows;
        this.standardisation = standardisation;
        this.columns = active.length + (intercept ? 1 : 0);
        this.adjacent = active.length >= WIDE && active[active.length - 1] - active[0] == active.length - 1;
        this.panels = new double[(columns + WIDE - 1) / WIDE][capacity * WIDE + APART];
        this.gram = new PanelGram(columns, capacity);
        this.sums = new double[Math.max(capacity * LANES, WIDE)];
        for (int i = 0; intercept && i < capacity; i++) {
            panels[active.length / WIDE][i * WIDE + active.length % WIDE] = 1;
        }
    }

    @Override
    public void load(int from, int count) {
        for (int i = 0; i < count; ) {
            int row = rows.row(from + i);
            int inBlock = row % BlockMatrix.BLOCK_ROWS;
            int run = rows.run(from + i, Math.min(count - i, BlockMatrix.BLOCK_ROWS - inBlock));
            double[] block = x.block(row / BlockMatrix.BLOCK_ROWS);
            for (int k = 0; k < run; k += READ_ROWS) {
                int some = Math.min(READ_ROWS, run - k);
                int full = adjacent ? standardisation.active().length / WIDE : 0;
                int first = (inBlock + k) * x.columns();
                for (int r = 0; full > 0 && r < some; r++) {
                    int at = first + r * x.columns() + standardisation.active()[0];
                    row(
                            block,
                            at,
                            standardisation.centre(),
                            standardisation.factor(),
                            panels,
                            full,
                            (i + k + r) * WIDE);
                }
                for (int j = full * WIDE; j < standardisation.active().length; j++) {
                    column(block, first, j, i + k, some);
                }
            }
            i += run;
        }
    }

    /** One row whose columns stand side by side: as many panels as they fill. */
    private static void row(
            double[] block, int from, double[] centre, double[] factor, double[][] panels, int full, int to) {
        for (int panel = 0; panel < full; panel++) {
            int j = panel * WIDE;
            standardise(block, from + j, centre, factor, j, panels[panel], to);
            standardise(block, from + j + LANES, centre, factor, j + LANES, panels[panel], to + LANES);
        }
    }

    private static void standardise(
            double[] block, int from, double[] centre, double[] factor, int j, double[] panel, int to) {
        DoubleVector.fromArray(VectorArithmetic.SPECIES, block, from)
                .sub(DoubleVector.fromArray(VectorArithmetic.SPECIES, centre, j))
                .mul(DoubleVector.fromArray(VectorArithmetic.SPECIES, factor, j))
                .intoArray(panel, to);
    }

    /** One column of a few rows. */
    private void column(double[] block, int first, int j, int to, int count) {
        double centre = standardisation.centre()[j];
        double factor = standardisation.factor()[j];
        double[] panel = panels[j / WIDE];
        int from = first + standardisation.active()[j];
        int target = to * WIDE + j % WIDE;
        for (int i = 0; i < count; i++) {
            panel[target + i * WIDE] = (block[from + i * x.columns()] - centre) * factor;
        }
    }

    @Override
    public void scores(double[] parameters, int first, double[] score, int count) {
        Arrays.fill(sums, 0, count * LANES, 0);
        double[] padded = Arrays.copyOfRange(parameters, first, first + panels.length * WIDE);
        Arrays.fill(padded, columns, padded.length, 0);
        int panel = 0;
        for (; panel + 1 < panels.length; panel += 2) {
            addScores(panels[panel], panels[panel + 1], padded, panel * WIDE, sums, count);
        }
        if (panel < panels.length) {
            addScores(panels[panel], padded, panel * WIDE, sums, count);
        }
        for (int i = 0; i < count; i++) {
            score[i] = VectorGram.laneSum(sums, i);
        }
    }

    private static void addScores(
            double[] left, double[] right, double[] parameters, int first, double[] sums, int count) {
        DoubleVector p = DoubleVector.fromArray(VectorArithmetic.SPECIES, parameters, first);
        DoubleVector q = DoubleVector.fromArray(VectorArithmetic.SPECIES, parameters, first + LANES);
        DoubleVector r = DoubleVector.fromArray(VectorArithmetic.SPECIES, parameters, first + 2 * LANES);
        DoubleVector s = DoubleVector.fromArray(VectorArithmetic.SPECIES, parameters, first + 3 * LANES);
        for (int i = 0; i < count; i++) {
            DoubleVector sum = DoubleVector.fromArray(VectorArithmetic.SPECIES, sums, i * LANES);
            sum = DoubleVector.fromArray(VectorArithmetic.SPECIES, left, i * WIDE)
                    .fma(p, sum);
            sum = DoubleVector.fromArray(VectorArithmetic.SPECIES, left, i * WIDE + LANES)
                    .fma(q, sum);
            sum = DoubleVector.fromArray(VectorArithmetic.SPECIES, right, i * WIDE)
                    .fma(r, sum);
            sum = DoubleVector.fromArray(VectorArithmetic.SPECIES, right, i * WIDE + LANES)
                    .fma(s, sum);
            sum.intoArray(sums, i * LANES);
        }
    }

    private static void addScores(double[] panel, double[] parameters, int first, double[] sums, int count) {
        DoubleVector p = DoubleVector.fromArray(VectorArithmetic.SPECIES, parameters, first);
        DoubleVector q = DoubleVector.fromArray(VectorArithmetic.SPECIES, parameters, first + LANES);
        for (int i = 0; i < count; i++) {
            DoubleVector sum = DoubleVector.fromArray(VectorArithmetic.SPECIES, sums, i * LANES);
            sum = DoubleVector.fromArray(VectorArithmetic.SPECIES, panel, i * WIDE)
                    .fma(p, sum);
            sum = DoubleVector.fromArray(VectorArithmetic.SPECIES, panel, i * WIDE + LANES)
                    .fma(q, sum);
            sum.intoArray(sums, i * LANES);
        }
    }

    @Override
    public void gradient(double[] push, int count, double[] out, int at) {
        for (int panel = 0; panel < panels.length; panel++) {
            addPushes(panels[panel], push, count, sums);
            int first = panel * WIDE;
            for (int j = first; j < Math.min(columns, first + WIDE); j++) {
                out[at + j] += sums[j - first];
            }
        }
    }

    private static void addPushes(double[] panel, double[] push, int count, double[] sums) {
        DoubleVector a = DoubleVector.zero(VectorArithmetic.SPECIES);
        DoubleVector b = a;
        DoubleVector c = a;
        DoubleVector d = a;
        int pairs = count & -2;
        for (int i = 0; i < pairs; i += 2) {
            DoubleVector p = DoubleVector.broadcast(VectorArithmetic.SPECIES, push[i]);
            DoubleVector q = DoubleVector.broadcast(VectorArithmetic.SPECIES, push[i + 1]);
            a = DoubleVector.fromArray(VectorArithmetic.SPECIES, panel, i * WIDE)
                    .fma(p, a);
            b = DoubleVector.fromArray(VectorArithmetic.SPECIES, panel, i * WIDE + LANES)
                    .fma(p, b);
            c = DoubleVector.fromArray(VectorArithmetic.SPECIES, panel, i * WIDE + WIDE)
                    .fma(q, c);
            d = DoubleVector.fromArray(VectorArithmetic.SPECIES, panel, i * WIDE + WIDE + LANES)
                    .fma(q, d);
        }
        a.add(c).intoArray(sums, 0);
        b.add(d).intoArray(sums, LANES);
        for (int k = 0; pairs < count && k < WIDE; k++) {
            sums[k] += push[pairs] * panel[pairs * WIDE + k];
        }
    }

    @Override
    public void gram(double[] h, int count, double[] out, int at) {
        gram.add(panels, h, count, out, at);
    }
}
