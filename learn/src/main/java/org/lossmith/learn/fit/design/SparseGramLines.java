package org.lossmith.learn.fit.design;

import java.util.Arrays;

/**
 * Products of sparse columns by the rows: those of one column with all others cost the entries that the others have in its
 * rows. So the entries of the columns are kept by rows, with some room for those of columns that come in later.
 */
final class SparseGramLines implements GramLines {
    private static final int CHUNK_OF_FEW = 8;
    /** So that the rows are not gone through too often; their lines then still stay in the cache. */
    private static final int CHUNK_OF_MANY = 256;
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
        int count = 0;
        for (int a = from; a < size; a++) {
            Arrays.fill(lines[a], 0, a + 1, 0);
            count += columns.end(set[a]) - columns.start(set[a]);
        }
        boolean many = count > ends.length;
        int chunk = many ? CHUNK_OF_MANY : CHUNK_OF_FEW;
        Workers.Task task = (number, worker) -> {
            int low = from + number * chunk;
            int high = Math.min(size, low + chunk);
            if (many) {
                byRows(low, high, weight, lines);
            } else {
                byColumns(set, low, high, weight, lines);
            }
            withOnes(set, low, high, weight, lines);
        };
        boolean worthwhile = (long) entries.length * (size - from) > (long) WORTH_THREADS * size;
        workers.runIf(worthwhile, (size - from + chunk - 1) / chunk, task);
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

    /** Lines of columns with few entries: these lead to the rows. */
    private void byColumns(int[] set, int low, int high, double[] weight, double[][] lines) {
        for (int a = low; a < high; a++) {
            double[] line = lines[a];
            double factor = columns.factor(set[a]);
            int end = columns.end(set[a]);
            for (int at = columns.start(set[a]); at < end; at++) {
                int row = rowIndexes[at];
                double entry = values[at] * factor;
                double times = weight[row] * entry;
                for (int e = starts[row]; places[e] < a; e++) {
                    line[places[e]] += times * entries[e];
                }
                line[a] += times * entry;
            }
        }
    }

    /** The same sums in the same order, row after row. */
    private void byRows(int low, int high, double[] weight, double[][] lines) {
        for (int row = 0; row < ends.length; row++) {
            int start = starts[row];
            int end = ends[row];
            for (int at = start; at < end && places[at] < high; at++) {
                if (places[at] >= low) {
                    double times = weight[row] * entries[at];
                    double[] line = lines[places[at]];
                    for (int e = start; e <= at; e++) {
                        line[places[e]] += times * entries[e];
                    }
                }
            }
        }
    }

    private void withOnes(int[] set, int low, int high, double[] weight, double[][] lines) {
        for (int a = Math.max(low, ones); a < high && ones >= 0; a++) {
            lines[a][ones] = columns.product(set[a], weight);
        }
        for (int b = 0; b < ones && ones >= low && ones < high; b++) {
            lines[ones][b] = columns.product(set[b], weight);
        }
    }
}
