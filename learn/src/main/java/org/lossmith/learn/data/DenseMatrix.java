package org.lossmith.learn.data;

import java.util.Arrays;

/** A matrix in memory. The caller must not write to it once it is shared. */
public final class DenseMatrix implements BlockMatrix {
    private final int rows;
    private final int columns;
    private final double[][] blocks;

    public DenseMatrix(int rows, int columns) {
        if (rows < 0 || columns < 0) {
            throw new IllegalArgumentException("a matrix cannot have " + rows + " rows and " + columns + " columns");
        }
        this.rows = rows;
        this.columns = columns;
        this.blocks = new double[(rows + BLOCK_ROWS - 1) / BLOCK_ROWS][];
        // Zeroing fresh memory is what takes time here, so all cores do it.
        Arrays.parallelSetAll(blocks, block -> new double[Math.multiplyExact(rowsIn(block), columns)]);
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public int columns() {
        return columns;
    }

    @Override
    public double[] block(int block) {
        return blocks[block];
    }

    public void set(int row, int column, double value) {
        blocks[row / BLOCK_ROWS][(row % BLOCK_ROWS) * columns + column] = value;
    }
}
