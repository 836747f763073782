package org.lossmith.learn.fit.workingset;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.lossmith.learn.fit.design.TileArithmetic;
import org.lossmith.learn.fit.design.WeightedGram;

/**
 * The Cholesky factor of the Gram matrix of those columns whose coefficients are not zero. Along a path only a few columns
 * come in or go out at a time, so rows are added to the factor and taken out of it (Golub and Van Loan, Matrix
 * Computations, 6.5), which costs the square of their number where factorising afresh would cost the cube.
 */
public final class SupportFactor {
    /** A pivot below this share of its diagonal entry means a column that the others give to 11 digits. */
    private static final double SINGULAR = 1e-11;
    /** Columns that come in together: as many as {@link TileArithmetic#products} takes at once. They share the factor's loads. */
    private static final int TOGETHER = 4;

    private final WeightedGram gram;
    private final TileArithmetic arithmetic;
    /** The columns of the design, in the factor's order. */
    private int[] order = new int[64];

    private double[][] lower = new double[64][];
    /** 1 / the diagonal: a division in each row would be what solving waits for. */
    private double[] inverse = new double[64];

    private int size;
    private final TriangularSolves solves;
    private final double[][] coming = new double[TOGETHER][];
    private final int[] missing;
    /** A right-hand side, half solved: for the rows below {@link #halfSize}. */
    private double[] half = new double[64];

    private int halfSize;
    /** Columns marked with the number of the present call. */
    private final int[] marks;

    private int call;

    public SupportFactor(WeightedGram gram, int columns) {
        this.gram = gram;
        this.arithmetic = gram.arithmetic();
        this.solves = new TriangularSolves(arithmetic, TOGETHER);
        this.missing = new int[columns];
        this.marks = new int[columns];
    }

    public int size() {
        return size;
    }

    /** The design's column at a place of the factor's order. */
    public int column(int place) {
        return order[place];
    }

    void clear() {
        size = 0;
        halfSize = 0;
    }

    /** Forgets the right-hand side of the last match. */
    public void renew() {
        halfSize = 0;
    }

    /** Multiplies the right-hand side of the last match. */
    public void scale(double by) {
        for (int k = 0; k < halfSize; k++) {
            half[k] *= by;
        }
    }

    /**
     * Makes this the factor of just these columns, and returns -1; or, if they are not independent, of some of them, and
     * returns which of the others cannot come in.
     *
     * @param ridge of the penalty, by the columns: what is added to the diagonal
     * @param right of an equation to be solved, by the design's columns; that of the columns which stay is as it was, but for
     *     {@link #scale} and {@link #renew}
     */
    public int match(int[] wanted, double[] ridge, int count, IntToDoubleFunction right) {
        call++;
        for (int k = 0; k < count; k++) {
            marks[wanted[k]] = call;
        }
        int first = 0;
        while (first < size && marks[order[first]] == call) {
            first++;
        }
        int gone = 0;
        for (int place = first; place < size; place++) {
            gone += marks[order[place]] == call ? 0 : 1;
        }
        if (2 * gone > size - first) {
            size = first;
            halfSize = Math.min(halfSize, size);
        }
        for (int place = size - 1; place >= first; place--) {
            if (marks[order[place]] != call) {
                remove(place);
            }
        }
        for (int place = 0; place < size; place++) {
            marks[order[place]] = 0;
        }
        int left = 0;
        for (int k = 0; k < count; k++) {
            if (marks[wanted[k]] == call) {
                missing[left++] = k;
            }
        }
        for (int from = 0, to; from < left; from = to) {
            to = Math.min(left, from + TOGETHER - (halfSize < size ? 1 : 0));
            int dependent = add(wanted, ridge, from, to, right);
            if (dependent >= 0) {
                return dependent;
            }
        }
        if (halfSize < size) {
            coming[0] = rights(right);
            solves.forward(lower, inverse, size, coming, 1);
            half(coming[0]);
        }
        return -1;
    }

    private double[] rights(IntToDoubleFunction right) {
        double[] values = new double[size];
        for (int k = 0; k < size; k++) {
            values[k] = right.applyAsDouble(order[k]);
        }
        return values;
    }

    private void half(double[] solved) {
        System.arraycopy(solved, 0, half, 0, size);
        halfSize = size;
    }

    /** The solution with the right-hand side of the last match, in the factor's order. */
    public double[] solution() {
        double[] values = Arrays.copyOf(half, size);
        solves.backward(lower, inverse, size, values);
        return values;
    }

    /** By how much each of the factor's columns is in a column that depends on them. */
    public double[] shares(int column) {
        double[] values = products(column, size, size);
        coming[0] = values;
        solves.forward(lower, inverse, size, coming, 1);
        solves.backward(lower, inverse, size, values);
        return values;
    }

