package org.lossmith.learn.data;

/** Where one thread writes the encoded rows of a matrix, row-major, in ascending order. */
sealed interface Destination {
    /** How many rows from this one on have their place in the same array. */
    int rowsFrom(int row);

    double[] array(int row);

    /** Where the row begins in its array. */
    int offset(int row);

    /** The rows before this one are complete. */
    void completed(int row);

    static Destination of(BlockMatrix matrix, int firstRow) {
        return matrix instanceof StoredMatrix stored
                ? new Buffered(stored, firstRow)
                : new Direct((DenseMatrix) matrix);
    }

    /** The blocks of a matrix in memory themselves. */
    record Direct(DenseMatrix matrix) implements Destination {
        @Override
        public int rowsFrom(int row) {
            return BlockMatrix.BLOCK_ROWS - row % BlockMatrix.BLOCK_ROWS;
        }

        @Override
        public double[] array(int row) {
            return matrix.block(row / BlockMatrix.BLOCK_ROWS);
        }

        @Override
        public int offset(int row) {
            return row % BlockMatrix.BLOCK_ROWS * matrix.columns();
        }

        @Override
        public void completed(int row) {}
    }

    /** A buffer that is written to the file whenever it is full. */
    final class Buffered implements Destination {
        private final StoredMatrix matrix;
        private final double[] buffer;
        private int first;

        Buffered(StoredMatrix matrix, int firstRow) {
            this.matrix = matrix;
            this.buffer = new double[BlockMatrix.BLOCK_ROWS * matrix.columns()];
            this.first = firstRow;
        }

        @Override
        public int rowsFrom(int row) {
            return BlockMatrix.BLOCK_ROWS - (row - first);
        }

        @Override
        public double[] array(int row) {
            return buffer;
        }

        @Override
        public int offset(int row) {
            return (row - first) * matrix.columns();
        }

        @Override
        public void completed(int row) {
            matrix.write(first, buffer, row - first);
            first = row;
        }
    }
}
