package org.lossmith.learn.data;

import java.io.IOException;
import java.util.Arrays;

/**
 * What a libsvm file holds.
 *
 * @param x its columns are the indexes from {@code first} up
 * @param first 1, or 0 if a 0 occurs anywhere: what the indexes count from
 * @param lines the 1-based line of each row
 * @param queries whether there were query numbers, which are not used
 */
record LibsvmContent(SparseMatrix x, int first, double[] labels, long[] lines, boolean queries) {
    static LibsvmContent read(InputFile file) throws IOException {
        Collector collector = new Collector();
        boolean queries = LibsvmParser.read(file, collector);
        return collector.content(queries);
    }

    private static final class Collector implements LibsvmParser.Rows {
        private final SparseMatrix.Builder entries = new SparseMatrix.Builder();
        private double[] labels = new double[1024];
        private long[] lines = new long[1024];
        private int rows;
        private int smallest = Integer.MAX_VALUE;
        private int largest = -1;

        @Override
        public void entry(int index, double value) {
            entries.add(index, value);
            smallest = Math.min(smallest, index);
            largest = Math.max(largest, index);
        }

        @Override
        public void endRow(double label, long line) {
            if (rows == labels.length) {
                labels = Arrays.copyOf(labels, 2 * rows);
                lines = Arrays.copyOf(lines, 2 * rows);
            }
            labels[rows] = label;
            lines[rows++] = line;
            entries.endRow();
        }

        LibsvmContent content(boolean queries) {
            int first = smallest == 0 ? 0 : 1;
            int columns = largest < 0 ? 0 : largest + 1 - first;
            SparseMatrix x = first == 0 ? entries.build(columns) : entries.buildShifted(columns);
            return new LibsvmContent(x, first, Arrays.copyOf(labels, rows), Arrays.copyOf(lines, rows), queries);
        }
    }
}
