package org.lossmith.learn.fit.design;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.data.BlockMatrix;
import org.lossmith.learn.data.Rows;

/**
 * The loops by vectors. Only {@link TileArithmetic.Vectors} may load this class: without the module
 * jdk.incubator.vector it does not link. Lane sums are added up one after the other: {@code reduceLanes} promises no
 * order.
 */
final class VectorArithmetic implements TileArithmetic {
    static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    static final int LANES = SPECIES.length();

    /** As many columns at once as keep every load of the shared vector and the running sums in registers. */
    private static final int AT_ONCE = 8;

    /** Rows of so many columns are more than two kilobytes apart. */
    private static final int WIDE = 256;

    /** With fewer columns vectors over them are mostly filled with zeros. */
    private static final int FEWEST_COLUMNS = 8;

    private final TileArithmetic plain = new PlainArithmetic();

    @Override
    public void add(double[][] columns, int count, double[] factors, int first, double[] to, int rows) {
        int j = 0;
        for (; j + AT_ONCE <= count; j += AT_ONCE) {
            addEight(to, columns, factors, first, j, rows);
        }
        for (; j < count; j++) {
            addOne(to, columns[j], factors[first + j], rows);
        }
    }

    @Override
    public double dot(double[] a, double[] b, int count) {
        DoubleVector even = DoubleVector.zero(SPECIES);
        DoubleVector odd = DoubleVector.zero(SPECIES);
        int whole = SPECIES.loopBound(count);
        int i = 0;
        for (; i + 2 * LANES <= whole; i += 2 * LANES) {
            even = DoubleVector.fromArray(SPECIES, a, i).fma(DoubleVector.fromArray(SPECIES, b, i), even);
            odd = DoubleVector.fromArray(SPECIES, a, i + LANES).fma(DoubleVector.fromArray(SPECIES, b, i + LANES), odd);
        }
        if (i < whole) {
            even = DoubleVector.fromArray(SPECIES, a, i).fma(DoubleVector.fromArray(SPECIES, b, i), even);
        }
        DoubleVector both = even.add(odd);
        double sum = 0;
        for (int lane = 0; lane < LANES; lane++) {
            sum += both.lane(lane);
        }
        return sum + VectorGram.tail(a, b, count);
    }

    private static void addOne(double[] score, double[] column, double parameter, int rows) {
        for (int i = 0; i < rows; i++) {
            score[i] += parameter * column[i];
        }
    }

    private static void addEight(double[] score, double[][] columns, double[] parameters, int first, int j, int rows) {
        double[] a = columns[j];
        double[] b = columns[j + 1];
        double[] c = columns[j + 2];
        double[] d = columns[j + 3];
        double[] e = columns[j + 4];
        double[] f = columns[j + 5];
        double[] g = columns[j + 6];
        double[] h = columns[j + 7];
        int at = first + j;
        DoubleVector pa = DoubleVector.broadcast(SPECIES, parameters[at]);
        DoubleVector pb = DoubleVector.broadcast(SPECIES, parameters[at + 1]);
        DoubleVector pc = DoubleVector.broadcast(SPECIES, parameters[at + 2]);
        DoubleVector pd = DoubleVector.broadcast(SPECIES, parameters[at + 3]);
        DoubleVector pe = DoubleVector.broadcast(SPECIES, parameters[at + 4]);
        DoubleVector pf = DoubleVector.broadcast(SPECIES, parameters[at + 5]);
        DoubleVector pg = DoubleVector.broadcast(SPECIES, parameters[at + 6]);
        DoubleVector ph = DoubleVector.broadcast(SPECIES, parameters[at + 7]);
        int whole = SPECIES.loopBound(rows);
        for (int i = 0; i < whole; i += LANES) {
            DoubleVector left = DoubleVector.fromArray(SPECIES, score, i);
            DoubleVector right = DoubleVector.fromArray(SPECIES, e, i).mul(pe);
            left = DoubleVector.fromArray(SPECIES, a, i).fma(pa, left);
            right = DoubleVector.fromArray(SPECIES, f, i).fma(pf, right);
            left = DoubleVector.fromArray(SPECIES, b, i).fma(pb, left);
            right = DoubleVector.fromArray(SPECIES, g, i).fma(pg, right);
            left = DoubleVector.fromArray(SPECIES, c, i).fma(pc, left);
            right = DoubleVector.fromArray(SPECIES, h, i).fma(ph, right);
            left = DoubleVector.fromArray(SPECIES, d, i).fma(pd, left);
            left.add(right).intoArray(score, i);
        }
        for (int i = whole; i < rows; i++) {
            double sum = score[i];
            for (int k = 0; k < AT_ONCE; k++) {
                sum += parameters[at + k] * columns[j + k][i];
            }
            score[i] = sum;
        }
    }

