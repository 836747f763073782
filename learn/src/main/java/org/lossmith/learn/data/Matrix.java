package org.lossmith.learn.data;

import java.util.Arrays;

/**
 * A dense matrix of finite numbers in blocks of rows, so that a block and its scores stay in cache while it is worked on.
 * Row-major inside a block: element (row, column) of a block stands at {@code row * columns() + column}.
 */
public final class Matrix {
    /** Rows in every block but the last. */
    public static final int BLOCK_ROWS = 1024;

    private final int rows;
    private final int columns;
    private final double[][] blocks;

    public Matrix(int rows, int columns) {
        if (rows < 0 || columns < 0) {
            throw new IllegalArgumentException("a matrix cannot have " + rows + " rows and " + columns + " columns");
        }
        this.rows = rows;
        this.columns = columns;
        this.blocks = new double[(rows + BLOCK_ROWS - 1) / BLOCK_ROWS][];
        // Zeroing fresh memory is what takes time here, so all cores do it.
        Arrays.parallelSetAll(blocks, block -> new double[Math.multiplyExact(rowsIn(block), columns)]);
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    public int blocks() {
        return blocks.length;
    }

    /** The first row of a block. */
    public int firstRow(int block) {
        return block * BLOCK_ROWS;
    }

    public int rowsIn(int block) {
        return Math.min(BLOCK_ROWS, rows - block * BLOCK_ROWS);
    }

    /** The block's own array, row-major; the caller must not write to it once the matrix is shared. */
    public double[] block(int block) {
        return blocks[block];
    }

    public double get(int row, int column) {
        return blocks[row / BLOCK_ROWS][(row % BLOCK_ROWS) * columns + column];
    }

    public void set(int row, int column, double value) {
        blocks[row / BLOCK_ROWS][(row % BLOCK_ROWS) * columns + column] = value;
    }

    /** The given rows, in the given order, as a new matrix. */
    public Matrix selectRows(int[] selected) {
        Matrix result = new Matrix(selected.length, columns);
        for (int i = 0; i < selected.length; i++) {
            int from = selected[i];
            System.arraycopy(
                    blocks[from / BLOCK_ROWS],
                    (from % BLOCK_ROWS) * columns,
                    result.blocks[i / BLOCK_ROWS],
                    (i % BLOCK_ROWS) * columns,
                    columns);
        }
        return result;
    }
}
