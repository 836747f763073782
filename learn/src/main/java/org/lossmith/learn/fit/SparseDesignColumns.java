package org.lossmith.learn.fit;

import java.util.Arrays;
import org.lossmith.learn.data.SparseColumns;
import org.lossmith.learn.data.SparseMatrix;

/** The columns of a sparse design: scaled, not centred. */
final class SparseDesignColumns implements DesignColumns {
    /** Fewer entries than this are over before a second thread has woken up (about 50 microseconds). */
    private static final long WORTH_THREADS = 100_000;

    private static final int CHUNK_COLUMNS = 256;
    private static final int CHUNK_LINES = 8;
    /** Turning a set's entries to rows takes about as long as so many products with all of them. */
    private static final int FEW_LINES = 8;

    private final int rows;
    private final int count;
    /** The intercept's column, or -1. */
    private final int intercept;

    private final int[] active;
    private final double[] factor;
    private final int[] starts;
    private final int[] rowIndexes;
    private final double[] values;
    private final TileArithmetic arithmetic;

    SparseDesignColumns(Design design) {
        SparseMatrix matrix = design.entries();
        SparseColumns byColumn = matrix.byColumn();
        this.rows = matrix.rows();
        this.count = design.columns();
        this.active = design.standardisation().active();
        this.factor = design.standardisation().factor();
        this.intercept = design.intercept() ? active.length : -1;
        this.starts = byColumn.starts();
        this.rowIndexes = byColumn.rowIndexes();
        this.values = byColumn.values();
        this.arithmetic = TileArithmetic.of(rows, count);
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public long entries() {
        return values.length + (long) rows;
    }

    @Override
    public void products(int[] set, int size, double[] of, double[] products, Workers workers) {
        int tasks = (size + CHUNK_COLUMNS - 1) / CHUNK_COLUMNS;
        Workers.Task task = (chunk, worker) -> {
            int to = Math.min(size, (chunk + 1) * CHUNK_COLUMNS);
            for (int a = chunk * CHUNK_COLUMNS; a < to; a++) {
                products[a] = product(set[a], of);
            }
        };
        workers.runIf(entries() * size / count > WORTH_THREADS, tasks, task);
    }

    @Override
    public double product(int column, double[] of) {
        if (column == intercept) {
            return GramKernel.sum(of, rows);
        }
        // Four running sums: additions that wait for each other take longer than the look-ups.
        int end = starts[active[column] + 1];
        double s = 0;
        double t = 0;
        double u = 0;
        double v = 0;
        int at = starts[active[column]];
        for (; at + 3 < end; at += 4) {
            s += values[at] * of[rowIndexes[at]];
            t += values[at + 1] * of[rowIndexes[at + 1]];
            u += values[at + 2] * of[rowIndexes[at + 2]];
            v += values[at + 3] * of[rowIndexes[at + 3]];
        }
        for (; at < end; at++) {
            s += values[at] * of[rowIndexes[at]];
        }
        return factor[column] * ((s + t) + (u + v));
    }

    @Override
    public double square(int column, double[] weight) {
        if (column == intercept) {
            return product(column, weight);
        }
        double sum = 0;
        for (int at = starts[active[column]]; at < starts[active[column] + 1]; at++) {
            sum += weight[rowIndexes[at]] * values[at] * values[at];
        }
        return factor[column] * factor[column] * sum;
    }

    @Override
    public void add(int[] set, int size, double[] factors, double[] to) {
        for (int a = 0; a < size; a++) {
            if (factors[a] != 0) {
                add(set[a], factors[a], to);
            }
        }
    }

    @Override
    public TileArithmetic arithmetic() {
        return arithmetic;
    }

    private void add(int column, double times, double[] to) {
        if (column == intercept) {
            for (int i = 0; i < rows; i++) {
                to[i] += times;
            }
            return;
        }
        double scaled = times * factor[column];
        for (int at = starts[active[column]]; at < starts[active[column] + 1]; at++) {
            to[rowIndexes[at]] += scaled * values[at];
        }
    }

    @Override
    public void addWeighted(int column, double times, double[] weight, double[] to) {
        if (column == intercept) {
            for (int i = 0; i < rows; i++) {
                to[i] += times * weight[i];
            }
            return;
        }
        double scaled = times * factor[column];
        for (int at = starts[active[column]]; at < starts[active[column] + 1]; at++) {
            to[rowIndexes[at]] += scaled * values[at] * weight[rowIndexes[at]];
        }
    }

    @Override
    public void gram(int[] set, int from, int size, double[] weight, double[][] lines, Workers workers) {
        if (size - from <= FEW_LINES) {
            spreadOut(set, from, size, weight, lines);
            return;
        }
        SetRows of = new SetRows(set, size);
        int tasks = (size - from + CHUNK_LINES - 1) / CHUNK_LINES;
        Workers.Task task = (chunk, worker) -> {
            int to = Math.min(size, from + (chunk + 1) * CHUNK_LINES);
            for (int a = from + chunk * CHUNK_LINES; a < to; a++) {
                of.line(set, a, weight, lines[a]);
            }
        };
        workers.runIf(of.entries.length > WORTH_THREADS / 10, tasks, task);
    }

    /** For few new columns it is faster to spell each of them out than to turn all to rows. */
    private void spreadOut(int[] set, int from, int size, double[] weight, double[][] lines) {
        double[] spread = new double[rows];
        for (int a = from; a < size; a++) {
            Arrays.fill(spread, 0);
            addWeighted(set[a], 1, weight, spread);
            for (int b = 0; b <= a; b++) {
                lines[a][b] = product(set[b], spread);
            }
        }
    }

    /** The entries of a set of columns by rows: then a product of two columns costs only the rows where both have one. */
    private final class SetRows {
        private final int[] rowStarts = new int[rows + 1];
        private final int[] positions;
        private final double[] entries;

        SetRows(int[] set, int size) {
            for (int a = 0; a < size; a++) {
                for (int at = start(set[a]); at < end(set[a]); at++) {
                    rowStarts[rowIndexes[at] + 1]++;
                }
            }
            for (int row = 0; row < rows; row++) {
                rowStarts[row + 1] += rowStarts[row];
            }
            this.positions = new int[rowStarts[rows]];
            this.entries = new double[rowStarts[rows]];
            int[] next = Arrays.copyOf(rowStarts, rows);
            for (int a = 0; a < size; a++) {
                for (int at = start(set[a]); at < end(set[a]); at++) {
                    int to = next[rowIndexes[at]]++;
                    positions[to] = a;
                    entries[to] = values[at] * factor[set[a]];
                }
            }
        }

        private int start(int column) {
            return column == intercept ? 0 : starts[active[column]];
        }

        private int end(int column) {
            return column == intercept ? 0 : starts[active[column] + 1];
        }

        /** The products of column {@code set[a]} with those up to it. */
        void line(int[] set, int a, double[] weight, double[] line) {
            Arrays.fill(line, 0, a + 1, 0);
            if (set[a] == intercept) {
                for (int b = 0; b <= a; b++) {
                    line[b] = product(set[b], weight);
                }
                return;
            }
            double withOnes = 0;
            for (int at = start(set[a]); at < end(set[a]); at++) {
                int row = rowIndexes[at];
                double times = weight[row] * values[at] * factor[set[a]];
                withOnes += times;
                for (int e = rowStarts[row]; positions[e] < a; e++) {
                    line[positions[e]] += times * entries[e];
                }
                line[a] += times * values[at] * factor[set[a]];
            }
            for (int b = 0; b < a; b++) {
                if (set[b] == intercept) {
                    line[b] = withOnes;
                }
            }
        }
    }
}
