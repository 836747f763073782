package org.lossmith.learn.data;

/**
 * A matrix with every number spelt out, in blocks of rows, so that a block and its scores stay in cache while it is worked on.
 * Row-major inside a block: element (row, column) of a block stands at {@code row * columns() + column}.
 */
public sealed interface BlockMatrix extends Matrix permits DenseMatrix, StoredMatrix {
    /** Rows in every block but the last. */
    int BLOCK_ROWS = 1024;

    /**
     * The block's numbers, row-major; the caller must not write to them. In a {@link StoredMatrix} they hold until this thread's
     * next call.
     */
    double[] block(int block);

    default int blocks() {
        return (rows() + BLOCK_ROWS - 1) / BLOCK_ROWS;
    }

    /** The first row of a block. */
    default int firstRow(int block) {
        return block * BLOCK_ROWS;
    }

    default int rowsIn(int block) {
        return Math.min(BLOCK_ROWS, rows() - block * BLOCK_ROWS);
    }

    @Override
    default double get(int row, int column) {
        return block(row / BLOCK_ROWS)[(row % BLOCK_ROWS) * columns() + column];
    }

    @Override
    default BlockMatrix selectRows(int[] selected) {
        DenseMatrix result = new DenseMatrix(selected.length, columns());
        for (int i = 0; i < selected.length; i++) {
            int from = selected[i];
            System.arraycopy(
                    block(from / BLOCK_ROWS),
                    (from % BLOCK_ROWS) * columns(),
                    result.block(i / BLOCK_ROWS),
                    (i % BLOCK_ROWS) * columns(),
                    columns());
        }
        return result;
    }

    /** Two passes, so that a large mean costs no digits. */
    @Override
    default double[] standardDeviations() {
        double[] mean = new double[columns()];
        double[] square = new double[columns()];
        for (int pass = 0; pass < 2; pass++) {
            for (int block = 0; block < blocks(); block++) {
                double[] values = block(block);
                for (int at = 0; at < rowsIn(block) * columns(); at += columns()) {
                    for (int column = 0; column < columns(); column++) {
                        double value = values[at + column];
                        if (pass == 0) {
                            mean[column] += value / rows();
                        } else {
                            square[column] += (value - mean[column]) * (value - mean[column]);
                        }
                    }
                }
            }
        }
        for (int column = 0; column < square.length; column++) {
            square[column] = Math.sqrt(square[column] / rows());
        }
        return square;
    }

    /** Four running sums hide the latency of addition; their order is fixed, so are the bits. */
    @Override
    default double dot(int row, double[] coefficients) {
        double[] values = block(row / BLOCK_ROWS);
        int offset = row % BLOCK_ROWS * columns();
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int column = 0;
        for (; column + 3 < columns(); column += 4) {
            a += coefficients[column] * values[offset + column];
            b += coefficients[column + 1] * values[offset + column + 1];
            c += coefficients[column + 2] * values[offset + column + 2];
            d += coefficients[column + 3] * values[offset + column + 3];
        }
        for (; column < columns(); column++) {
            a += coefficients[column] * values[offset + column];
        }
        return (a + b) + (c + d);
    }
}
