package org.lossmith.learn.fit.design;

import java.util.Arrays;

/** A standardised copy of a dense design, column by column. */
final class DenseDesignColumns implements DesignColumns {
    /** Fewer multiplications than this are over before a second thread has woken up and done much (100 microseconds). */
    private static final long WORTH_THREADS = 1_000_000;

    private static final int CHUNK_COLUMNS = 64;
    /** Lines of a Gram matrix at a time. */
    private static final int LINES = 4;

    private final int rows;
    private final double[][] columns;
    private final TileArithmetic arithmetic;

    DenseDesignColumns(Design design) {
        this.rows = design.size();
        this.columns = design.newColumns(rows);
        this.arithmetic = TileArithmetic.of(rows, columns.length);
        design.loader().load(0, rows, columns);
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public int count() {
        return columns.length;
    }

    @Override
    public long entries() {
        return (long) rows * columns.length;
    }

    @Override
    public void products(int[] set, int size, double[] values, double[] products, Workers workers) {
        int tasks = (size + CHUNK_COLUMNS - 1) / CHUNK_COLUMNS;
        Workers.Task task = (chunk, worker) -> {
            int from = chunk * CHUNK_COLUMNS;
            products(set, from, Math.min(size, from + CHUNK_COLUMNS), values, products);
        };
        workers.runIf((long) size * rows > WORTH_THREADS, tasks, task);
    }

    private void products(int[] set, int from, int to, double[] values, double[] products) {
        double[][] some = new double[to - from][];
        for (int a = from; a < to; a++) {
            some[a - from] = columns[set[a]];
        }
        Arrays.fill(products, from, to, 0);
        arithmetic.gradient(some, values, rows, products, from);
    }

    @Override
    public double product(int column, double[] values) {
        return arithmetic.dot(columns[column], values, rows);
    }

    @Override
    public void squares(int[] set, int size, double[] weight, double[] squares) {
        double[] weighted = new double[rows];
        for (int a = 0; a < size; a++) {
            double[] x = columns[set[a]];
            weigh(x, weight, weighted);
            squares[a] = arithmetic.dot(weighted, x, rows);
        }
    }

    private void weigh(double[] x, double[] weight, double[] weighted) {
        for (int i = 0; i < rows; i++) {
            weighted[i] = weight[i] * x[i];
        }
    }

    @Override
    public void add(int[] set, int size, double[] factors, double[] to) {
        double[][] some = new double[size][];
        double[] theirs = new double[size];
        int count = 0;
        for (int a = 0; a < size; a++) {
            if (factors[a] != 0) {
                some[count] = columns[set[a]];
                theirs[count++] = factors[a];
            }
        }
        arithmetic.add(some, count, theirs, 0, to, rows);
    }

    @Override
    public TileArithmetic arithmetic() {
        return arithmetic;
    }

    @Override
    public void addWeighted(int column, double factor, double[] weight, double[] to) {
        double[] x = columns[column];
        for (int i = 0; i < rows; i++) {
            to[i] += factor * weight[i] * x[i];
        }
    }

    @Override
    public GramLines gramLines() {
        return this::gram;
    }

    private void gram(int[] set, int from, int size, double[] weight, double[][] lines, Workers workers) {
        double[][] some = new double[size][];
        for (int b = 0; b < size; b++) {
            some[b] = columns[set[b]];
        }
        int tasks = (size - from + LINES - 1) / LINES;
        Workers.Task task = (group, worker) -> {
            int first = from + group * LINES;
            int high = Math.min(LINES, size - first);
            double[][] left = new double[high][rows];
            for (int r = 0; r < high; r++) {
                weigh(some[first + r], weight, left[r]);
            }
            // A few products past the diagonal are worked out twice.
            arithmetic.products(left, high, some, first + high, rows, lines, first);
        };
        workers.runIf((long) (size - from) * (size + from) / 2 * rows > WORTH_THREADS, tasks, task);
    }
}
