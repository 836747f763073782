package org.lossmith.learn.fit.design;

import java.util.Arrays;

/**
 * {@code X'HX} for the columns of a working set, which grows as columns come in and is worked out afresh only when the
 * curvatures H have changed too much to be of use.
 */
public final class WeightedGram {
    /** Lines that are copied together. */
    private static final int BLOCK = 8;
    /** Room for so many columns costs little; more of it comes by copying. */
    private static final int FEWEST = 320;

    private final DesignColumns columns;
    private final GramLines products;
    private final Workers workers;
    private double[] weight = new double[0];
    private int[] set = new int[0];
    private double[][] lines = new double[0][];
    /** Each column's product with itself once more: its line is somewhere else in memory. */
    private double[] diagonal = new double[0];

    private int size;
    /** Up to here columns have been reserved room whose lines are being worked out; else the size. */
    private int reserved;
    /** The position of each column of the design, or -1. */
    private final int[] position;

    public WeightedGram(DesignColumns columns, Workers workers) {
        this.columns = columns;
        this.products = columns.gramLines();
        this.workers = workers;
        this.position = new int[columns.count()];
        Arrays.fill(position, -1);
    }

    public TileArithmetic arithmetic() {
        return columns.arithmetic();
    }

    /** How many columns it holds. */
    public int size() {
        return size;
    }

    /** Whether it holds anything, and for exactly these curvatures. */
    public boolean isOf(double[] curvature) {
        return weight.length > 0 && Arrays.equals(weight, curvature);
    }

    public boolean empty() {
        return weight.length == 0;
    }

    public int position(int column) {
        return position[column];
    }

    /** The column at a position. */
    public int column(int at) {
        return set[at];
    }

    /** The columns that are held, and those that room was made for. */
    public int[] columns() {
        return Arrays.copyOf(set, reserved);
    }

    /** The products with all columns that are held, by their positions. */
    public double[] line(int at) {
        return lines[at];
    }

    /** The product with itself. */
    public double diagonal(int at) {
        return diagonal[at];
    }

    /** Forgets everything and holds these columns with the curvatures as they are now. */
    public void renew(double[] curvature, int[] wanted, int count) {
        for (int a = 0; a < size; a++) {
            position[set[a]] = -1;
        }
        size = 0;
        reserved = 0;
        weight = curvature.clone();
        include(wanted, count);
    }

    /** Takes in what is missing of these columns. */
    public void include(int[] wanted, int count) {
        if (missing(wanted, count) > 0) {
            prepare(wanted, count).run();
            accept();
        }
    }

    /** How many of these columns are missing. */
    public int missing(int[] wanted, int count) {
        int missing = 0;
        for (int a = 0; a < count; a++) {
            missing += position[wanted[a]] < 0 ? 1 : 0;
        }
        return missing;
    }

    /**
     * Makes room for what is missing of these columns. Another thread may run what is returned, while the columns that are held
     * are read; after that and before anything else is taken in they are to be {@link #accept}ed.
     */
    public Runnable prepare(int[] wanted, int count) {
        reserve(size + missing(wanted, count));
        for (int a = 0; a < count; a++) {
            if (position[wanted[a]] < 0) {
                if (lines[reserved] == null) {
                    lines[reserved] = new double[lines.length];
                }
                set[reserved++] = wanted[a];
            }
        }
        int from = size;
        int to = reserved;
        return () -> {
            if (to > from) {
                products.write(set, from, to, weight, lines, workers);
                mirror(from, to);
            }
        };
    }

    /** Holds what was prepared from here on. */
    public void accept() {
        for (; size < reserved; size++) {
            position[set[size]] = size;
            diagonal[size] = lines[size][size];
        }
    }

    /** Copies what is left of the diagonal, a few lines at a time: each line above them is then met only once. */
    private void mirror(int from, int to) {
        for (int first = from; first < to; first += BLOCK) {
            int end = Math.min(to, first + BLOCK);
            for (int b = 0; b < end; b++) {
                double[] line = lines[b];
                for (int a = Math.max(first, b + 1); a < end; a++) {
                    line[a] = lines[a][b];
                }
            }
        }
    }

    private void reserve(int wanted) {
        if (wanted <= lines.length) {
            return;
        }
        int capacity = Math.max(FEWEST, wanted + wanted / 2);
        set = Arrays.copyOf(set, capacity);
        diagonal = Arrays.copyOf(diagonal, capacity);
        double[][] grown = new double[capacity][];
        for (int a = 0; a < size; a++) {
            grown[a] = Arrays.copyOf(lines[a], capacity);
        }
        lines = grown;
    }
}
