package org.lossmith.learn.data;

/**
 * A matrix too large for memory, row after row in a scratch file. {@link #block} reads into a buffer that each thread has for
 * itself: what it returns holds only until the same thread asks the same matrix for another block.
 */
public final class StoredMatrix implements BlockMatrix, AutoCloseable {
    private final int rows;
    private final int columns;
    private final ScratchFile file;
    private final ThreadLocal<Window> windows;

    /** The block that a thread looks at. */
    private static final class Window {
        private int block = -1;
        private final double[] values;

        Window(int length) {
            values = new double[length];
        }
    }

    StoredMatrix(ScratchFile file, int rows, int columns) {
        this.rows = rows;
        this.columns = columns;
        this.file = file;
        int length = Math.multiplyExact(Math.min(rows, BLOCK_ROWS), columns);
        this.windows = ThreadLocal.withInitial(() -> new Window(length));
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public int columns() {
        return columns;
    }

    /** Valid until this thread's next call; in the last block only the first {@link #rowsIn} rows count. */
    @Override
    public double[] block(int block) {
        Window window = windows.get();
        if (window.block != block) {
            window.block = -1;
            file.read((long) firstRow(block) * columns, window.values, 0, rowsIn(block) * columns);
            window.block = block;
        }
        return window.values;
    }

    /** Reads the selected rows alone: a few rows spread over the file do not cost a pass. */
    @Override
    public DenseMatrix selectRows(int[] selected) {
        DenseMatrix result = new DenseMatrix(selected.length, columns);
        for (int i = 0; i < selected.length; i++) {
            int at = i % BLOCK_ROWS * columns;
            file.read((long) selected[i] * columns, result.block(i / BLOCK_ROWS), at, columns);
        }
        return result;
    }

    /** Writes rows, before the matrix is read. */
    void write(int firstRow, double[] values, int count) {
        file.write((long) firstRow * columns, values, count * columns);
    }

    /** Deletes the scratch file; reading is over. */
    @Override
    public void close() {
        file.close();
    }
}
