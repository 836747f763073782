package org.lossmith;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A table of numbers, rows by columns, in arrays that the caller has: scores, gradients or targets of losses that take several
 * of them per row. Planar (one array a column) is the fastest; row-major tables are transposed block by block.
 */
public abstract sealed class Columns {
    private final int rows;
    private final int columns;

    private Columns(int rows, int columns) {
        this.rows = rows;
        this.columns = columns;
    }

    /** One array a column; row i of column j is {@code columns[j][i]}. The arrays may be longer than the rows in use. */
    public static Columns planar(double[]... columns) {
        int rows = Integer.MAX_VALUE;
        for (double[] column : columns) {
            rows = Math.min(rows, column.length);
        }
        return new PlanarDoubles(columns.clone(), columns.length == 0 ? 0 : rows);
    }

    /** The same in single precision. */
    public static Columns planar(float[]... columns) {
        int rows = Integer.MAX_VALUE;
        for (float[] column : columns) {
            rows = Math.min(rows, column.length);
        }
        return new PlanarFloats(columns.clone(), columns.length == 0 ? 0 : rows);
    }

    /** Row i of column j is {@code numbers[i * columns + j]}. */
    public static Columns rowMajor(double[] numbers, int columns) {
        return new RowMajorDoubles(numbers, wholeRows(numbers.length, columns), columns);
    }

    /** The same in single precision. */
    public static Columns rowMajor(float[] numbers, int columns) {
        return new RowMajorFloats(numbers, wholeRows(numbers.length, columns), columns);
    }

    private static int wholeRows(int length, int columns) {
        if (columns < 1 || length % columns != 0) {
            throw new InputException("an array of " + length + " numbers does not hold whole rows of " + columns);
        }
        return length / columns;
    }

    public final int rows() {
        return rows;
    }

    public final int columns() {
        return columns;
    }

    /** Copies rows {@code from <= i < from + count} of a column into {@code into}, from {@code offset} on. */
    public abstract void read(int column, int from, int count, double[] into, int offset);

    /** Copies {@code count} numbers from {@code offset} on into a column, from row {@code from} on. */
    public abstract void write(int column, int from, int count, double[] numbers, int offset);

    /** The array of doubles that holds a column, row by row from row 0 on; null if the table is kept in another way. */
    public double @Nullable [] array(int column) {
        return null;
    }

    private static final class PlanarDoubles extends Columns {
        private final double[][] arrays;

        PlanarDoubles(double[][] arrays, int rows) {
            super(rows, arrays.length);
            this.arrays = arrays;
        }

        @Override
        public double[] array(int column) {
            return arrays[column];
        }

        @Override
        public void read(int column, int from, int count, double[] into, int offset) {
            System.arraycopy(arrays[column], from, into, offset, count);
        }

        @Override
        public void write(int column, int from, int count, double[] numbers, int offset) {
            System.arraycopy(numbers, offset, arrays[column], from, count);
        }
    }

    private static final class PlanarFloats extends Columns {
        private final float[][] arrays;

        PlanarFloats(float[][] arrays, int rows) {
            super(rows, arrays.length);
            this.arrays = arrays;
        }

        @Override
        public void read(int column, int from, int count, double[] into, int offset) {
            float[] array = arrays[column];
            Objects.checkFromIndexSize(from, count, array.length);
            for (int i = 0; i < count; i++) {
                into[offset + i] = array[from + i];
            }
        }

        @Override
        public void write(int column, int from, int count, double[] numbers, int offset) {
            float[] array = arrays[column];
            Objects.checkFromIndexSize(from, count, array.length);
            for (int i = 0; i < count; i++) {
                array[from + i] = (float) numbers[offset + i];
            }
        }
    }

    private static final class RowMajorDoubles extends Columns {
        private final double[] numbers;

        RowMajorDoubles(double[] numbers, int rows, int columns) {
            super(rows, columns);
            this.numbers = numbers;
        }

        @Override
        public void read(int column, int from, int count, double[] into, int offset) {
            int width = columns();
            int at = from * width + column;
            for (int i = 0; i < count; i++, at += width) {
                into[offset + i] = numbers[at];
            }
        }

        @Override
        public void write(int column, int from, int count, double[] values, int offset) {
            int width = columns();
            int at = from * width + column;
            for (int i = 0; i < count; i++, at += width) {
                numbers[at] = values[offset + i];
            }
        }
    }

    private static final class RowMajorFloats extends Columns {
        private final float[] numbers;

        RowMajorFloats(float[] numbers, int rows, int columns) {
            super(rows, columns);
            this.numbers = numbers;
        }

        @Override
        public void read(int column, int from, int count, double[] into, int offset) {
            int width = columns();
            int at = from * width + column;
            for (int i = 0; i < count; i++, at += width) {
                into[offset + i] = numbers[at];
            }
        }

        @Override
        public void write(int column, int from, int count, double[] values, int offset) {
            int width = columns();
            int at = from * width + column;
            for (int i = 0; i < count; i++, at += width) {
                numbers[at] = (float) values[offset + i];
            }
        }
    }
}
