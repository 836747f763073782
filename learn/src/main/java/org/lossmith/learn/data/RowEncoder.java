package org.lossmith.learn.data;

import java.util.Arrays;
import java.util.List;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBReadableVector;

/** Turns chunks of a query's result into the inputs of a model, column by column. */
final class RowEncoder {
    /** Rows written column by column at a time: few enough to stay in the first-level cache. */
    private static final int TILE_ROWS = 128;

    private final List<ColumnEncoding> inputs;
    private final int width;

    RowEncoder(List<ColumnEncoding> inputs) {
        this.inputs = inputs;
        this.width = inputs.stream().mapToInt(ColumnEncoding::width).sum();
    }

    /** How many numbers a row comes to. */
    int width() {
        return width;
    }

    /** Columns of the query that are encoded: its first ones. */
    int columns() {
        return inputs.size();
    }

    /**
     * Encodes a chunk's rows.
     *
     * @param row of the matrix at which the chunk begins
     */
    void take(DuckDBDataChunkReader chunk, int row, Destination destination) {
        int count = (int) chunk.rowCount();
        DuckDBReadableVector[] values = new DuckDBReadableVector[inputs.size()];
        Arrays.setAll(values, chunk::vector);
        for (int from = 0; from < count; ) {
            int end = Math.min(count, from + destination.rowsFrom(row + from));
            for (int tile = from; tile < end; tile += TILE_ROWS) {
                takeInputs(values, row, tile, Math.min(end, tile + TILE_ROWS), destination);
            }
            destination.completed(row + end);
            from = end;
        }
    }

    /** Rows from to end of a chunk that begins at a row of the matrix; all of them have their place in one array. */
    private void takeInputs(DuckDBReadableVector[] values, int row, int from, int end, Destination destination) {
        double[] into = destination.array(row + from);
        int first = destination.offset(row + from);
        for (int j = 0; j < values.length; j++) {
            ColumnEncoding encoding = inputs.get(j);
            if (encoding instanceof ColumnEncoding.Numeric numeric && !numeric.indicator()) {
                copy(values[j], from, end, into, first, numeric.median());
            } else {
                encode(values[j], from, end, into, first, encoding);
            }
            first += encoding.width();
        }
    }

    /** The same as encode() for the encoding that nearly all columns of a large table have, but twice as fast. */
    private void copy(DuckDBReadableVector values, int from, int end, double[] into, int first, double median) {
        int to = first;
        for (int i = from; i < end; i++, to += width) {
            double value = values.getDouble(i, Double.NaN);
            into[to] = Double.isNaN(value) ? median : value;
        }
    }

    private void encode(
            DuckDBReadableVector values, int from, int end, double[] into, int first, ColumnEncoding encoding) {
        int to = first;
        for (int i = from; i < end; i++, to += width) {
            encoding.write(values.getDouble(i, Double.NaN), into, to);
        }
    }
}
