package org.lossmith.learn.fit;

import java.util.Arrays;

/**
 * {@code X'HX} for the columns of a working set, which grows as columns come in and is worked out afresh only when the
 * curvatures H have changed too much to be of use.
 */
final class WeightedGram {
    private final DesignColumns columns;
    private final Workers workers;
    private double[] weight = new double[0];
    private int[] set = new int[0];
    private double[][] lines = new double[0][];
    private int size;
    /** The position of each column of the design, or -1. */
    private final int[] position;

    WeightedGram(DesignColumns columns, Workers workers) {
        this.columns = columns;
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
            columns.gram(set, from, size, weight, lines, workers);
            for (int a = from; a < size; a++) {
                for (int b = 0; b < a; b++) {
                    lines[b][a] = lines[a][b];
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
