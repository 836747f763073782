package org.lossmith.learn.data;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.DuckDBReadableVector;
import org.jspecify.annotations.Nullable;

/**
 * Carries the rows of a table over into arrays, column by column within a chunk of rows, a range of rows per thread.
 *
 * @param weight example weights, or null
 * @param sourceRow 1-based rows in the file
 */
record Extraction(DenseMatrix x, double[] target, double @Nullable [] weight, long[] sourceRow) {

    private static final int ROWS_WORTH_A_THREAD = 1 << 16;
    /** Rows written column by column at a time: few enough to stay in the first-level cache. */
    private static final int TILE_ROWS = 128;

    static Extraction run(
            Table table, int rows, Map<Column, ColumnEncoding> encodings, String target, @Nullable Column weight)
            throws SQLException {
        List<String> selected = new ArrayList<>();
        encodings.forEach((column, encoding) -> selected.add(encoded(column, encoding)));
        selected.add(target);
        if (weight != null) {
            selected.add(Statistics.value(weight) + "::DOUBLE");
        }
        selected.add("(" + table.source() + " + 1)::DOUBLE");
        List<ColumnEncoding> inputs = List.copyOf(encodings.values());
        DenseMatrix x = new DenseMatrix(
                rows, inputs.stream().mapToInt(ColumnEncoding::width).sum());
        Extraction result =
                new Extraction(x, new double[rows], weight == null ? null : new double[rows], new long[rows]);
        String sql = "SELECT " + String.join(", ", selected) + " FROM " + table.name();
        int parts = Math.max(1, Math.min(Runtime.getRuntime().availableProcessors(), rows / ROWS_WORTH_A_THREAD));
        try {
            IntStream.range(0, parts).parallel().forEach(part -> {
                int from = (int) ((long) rows * part / parts);
                int to = (int) ((long) rows * (part + 1) / parts);
                result.takeRows(table, sql + " WHERE rowid >= " + from + " AND rowid < " + to, inputs, from, to);
            });
        } catch (Failure e) {
            throw e.cause;
        }
        return result;
    }

    /** Carries a failure of DuckDB out of a parallel part. */
    private static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final SQLException cause;

        Failure(SQLException cause) {
            super(cause);
            this.cause = cause;
        }
    }

    private void takeRows(Table table, String sql, List<ColumnEncoding> inputs, int from, int to) {
        try (Connection connection = table.database().connection().duplicate();
                PreparedStatement statement = connection.prepareStatement(sql);
                DuckDBChunkedResult chunks =
                        statement.unwrap(DuckDBPreparedStatement.class).query()) {
            int row = from;
            while (chunks.nextChunk()) {
                row = take(chunks.chunk(), row, inputs);
            }
            if (row != to) {
                throw new IllegalStateException("rows " + from + " to " + to + " of the table ended at " + row);
            }
        } catch (SQLException e) {
            throw new Failure(e);
        }
    }

    private static String encoded(Column column, ColumnEncoding encoding) {
        if (encoding instanceof ColumnEncoding.Category category) {
            return "CASE WHEN " + column.sql() + " IS NOT NULL THEN (coalesce(list_position("
                    + Database.literals(category.levels()) + ", " + column.sql() + "), 0) - 1)::DOUBLE END";
        }
        if (encoding instanceof ColumnEncoding.Presence) {
            return "CASE WHEN NOT (" + Statistics.isMissing(column) + ") THEN 0::DOUBLE END";
        }
        return Statistics.value(column) + "::DOUBLE";
    }

    private int take(DuckDBDataChunkReader chunk, int row, List<ColumnEncoding> inputs) {
        int count = (int) chunk.rowCount();
        DuckDBReadableVector[] values = new DuckDBReadableVector[inputs.size()];
        Arrays.setAll(values, chunk::vector);
        for (int from = 0; from < count; from += TILE_ROWS) {
            takeInputs(values, row, from, Math.min(count, from + TILE_ROWS), inputs);
        }
        int j = inputs.size();
        takeColumn(chunk.vector(j++), row, count, target);
        if (weight != null) {
            takeColumn(chunk.vector(j++), row, count, weight);
        }
        DuckDBReadableVector source = chunk.vector(j);
        for (int i = 0; i < count; i++) {
            sourceRow[row + i] = (long) source.getDouble(i);
        }
        return row + count;
    }

    private static void takeColumn(DuckDBReadableVector values, int row, int count, double[] into) {
        for (int i = 0; i < count; i++) {
            into[row + i] = values.getDouble(i);
        }
    }

    private void takeInputs(DuckDBReadableVector[] values, int row, int from, int to, List<ColumnEncoding> inputs) {
        int at = 0;
        for (int j = 0; j < values.length; j++) {
            ColumnEncoding encoding = inputs.get(j);
            for (int start = from; start < to; ) {
                int inBlock = (row + start) % BlockMatrix.BLOCK_ROWS;
                int end = Math.min(to, start + BlockMatrix.BLOCK_ROWS - inBlock);
                double[] block = x.block((row + start) / BlockMatrix.BLOCK_ROWS);
                int first = inBlock * x.columns() + at;
                if (encoding instanceof ColumnEncoding.Numeric numeric && !numeric.indicator()) {
                    copy(values[j], start, end, block, first, numeric.median());
                } else {
                    encode(values[j], start, end, block, first, encoding);
                }
                start = end;
            }
            at += encoding.width();
        }
    }

    /** The same as encode() for the encoding that nearly all columns of a large table have, but twice as fast. */
    private void copy(DuckDBReadableVector values, int from, int end, double[] block, int to, double median) {
        int stride = x.columns();
        for (int i = from; i < end; i++, to += stride) {
            double value = values.getDouble(i, Double.NaN);
            block[to] = Double.isNaN(value) ? median : value;
        }
    }

    private void encode(
            DuckDBReadableVector values, int from, int end, double[] block, int to, ColumnEncoding encoding) {
        int stride = x.columns();
        for (int i = from; i < end; i++, to += stride) {
            encoding.write(values.getDouble(i, Double.NaN), block, to);
        }
    }
}
