package org.lossmith.learn.fit.design;

import org.lossmith.learn.data.BlockMatrix;
import org.lossmith.learn.data.Rows;

/**
 * Copies a few rows of a fit at a time, one after the other as they stand in memory: only so do they arrive at full
 * speed.
 */
final class RowReader {
    /** So many numbers, and what is worked out from them, stay in the first-level cache. */
    private static final int NUMBERS = 1024;
    /** Long rows come as many as fill the lines of cache that are written column by column, while they stay in the second level. */
    private static final int LINE = 8;

    private static final int WIDE_NUMBERS = 32_768;

    private final BlockMatrix x;
    private final Rows rows;
    private final int width;
    private final int atOnce;
    private final double[] copy;

    RowReader(BlockMatrix x, Rows rows) {
        this.x = x;
        this.rows = rows;
        this.width = x.columns();
        int line = Math.min(LINE, WIDE_NUMBERS / Math.max(1, width));
        this.atOnce = Math.max(1, Math.max(line, NUMBERS / Math.max(1, width)));
        this.copy = new double[atOnce * width];
    }

    /** The most rows in one copy. */
    int atOnce() {
        return atOnce;
    }

    /** The rows from a position on, at most {@link #atOnce}, row by row; overwritten by the next call. */
    double[] read(int from, int count) {
        for (int i = 0; i < count; ) {
            int row = rows.row(from + i);
            int inBlock = row % BlockMatrix.BLOCK_ROWS;
            int run = rows.run(from + i, Math.min(count - i, BlockMatrix.BLOCK_ROWS - inBlock));
            System.arraycopy(x.block(row / BlockMatrix.BLOCK_ROWS), inBlock * width, copy, i * width, run * width);
            i += run;
        }
        return copy;
    }
}
