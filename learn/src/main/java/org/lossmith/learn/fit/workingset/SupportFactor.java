package org.lossmith.learn.fit.workingset;

import java.util.Arrays;
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
    /** Rows that are solved for together: as many as {@link TileArithmetic#add} takes at once. */
    private static final int BLOCK = 8;
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
    private final double[][] block = new double[BLOCK][];
    private final double[][] products = new double[TOGETHER][BLOCK];
    private final double[][] coming = new double[TOGETHER][];
    private final int[] missing;
    /** Columns marked with the number of the present call. */
    private final int[] marks;

    private int call;

    public SupportFactor(WeightedGram gram, int columns) {
        this.gram = gram;
        this.arithmetic = gram.arithmetic();
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
    }

    /**
     * Makes this the factor of just these columns, and returns -1; or, if they are not independent, of some of them, and
     * returns which of the others cannot come in.
     *
     * @param ridge of the penalty, by the columns: what is added to the diagonal
     */
    public int match(int[] wanted, double[] ridge, int count) {
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
        for (int from = 0; from < left; from += TOGETHER) {
            int dependent = add(wanted, ridge, from, Math.min(left, from + TOGETHER));
            if (dependent >= 0) {
                return dependent;
            }
        }
        return -1;
    }

    /** By how much each of the factor's columns is in a column that depends on them. */
    public double[] shares(int column) {
        double[] values = products(column, size, size);
        solve(values);
        return values;
    }

    /** Adds the columns that are missing in places from..to-1; returns the first that depends on others, or -1. */
    private int add(int[] wanted, double[] ridge, int from, int to) {
        int known = size;
        for (int m = from; m < to; m++) {
            coming[m - from] = products(wanted[missing[m]], known, known + m - from + 1);
        }
        forward(coming, to - from);
        for (int m = from; m < to; m++) {
            if (!add(wanted[missing[m]], ridge[missing[m]], coming[m - from], known)) {
                return wanted[missing[m]];
            }
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

    /** Solves (L L') d = values in place, both in the factor's order. */
    public void solve(double[] values) {
        coming[0] = values;
        forward(coming, 1);
        int whole = size - size % BLOCK;
        backward(values, whole, size);
        for (int from = whole - BLOCK; from >= 0; from -= BLOCK) {
            backward(values, from, from + BLOCK);
        }
    }

    /** Solves L d = values in place for each of a few, by a few rows at a time: their products with what is known share loads. */
    private void forward(double[][] several, int high) {
        for (int from = 0; from < size; from += BLOCK) {
            int to = Math.min(size, from + BLOCK);
            if (from > 0) {
                arithmetic.products(several, high, rows(from, to), to - from, from, products, 0);
            }
            for (int i = from; i < to; i++) {
                for (int r = 0; r < high; r++) {
                    double[] values = several[r];
                    double left = from > 0 ? values[i] - products[r][i - from] : values[i];
                    for (int k = from; k < i; k++) {
                        left -= lower[i][k] * values[k];
                    }
                    values[i] = left * inverse[i];
                }
            }
        }
    }

    /** Solves L' d = values for the entries of these rows, and takes them out of the entries before. */
    private void backward(double[] values, int from, int to) {
        for (int i = to - 1; i >= from; i--) {
            double[] row = lower[i];
            double entry = values[i] * inverse[i];
            values[i] = entry;
            products[0][i - from] = -entry;
            for (int k = from; k < i; k++) {
                values[k] -= entry * row[k];
            }
        }
        if (from > 0 && to > from) {
            arithmetic.add(rows(from, to), to - from, products[0], 0, values, from);
        }
    }

    private double[][] rows(int from, int to) {
        for (int i = from; i < from + BLOCK; i++) {
            // A row past the end counts for nothing.
            block[i - from] = lower[Math.min(i, to - 1)];
        }
        return block;
    }
}
