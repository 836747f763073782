package org.lossmith.learn.data;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.DuckDBReadableVector;
import org.jspecify.annotations.Nullable;

/** Carries the rows of a table over into a matrix, column by column within a chunk of rows, a range of rows per thread. */
final class Extraction {
    private static final int ROWS_WORTH_A_THREAD = 1 << 16;
    private final Table table;
    private final RowEncoder encoder;
    private final String sql;
    private final EncodedRows rows;
    private final List<EncodedRows.Filling> others;

    private Extraction(
            Table table,
            Map<Column, ColumnEncoding> encodings,
            EncodedRows rows,
            Map<String, EncodedRows.Filling> others)
            throws SQLException {
        this.table = table;
        this.encoder = new RowEncoder(List.copyOf(encodings.values()));
        this.rows = rows;
        this.others = List.copyOf(others.values());
        List<String> selected = new ArrayList<>();
        LevelSearch levels = new LevelSearch(table.database());
        for (Map.Entry<Column, ColumnEncoding> entry : encodings.entrySet()) {
            selected.add(levels.value(entry.getKey(), entry.getValue()));
        }
        selected.addAll(others.keySet());
        this.sql = "SELECT " + String.join(", ", selected) + " FROM " + table.name();
    }

    static EncodedRows run(
            Table table,
            int rows,
            Map<Column, ColumnEncoding> encodings,
            String target,
            @Nullable Column weight,
            Storage storage)
            throws SQLException {
        int width = encodings.values().stream().mapToInt(ColumnEncoding::width).sum();
        EncodedRows result = EncodedRows.room(table, rows, width, weight != null, storage);
        Map<String, EncodedRows.Filling> others = new LinkedHashMap<>();
        others.put(target, EncodedRows.Filling.of(result.target()));
        if (weight != null && result.weight() != null) {
            others.put(Statistics.value(weight) + "::DOUBLE", EncodedRows.Filling.of(result.weight()));
        }
        if (!(result.source() instanceof CountingSeries)) {
            others.put("(" + table.source() + " + 1)::DOUBLE", EncodedRows.Filling.of(result.source()));
        }
        boolean complete = false;
        try {
            new Extraction(table, encodings, result, others).takeAll(rows);
            complete = true;
        } finally {
            if (!complete) {
                result.close();
            }
        }
        return result;
    }

    private void takeAll(int rows) throws SQLException {
        int parts = Math.max(1, Math.min(Runtime.getRuntime().availableProcessors(), rows / ROWS_WORTH_A_THREAD));
        try {
            IntStream.range(0, parts).parallel().forEach(part -> {
                int from = (int) ((long) rows * part / parts);
                int to = (int) ((long) rows * (part + 1) / parts);
                takeRows(from, to);
            });
        } catch (Failure e) {
            throw e.cause;
        }
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

    private void takeRows(int from, int to) {
        Destination destination = Destination.of(rows.x(), from);
        String position = table.database().position();
        String part = sql + " WHERE " + position + " >= " + from + " AND " + position + " < " + to;
        try (Connection connection = table.database().connection().duplicate();
                PreparedStatement statement = connection.prepareStatement(part);
                DuckDBChunkedResult chunks =
                        statement.unwrap(DuckDBPreparedStatement.class).query()) {
            int row = from;
            while (chunks.nextChunk()) {
                row = take(chunks.chunk(), row, destination);
            }
            if (row != to) {
                throw new IllegalStateException("rows " + from + " to " + to + " of the table ended at " + row);
            }
        } catch (SQLException e) {
            throw new Failure(e);
        }
    }

    private int take(DuckDBDataChunkReader chunk, int row, Destination destination) {
        int count = (int) chunk.rowCount();
        encoder.take(chunk, row, destination);
        double[] numbers = new double[count];
        for (int j = 0; j < others.size(); j++) {
            DuckDBReadableVector vector = chunk.vector(encoder.columns() + j);
            for (int i = 0; i < count; i++) {
                numbers[i] = vector.getDouble(i);
            }
            others.get(j).take(row, numbers);
        }
        return row + count;
    }
}
