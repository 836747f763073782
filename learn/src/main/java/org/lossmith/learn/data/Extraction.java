package org.lossmith.learn.data;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.DuckDBReadableVector;
import org.jspecify.annotations.Nullable;

/**
 * Carries the rows of a table over into arrays, in one pass, column by column within a chunk of rows.
 *
 * @param weight example weights, or null
 * @param sourceRow 1-based rows in the file
 */
record Extraction(Matrix x, double[] target, double @Nullable [] weight, long[] sourceRow) {

    static Extraction run(Table table, int rows, Map<Column, ColumnEncoding> encodings, String target, @Nullable Column weight)
            throws SQLException {
        List<String> selected = new ArrayList<>();
        encodings.forEach((column, encoding) -> selected.add(orNaN(encoded(column, encoding))));
        selected.add(orNaN(target));
        if (weight != null) {
            selected.add(orNaN(Statistics.value(weight) + "::DOUBLE"));
        }
        selected.add("(" + table.source() + " + 1)::DOUBLE");
        List<ColumnEncoding> inputs = List.copyOf(encodings.values());
        Matrix x = new Matrix(rows, inputs.stream().mapToInt(encoding -> encoding.inputs().size()).sum());
        Extraction result = new Extraction(x, new double[rows], weight == null ? null : new double[rows], new long[rows]);
        String sql = "SELECT " + String.join(", ", selected) + " FROM " + table.name();
        try (PreparedStatement statement = table.database().connection().prepareStatement(sql);
                DuckDBChunkedResult chunks = statement.unwrap(DuckDBPreparedStatement.class).query()) {
            int row = 0;
            while (chunks.nextChunk()) {
                row = result.take(chunks.chunk(), row, inputs);
            }
            if (row != rows) {
                throw new IllegalStateException("the table has " + rows + " rows but gave " + row);
            }
        }
        return result;
    }

    private static String orNaN(String sql) {
        return "coalesce(" + sql + ", 'nan'::DOUBLE)";
    }

    private static String encoded(Column column, ColumnEncoding encoding) {
        if (encoding instanceof ColumnEncoding.Category category) {
            return "CASE WHEN " + column.sql() + " IS NOT NULL THEN (coalesce(list_position("
                    + Database.literals(category.levels()) + ", " + column.sql() + "), 0) - 1)::DOUBLE END";
        }
        return Statistics.value(column) + "::DOUBLE";
    }

    private int take(DuckDBDataChunkReader chunk, int row, List<ColumnEncoding> inputs) {
        int count = (int) chunk.rowCount();
        int at = 0;
        for (int j = 0; j < inputs.size(); j++) {
            takeInput(chunk.vector(j), row, count, inputs.get(j), at);
            at += inputs.get(j).inputs().size();
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

    private void takeInput(DuckDBReadableVector values, int row, int count, ColumnEncoding encoding, int at) {
        int columns = x.columns();
        for (int i = 0; i < count; i++) {
            int to = row + i;
            encoding.write(values.getDouble(i), x.block(to / Matrix.BLOCK_ROWS), (to % Matrix.BLOCK_ROWS) * columns + at);
        }
    }
}
