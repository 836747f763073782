package org.lossmith.learn.data;

/** Numbers in a scratch file: a stored matrix of one column. */
record StoredSeries(StoredMatrix column) implements Series {
    @Override
    public int size() {
        return column.rows();
    }

    @Override
    public double get(int row) {
        return column.get(row, 0);
    }

    @Override
    public void copy(int from, int count, double[] into, int at) {
        int copied = 0;
        while (copied < count) {
            int row = from + copied;
            int start = row % BlockMatrix.BLOCK_ROWS;
            int some = Math.min(count - copied, BlockMatrix.BLOCK_ROWS - start);
            System.arraycopy(column.block(row / BlockMatrix.BLOCK_ROWS), start, into, at + copied, some);
            copied += some;
        }
    }

    @Override
    public double[] toArray() {
        double[] result = new double[size()];
        copy(0, result.length, result, 0);
        return result;
    }
}