    @Override
    public void gradient(double[][] columns, double[] push, int rows, double[] out, int at) {
        double[] sums = new double[AT_ONCE * LANES];
        int j = 0;
        for (; j + AT_ONCE <= columns.length; j += AT_ONCE) {
            VectorGram.eightDots(columns, j, push, rows, sums);
            for (int k = 0; k < AT_ONCE; k++) {
                out[at + j + k] += VectorGram.laneSum(sums, k) + VectorGram.tail(columns[j + k], push, rows);
            }
        }
        for (; j < columns.length; j += 4) {
            VectorGram.fourDots(columns, j, push, rows, sums);
            for (int k = 0; k < 4 && j + k < columns.length; k++) {
                out[at + j + k] += VectorGram.laneSum(sums, k) + VectorGram.tail(columns[j + k], push, rows);
            }
        }
    }

    @Override
    public void products(double[][] left, int high, double[][] columns, int count, int rows, double[][] lines, int at) {
        VectorGram.products(left, high, columns, count, rows, lines, at);
    }

    @Override
    public void deviations(double[] values, int rows, double[] weight, double[] sum, double[] square) {
        int last = sum.length - 2 * LANES;
        if (last < 0) {
            plain.deviations(values, rows, weight, sum, square);
            return;
        }
        if (sum.length >= WIDE) {
            wideDeviations(values, rows, weight, sum, square);
            return;
        }
        for (int column = 0; column < last; column += 2 * LANES) {
            twoDeviations(values, rows, weight, column, sum, square);
        }
        // The last vectors may overlap those before.
        twoDeviations(values, rows, weight, last, sum, square);
    }

    /** Row after row: of rows that are so long a few columns at a time would jump from page to page. */
    private static void wideDeviations(double[] values, int rows, double[] weight, double[] sum, double[] square) {
        int columns = sum.length;
        int whole = SPECIES.loopBound(columns);
        Arrays.fill(sum, 0);
        Arrays.fill(square, 0);
        for (int i = 0; i < rows; i++) {
            addDeviations(values, i * columns, weight[i], sum, square, whole);
            for (int column = whole; column < columns; column++) {
                double d = values[i * columns + column] - values[column];
                double weighted = d * weight[i];
                sum[column] += weighted;
                square[column] = Math.fma(weighted, d, square[column]);
            }
        }
    }

    private static void addDeviations(
            double[] values, int at, double weight, double[] sum, double[] square, int whole) {
        DoubleVector w = DoubleVector.broadcast(SPECIES, weight);
        for (int column = 0; column < whole; column += LANES) {
            DoubleVector first = DoubleVector.fromArray(SPECIES, values, column);
            DoubleVector d =
                    DoubleVector.fromArray(SPECIES, values, at + column).sub(first);
            DoubleVector weighted = d.mul(w);
            DoubleVector.fromArray(SPECIES, sum, column).add(weighted).intoArray(sum, column);
            weighted.fma(d, DoubleVector.fromArray(SPECIES, square, column)).intoArray(square, column);
        }
    }

    private static void twoDeviations(
            double[] values, int rows, double[] weight, int column, double[] sum, double[] square) {
        DoubleVector firstA = DoubleVector.fromArray(SPECIES, values, column);
        DoubleVector firstB = DoubleVector.fromArray(SPECIES, values, column + LANES);
        DoubleVector sa = DoubleVector.zero(SPECIES);
        DoubleVector sb = sa;
        DoubleVector qa = sa;
        DoubleVector qb = sa;
        int at = column;
        for (int i = 0; i < rows; i++) {
            DoubleVector w = DoubleVector.broadcast(SPECIES, weight[i]);
            DoubleVector d = DoubleVector.fromArray(SPECIES, values, at).sub(firstA);
            DoubleVector weighted = d.mul(w);
            sa = sa.add(weighted);
            qa = weighted.fma(d, qa);
            d = DoubleVector.fromArray(SPECIES, values, at + LANES).sub(firstB);
            weighted = d.mul(w);
            sb = sb.add(weighted);
            qb = weighted.fma(d, qb);
            at += sum.length;
        }
        sa.intoArray(sum, column);
        sb.intoArray(sum, column + LANES);
        qa.intoArray(square, column);
        qb.intoArray(square, column + LANES);
    }

    @Override
    public @Nullable TileInputs byRows(
            BlockMatrix x, Rows rows, Standardisation standardisation, boolean intercept, int capacity) {
        return standardisation.active().length < FEWEST_COLUMNS
                ? null
                : new PanelInputs(x, rows, standardisation, intercept, capacity);
    }

    @Override
    public void gram(double[][] columns, int count, double[] h, int rows, double[][] scratch, double[] out, int at) {
        VectorGram.add(columns, count, h, rows, scratch, out, at);
    }
}
