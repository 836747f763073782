package org.lossmith.learn.fit.design;

import org.lossmith.learn.data.SparseColumns;
import org.lossmith.learn.data.SparseMatrix;

/** The columns of a sparse design: scaled, not centred. */
final class SparseDesignColumns implements DesignColumns {
    /** Fewer entries than this are over before a second thread has woken up (about 50 microseconds). */
    private static final long WORTH_THREADS = 100_000;

    private static final int CHUNK_COLUMNS = 256;

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
    public void squares(int[] set, int size, double[] weight, double[] squares) {
        for (int a = 0; a < size; a++) {
            squares[a] = square(set[a], weight);
        }
    }

    private double square(int column, double[] weight) {
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
    public GramLines gramLines() {
        return new SparseGramLines(this);
    }

    boolean intercept(int column) {
        return column == intercept;
    }

    /** Where a column's entries begin; the intercept has none. */
    int start(int column) {
        return column == intercept ? 0 : starts[active[column]];
    }

    int end(int column) {
        return column == intercept ? 0 : starts[active[column] + 1];
    }

    double factor(int column) {
        return column == intercept ? 1 : factor[column];
    }

    /** By the positions from {@link #start} to {@link #end}. */
    int[] rowIndexes() {
        return rowIndexes;
    }

    /** The same, without the factor. */
    double[] values() {
        return values;
    }
}
