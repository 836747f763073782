package org.lossmith.learn.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of all used rows, in memory or in scratch files.
 *
 * @param weight example weights, or null
 * @param source 1-based rows in the file
 */
record EncodedRows(BlockMatrix x, Series target, @Nullable Series weight, Series source, List<Notice> notices)
        implements AutoCloseable {
    /** Takes the numbers of some rows, from a chunk. */
    interface Filling {
        void take(int firstRow, double[] numbers);

        static Filling of(Series series) {
            return series instanceof StoredSeries stored
                    ? (row, numbers) -> stored.column().write(row, numbers, numbers.length)
                    : (row, numbers) -> System.arraycopy(numbers, 0, series.toArray(), row, numbers.length);
        }
    }

    /** Room for so many rows. A table of which no row was left out needs none for the places in the file. */
    static EncodedRows room(Table table, int rows, int inputs, boolean weighted, Storage storage) {
        boolean whole = table.whole();
        int besides = 1 + (weighted ? 1 : 0) + (whole ? 0 : 1);
        if (storage.fits(rows, inputs, besides)) {
            return new EncodedRows(
                    new DenseMatrix(rows, inputs),
                    Series.of(new double[rows]),
                    weighted ? Series.of(new double[rows]) : null,
                    whole ? Series.counting(rows) : Series.of(new double[rows]),
                    List.of());
        }
        Notice notice = storage.stored(table.file().name(), rows, inputs, besides);
        return new EncodedRows(
                storage.matrix(rows, inputs),
                storage.series(rows),
                weighted ? storage.series(rows) : null,
                whole ? Series.counting(rows) : storage.series(rows),
                List.of(notice));
    }

    @Override
    public void close() {
        if (x instanceof StoredMatrix stored) {
            stored.close();
        }
        close(target);
        close(source);
        if (weight != null) {
            close(weight);
        }
    }

    static void close(Series series) {
        if (series instanceof StoredSeries stored) {
            stored.column().close();
        }
    }
}
