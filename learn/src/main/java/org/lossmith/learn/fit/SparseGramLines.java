package org.lossmith.learn.fit;

import java.util.Arrays;

/**
 * Products of sparse columns by the rows: those of one column with all others cost the entries that the others have in its
 * rows. So the entries of the columns are kept by rows, with some room for those of columns that come in later.
 */
final class SparseGramLines implements GramLines {
    private static final int CHUNK_LINES = 8;
    /** Fewer entries than this are over before a second thread has woken up. */
    private static final int WORTH_THREADS = 10_000;

    private static final int LEAST_ROOM = 4;
    /** As a share of a row's entries. */
    private static final double ROOM = 0.5;

    private final SparseDesignColumns columns;
    private final int[] rowIndexes;
    private final double[] values;
    /** Where each row's entries begin, and where they end. */
    private final int[] starts;

    private final int[] ends;
    /** The places in the set of the columns that the entries belong to, rising in each row. */
    private int[] places = new int[0];

    private double[] entries = new double[0];
    /** The intercept's place in the set, or -1. */
    private int ones = -1;

    SparseGramLines(SparseDesignColumns columns) {
        this.columns = columns;
        this.rowIndexes = columns.rowIndexes();
        this.values = columns.values();
        this.starts = new int[columns.rows() + 1];
        this.ends = new int[columns.rows()];
    }

    @Override
    public void write(int[] set, int from, int size, double[] weight, double[][] lines, Workers workers) {
        if (from == 0 || !fill(set, from, size)) {
            makeRoom(set, size);
            fill(set, 0, size);
        }
        int tasks = (size - from + CHUNK_LINES - 1) / CHUNK_LINES;
        Workers.Task task = (chunk, worker) -> {
            int to = Math.min(size, from + (chunk + 1) * CHUNK_LINES);
            for (int a = from + chunk * CHUNK_LINES; a < to; a++) {
                line(set, a, weight, lines[a]);
            }
        };
        workers.runIf((long) entries.length * (size - from) > (long) WORTH_THREADS * size, tasks, task);
    }

    private void makeRoom(int[] set, int size) {
        ones = -1;
        Arrays.fill(ends, 0);
        for (int a = 0; a < size; a++) {
            for (int at = columns.start(set[a]); at < columns.end(set[a]); at++) {
                ends[rowIndexes[at]]++;
            }
        }
        for (int row = 0; row < ends.length; row++) {
            int room = LEAST_ROOM + (int) (ROOM * ends[row]);
            starts[row + 1] = starts[row] + ends[row] + room;
            ends[row] = starts[row];
        }
        int wanted = starts[ends.length];
        if (wanted > places.length) {
            places = new int[wanted];
            entries = new double[wanted];
        }
    }

    /** Whether there was room for all columns. */
    private boolean fill(int[] set, int from, int size) {
        for (int a = from; a < size; a++) {
            if (columns.intercept(set[a])) {
                ones = a;
                continue;
            }
            double factor = columns.factor(set[a]);
            int end = columns.end(set[a]);
            for (int at = columns.start(set[a]); at < end; at++) {
                int row = rowIndexes[at];
                int to = ends[row]++;
                if (to == starts[row + 1]) {
                    return false;
                }
                places[to] = a;
                entries[to] = values[at] * factor;
            }
        }
        return true;
    }

    /** The products of column {@code set[a]} with those up to it. */
    private void line(int[] set, int a, double[] weight, double[] line) {
        if (a == ones) {
            for (int b = 0; b <= a; b++) {
                line[b] = columns.product(set[b], weight);
            }
            return;
        }
        Arrays.fill(line, 0, a + 1, 0);
        double factor = columns.factor(set[a]);
        int end = columns.end(set[a]);
        double withOnes = 0;
        for (int at = columns.start(set[a]); at < end; at++) {
            int row = rowIndexes[at];
            double entry = values[at] * factor;
            double times = weight[row] * entry;
            withOnes += times;
            for (int e = starts[row]; places[e] < a; e++) {
                line[places[e]] += times * entries[e];
            }
            line[a] += times * entry;
        }
        if (ones >= 0 && ones < a) {
            line[ones] = withOnes;
        }
    }
}
