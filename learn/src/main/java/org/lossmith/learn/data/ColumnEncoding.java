package org.lossmith.learn.data;

import java.util.ArrayList;
import java.util.List;

/**
 * How one column of a file becomes one or more inputs of a model. A column's value arrives as one double, NaN when missing: the
 * number itself (true is 1, false 0), a category's position in its list, or a moment's seconds since 1970 in UTC.
 */
public sealed interface ColumnEncoding
        permits ColumnEncoding.Numeric,
                ColumnEncoding.Presence,
                ColumnEncoding.Category,
                ColumnEncoding.Value,
                MomentEncoding {
    /** Put after a column's name to name the input that marks missing values. */
    String MISSING = "_missing";

    /** The column's name in the file. */
    String column();

    /** Names of the inputs it gives. */
    List<String> inputs();

    /** How many inputs it gives. */
    default int width() {
        return inputs().size();
    }

    /** Writes the inputs for one value to {@code row[at]} and the following elements. */
    void write(double value, double[] row, int at);

    /** Adds the inputs for one value to the row that is being built, from column {@code at} on. */
    default void add(double value, int at, SparseMatrix.Builder builder) {
        double[] row = new double[width()];
        write(value, row, 0);
        for (int i = 0; i < row.length; i++) {
            builder.add(at + i, row[i]);
        }
    }

    /** The column's value itself, NaN when missing, for one who encodes it later. */
    record Value(ColumnEncoding of) implements ColumnEncoding {
        @Override
        public String column() {
            return of.column();
        }

        @Override
        public List<String> inputs() {
            return List.of(column());
        }

        @Override
        public void write(double value, double[] row, int at) {
            row[at] = value;
        }
    }

    /**
     * A number that is passed on as it is.
     *
     * @param median what stands in for a missing value
     * @param indicator a second input is 1 where the value is missing
     */
    record Numeric(String column, double median, boolean indicator) implements ColumnEncoding {
        @Override
        public int width() {
            return indicator ? 2 : 1;
        }

        @Override
        public List<String> inputs() {
            return indicator ? List.of(column, column + MISSING) : List.of(column);
        }

        @Override
        public void write(double value, double[] row, int at) {
            boolean missing = Double.isNaN(value);
            row[at] = missing ? median : value;
            if (indicator) {
                row[at + 1] = missing ? 1 : 0;
            }
        }
    }

    /** A column with one single value, so that all it tells is whether the value is there: 1 where it is missing. */
    record Presence(String column) implements ColumnEncoding {
        @Override
        public List<String> inputs() {
            return List.of(column + MISSING);
        }

        @Override
        public void write(double value, double[] row, int at) {
            row[at] = Double.isNaN(value) ? 1 : 0;
        }
    }

    /**
     * A text, one-hot: one input per level but the first, which is the most frequent and stands for "none of the others". The
     * value is the level's 0-based position in {@code levels}, or -1 for any other text; other texts have an input if there
     * were any when the encoding was learnt, and count as the first level if not; so do missing values.
     */
    record Category(String column, List<String> levels, boolean other, boolean missing) implements ColumnEncoding {
        public Category {
            levels = List.copyOf(levels);
        }

        @Override
        public int width() {
            return levels.size() - 1 + (other ? 1 : 0) + (missing ? 1 : 0);
        }

        @Override
        public List<String> inputs() {
            List<String> names = new ArrayList<>();
            levels.stream().skip(1).forEach(level -> names.add(column + "=" + level.replaceAll("\\p{Cntrl}+", " ")));
            if (other) {
                names.add(column + "=(other)");
            }
            if (missing) {
                names.add(column + MISSING);
            }
            return names;
        }

        @Override
        public void write(double value, double[] row, int at) {
            java.util.Arrays.fill(row, at, at + width(), 0);
            int input = input(value);
            if (input >= 0) {
                row[at + input] = 1;
            }
        }

        @Override
        public void add(double value, int at, SparseMatrix.Builder builder) {
            int input = input(value);
            if (input >= 0) {
                builder.add(at + input, 1);
            }
        }

        /** The input that is 1, or -1. */
        private int input(double value) {
            if (Double.isNaN(value)) {
                return missing ? width() - 1 : -1;
            }
            if (value > 0) {
                return (int) value - 1;
            }
            return value < 0 && other ? levels.size() - 1 : -1;
        }
    }
}