    /** Adds the columns that are missing in places from..to-1; returns the first that depends on others, or -1. */
    private int add(int[] wanted, double[] ridge, int from, int to, IntToDoubleFunction right) {
        int known = size;
        int high = to - from;
        for (int m = from; m < to; m++) {
            coming[m - from] = products(wanted[missing[m]], known, known + m - from + 1);
        }
        if (halfSize < known) {
            // It comes along: loads of the factor are what this takes.
            coming[high++] = rights(right);
        }
        solves.forward(lower, inverse, size, coming, high);
        if (halfSize < known) {
            half(coming[high - 1]);
        }
        for (int m = from; m < to; m++) {
            if (!add(wanted[missing[m]], ridge[missing[m]], coming[m - from], known)) {
                return wanted[missing[m]];
            }
            int last = size - 1;
            double entry = right.applyAsDouble(order[last]) - arithmetic.dot(coming[m - from], half, last);
            half[last] = entry * inverse[last];
            halfSize = size;
        }
        return -1;
    }

    private double[] products(int column, int count, int length) {
        double[] row = new double[length];
        double[] line = gram.line(gram.position(column));
        for (int k = 0; k < count; k++) {
            row[k] = line[gram.position(order[k])];
        }
        return row;
    }

    /** @param row solved for the first {@code known} entries */
    private boolean add(int column, double ridge, double[] row, int known) {
        double[] line = gram.line(gram.position(column));
        for (int k = known; k < size; k++) {
            double[] other = lower[k];
            row[k] = (line[gram.position(order[k])] - arithmetic.dot(row, other, k)) * inverse[k];
        }
        double diagonal = line[gram.position(column)] + ridge;
        double pivot = diagonal - arithmetic.dot(row, row, size);
        if (!(pivot > SINGULAR * diagonal)) {
            return false;
        }
        row[size] = Math.sqrt(pivot);
        if (size == order.length) {
            order = Arrays.copyOf(order, 2 * size);
            inverse = Arrays.copyOf(inverse, 2 * size);
            lower = Arrays.copyOf(lower, 2 * size);
            half = Arrays.copyOf(half, 2 * size);
        }
        order[size] = column;
        inverse[size] = 1 / row[size];
        lower[size++] = row;
        return true;
    }

    /**
     * Without its row the factor has one column too many, which rotations of neighbouring columns clear away. Those that are known
     * are applied to a few rows side by side: within a row each waits for the one before.
     */
    private void remove(int place) {
        double[] cosine = new double[size];
        double[] sine = new double[size];
        size--;
        for (int from = place; from < size; from += TOGETHER) {
            int to = Math.min(size, from + TOGETHER);
            if (to - from == TOGETHER) {
                rotate(lower[from + 1], lower[from + 2], lower[from + 3], lower[from + 4], cosine, sine, place, from);
            } else {
                for (int i = from; i < to; i++) {
                    rotate(lower[i + 1], cosine, sine, place, from);
                }
            }
            for (int i = from; i < to; i++) {
                double[] row = lower[i + 1];
                rotate(row, cosine, sine, from, i);
                double length = Math.sqrt(row[i] * row[i] + row[i + 1] * row[i + 1]);
                inverse[i] = 1 / length;
                cosine[i] = row[i] * inverse[i];
                sine[i] = row[i + 1] * inverse[i];
                row[i] = length;
                row[i + 1] = 0;
                lower[i] = row;
                order[i] = order[i + 1];
            }
        }
        if (halfSize > size) {
            rotate(half, cosine, sine, place, size);
            halfSize = size;
        } else {
            halfSize = Math.min(halfSize, place);
        }
    }

    private static void rotate(double[] row, double[] cosine, double[] sine, int from, int to) {
        for (int k = from; k < to; k++) {
            double left = row[k];
            double right = row[k + 1];
            row[k] = cosine[k] * left + sine[k] * right;
            row[k + 1] = cosine[k] * right - sine[k] * left;
        }
    }

    private static void rotate(
            double[] a, double[] b, double[] c, double[] d, double[] cosine, double[] sine, int from, int to) {
        double leftA = a[from];
        double leftB = b[from];
        double leftC = c[from];
        double leftD = d[from];
        for (int k = from; k < to; k++) {
            double right = a[k + 1];
            a[k] = cosine[k] * leftA + sine[k] * right;
            leftA = cosine[k] * right - sine[k] * leftA;
            right = b[k + 1];
            b[k] = cosine[k] * leftB + sine[k] * right;
            leftB = cosine[k] * right - sine[k] * leftB;
            right = c[k + 1];
            c[k] = cosine[k] * leftC + sine[k] * right;
            leftC = cosine[k] * right - sine[k] * leftC;
            right = d[k + 1];
            d[k] = cosine[k] * leftD + sine[k] * right;
            leftD = cosine[k] * right - sine[k] * leftD;
        }
        a[to] = leftA;
        b[to] = leftB;
        c[to] = leftC;
        d[to] = leftD;
    }
}
