package org.lossmith.learn.fit;

/** A standardised copy of a dense design, column by column. */
final class DenseDesignColumns implements DesignColumns {
    /** Fewer multiplications than this are over before a second thread has woken up (about 50 microseconds). */
    private static final long WORTH_THREADS = 200_000;

    private static final int CHUNK_COLUMNS = 64;

    private final int rows;
    private final double[][] columns;

    DenseDesignColumns(Design design) {
        this.rows = design.size();
        this.columns = new double[design.columns()][rows];
        Tile tile = design.tile(false);
        int step = design.tileRows();
        for (int from = 0; from < rows; from += step) {
            design.load(tile, from, Math.min(rows, from + step));
            for (int j = 0; j < columns.length; j++) {
                System.arraycopy(tile.columns[j], 0, columns[j], from, tile.rows);
            }
        }
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
            int to = Math.min(size, (chunk + 1) * CHUNK_COLUMNS);
            int a = chunk * CHUNK_COLUMNS;
            for (; a + 3 < to; a += 4) {
                fourProducts(set, a, values, products);
            }
            for (; a < to; a++) {
                products[a] = product(set[a], values);
            }
        };
        workers.runIf((long) size * rows > WORTH_THREADS, tasks, task);
    }

    /** Four columns share the loads of the values. */
    private void fourProducts(int[] set, int a, double[] values, double[] products) {
        double[] p = columns[set[a]];
        double[] q = columns[set[a + 1]];
        double[] r = columns[set[a + 2]];
        double[] s = columns[set[a + 3]];
        double first = 0;
        double second = 0;
        double third = 0;
        double fourth = 0;
        for (int i = 0; i < rows; i++) {
            double value = values[i];
            first += p[i] * value;
            second += q[i] * value;
            third += r[i] * value;
            fourth += s[i] * value;
        }
        products[a] = first;
        products[a + 1] = second;
        products[a + 2] = third;
        products[a + 3] = fourth;
    }

    @Override
    public double product(int column, double[] values) {
        return GramKernel.dot(columns[column], values, rows);
    }

    @Override
    public double square(int column, double[] weight) {
        double[] x = columns[column];
        double sum = 0;
        for (int i = 0; i < rows; i++) {
            sum += weight[i] * x[i] * x[i];
        }
        return sum;
    }

    @Override
    public void add(int column, double factor, double[] to) {
        double[] x = columns[column];
        for (int i = 0; i < rows; i++) {
            to[i] += factor * x[i];
        }
    }

    @Override
    public void addWeighted(int column, double factor, double[] weight, double[] to) {
        double[] x = columns[column];
        for (int i = 0; i < rows; i++) {
            to[i] += factor * weight[i] * x[i];
        }
    }

    @Override
    public void gram(int[] set, int from, int size, double[] weight, double[][] lines, Workers workers) {
        double[][] weighted = new double[workers.threads()][];
        Workers.Task task = (index, worker) -> {
            if (weighted[worker] == null) {
                weighted[worker] = new double[rows];
            }
            int a = from + index;
            double[] left = weighted[worker];
            double[] x = columns[set[a]];
            for (int i = 0; i < rows; i++) {
                left[i] = weight[i] * x[i];
            }
            int b = 0;
            for (; b + 3 <= a; b += 4) {
                fourProducts(set, b, left, lines[a]);
            }
            for (; b <= a; b++) {
                lines[a][b] = product(set[b], left);
            }
        };
        workers.runIf((long) (size - from) * (size + from) / 2 * rows > WORTH_THREADS, size - from, task);
    }
}
