package org.lossmith.learn.data;

import java.nio.file.Path;

/** What fits into memory, kept on the disk all the same. */
public final class OnDisk {
    private OnDisk() {}

    public static StoredMatrix copy(BlockMatrix x, Path folder) {
        StoredMatrix stored = new StoredMatrix(ScratchFile.in(folder), x.rows(), x.columns());
        for (int block = 0; block < x.blocks(); block++) {
            stored.write(x.firstRow(block), x.block(block), x.rowsIn(block));
        }
        return stored;
    }

    public static Series copy(double[] numbers, Path folder) {
        StoredMatrix stored = new StoredMatrix(ScratchFile.in(folder), numbers.length, 1);
        stored.write(0, numbers, numbers.length);
        return new StoredSeries(stored);
    }
}
