package org.lossmith.learn.fit;

import java.util.Arrays;

/**
 * {@code X'HX} for the columns of a working set, which grows as columns come in and is worked out afresh only when the
 * curvatures H have changed too much to be of use.
 */
final class WeightedGram {
    /** Lines that are copied together. */
    private static final int BLOCK = 8;

    private final DesignColumns columns;
    private final GramLines products;
    private final Workers workers;
    private double[] weight = new double[0];
    private int[] set = new int[0];
    private double[][] lines = new double[0][];
    private int size;
    /** The position of each column of the design, or -1. */
    private final int[] position;

    WeightedGram(DesignColumns columns, Workers workers) {
        this.columns = columns;
        this.products = columns.gramLines();
        this.workers = workers;
        this.position = new int[columns.count()];
        Arrays.fill(position, -1);
    }

    TileArithmetic arithmetic() {
        return columns.arithmetic();
    }

    /** How many columns it holds. */
    int size() {
        return size;
    }

    /** Whether it holds anything, and for exactly these curvatures. */
    boolean isOf(double[] curvature) {
        return weight.length > 0 && Arrays.equals(weight, curvature);
    }

    boolean empty() {
        return weight.length == 0;
    }

    int position(int column) {
        return position[column];
    }

    /** The products with all columns that are held, by their positions. */
    double[] line(int at) {
        return lines[at];
    }

    /** Forgets everything and holds these columns with the curvatures as they are now. */
    void renew(double[] curvature, int[] wanted, int count) {
        for (int a = 0; a < size; a++) {
            position[set[a]] = -1;
        }
        size = 0;
        weight = curvature.clone();
        include(wanted, count);
    }

    /** Takes in what is missing of these columns. */
    void include(int[] wanted, int count) {
        int from = size;
        int missing = 0;
        for (int a = 0; a < count; a++) {
            missing += position[wanted[a]] < 0 ? 1 : 0;
        }
        reserve(size + missing);
        for (int a = 0; a < count; a++) {
            if (position[wanted[a]] < 0) {
                position[wanted[a]] = size;
                set[size++] = wanted[a];
            }
        }
        if (size > from) {
            products.write(set, from, size, weight, lines, workers);
            mirror(from);
        }
    }

    /** Copies what is left of the diagonal, a few lines at a time: each line above them is then met only once. */
    private void mirror(int from) {
        for (int first = from; first < size; first += BLOCK) {
            int end = Math.min(size, first + BLOCK);
            for (int b = 0; b < end; b++) {
                double[] to = lines[b];
                for (int a = Math.max(first, b + 1); a < end; a++) {
                    to[a] = lines[a][b];
                }
            }
        }
    }

    private void reserve(int wanted) {
        if (wanted <= lines.length) {
            return;
        }
        int capacity = Math.max(64, wanted + wanted / 2);
        set = Arrays.copyOf(set, capacity);
        double[][] grown = new double[capacity][];
        for (int a = 0; a < capacity; a++) {
            grown[a] = a < size ? Arrays.copyOf(lines[a], capacity) : new double[capacity];
        }
        lines = grown;
    }
}
