package org.lossmith.learn.data;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.DuckDBReadableVector;
import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;

/** Hands the rows of a file on as inputs of a model, a few thousand at a time: however many there are, memory holds only those. */
public final class EncodedScan {
    private final ScanRequest request;
    private final Table table;
    private final Map<Column, ColumnEncoding> columns;
    private final boolean sparse;
    private final RowEncoder encoder;
    private final @Nullable Column target;
    private final List<Column> kept;

    private EncodedScan(ScanRequest request, Table table) throws SQLException {
        this.request = request;
        this.table = table;
        this.columns = ColumnMatch.of(table, request.encoder(), NotANumber.meansMissing(request.nulls()));
        this.sparse = SparseEncoding.suits(columns.values());
        this.encoder = new RowEncoder(List.copyOf((sparse ? SparseEncoding.values(columns) : columns).values()));
        this.target = table.columns().stream()
                .filter(column -> column.name().equals(request.target().column()))
                .findFirst()
                .orElse(null);
        List<Column> wanted = new ArrayList<>();
        request.kept().forEach(name -> wanted.add(table.column(name, "to keep")));
        this.kept = List.copyOf(wanted);
    }

    /**
     * Reads the file.
     *
     * @param before called before the first rows come, when all that could be wrong with the file has been looked for
     * @throws InputException for anything wrong with the file, with place and remedy
     */
    public static ScanSummary run(ScanRequest request, Runnable before, Consumer<EncodedChunk> rows) {
        InputFile file = InputFile.open(request.file());
        if (file.format() == InputFile.Format.LIBSVM) {
            return LibsvmScan.run(request, file, before, rows);
        }
        return TableSource.guarded(file, database -> {
            Expected expected = new Expected(texts(request), true);
            Table loaded = TableSource.load(database, file, request.nulls(), expected, Storage.usual());
            String where = request.where();
            Table table = where == null ? loaded : new RowFilter().where(loaded, where);
            EncodedScan scan = new EncodedScan(request, table);
            ScanSummary summary = new ScanSummary(loaded.rows(), table.size(), ScanCount.of(table, scan.columns));
            before.run();
            scan.hand(rows);
            database.close();
            return summary;
        });
    }

    /** What is compared with texts, or given back as it stands. */
    private static Set<String> texts(ScanRequest request) {
        Set<String> texts = new HashSet<>(request.kept());
        request.encoder().columns().stream()
                .filter(ColumnEncoding.Category.class::isInstance)
                .map(ColumnEncoding::column)
                .forEach(texts::add);
        // An input that is kept as well is needed as a number.
        request.encoder().columns().stream()
                .filter(encoding -> !(encoding instanceof ColumnEncoding.Category))
                .map(ColumnEncoding::column)
                .forEach(texts::remove);
        return texts;
    }

    private void hand(Consumer<EncodedChunk> rows) throws SQLException {
        List<String> selected = new ArrayList<>();
        LevelSearch levels = new LevelSearch(table.database());
        for (Map.Entry<Column, ColumnEncoding> entry : columns.entrySet()) {
            selected.add(levels.value(entry.getKey(), entry.getValue()));
        }
        selected.add("(" + table.source() + " + 1)::DOUBLE");
        selected.add(target == null ? "NULL::DOUBLE" : coded(target));
        kept.forEach(column -> selected.add(column.asText()));
        String sql = "SELECT " + String.join(", ", selected) + " FROM " + table.name();
        try (Connection connection = table.database().connection().duplicate();
                PreparedStatement statement = connection.prepareStatement(sql);
                DuckDBChunkedResult chunks =
                        statement.unwrap(DuckDBPreparedStatement.class).query()) {
            while (chunks.nextChunk()) {
                rows.accept(chunk(chunks.chunk()));
            }
        }
    }

    private EncodedChunk chunk(DuckDBDataChunkReader chunk) {
        int count = (int) chunk.rowCount();
        int first = encoder.columns();
        DenseMatrix taken = new DenseMatrix(count, encoder.width());
        encoder.take(chunk, 0, Destination.of(taken, 0));
        Matrix x = sparse ? SparseEncoding.matrix(taken, List.copyOf(columns.values())) : taken;
        long[] source = new long[count];
        DuckDBReadableVector sources = chunk.vector(first);
        DuckDBReadableVector targets = chunk.vector(first + 1);
        double[] coded = target == null ? null : new double[count];
        for (int i = 0; i < count; i++) {
            source[i] = (long) sources.getDouble(i);
            if (coded != null) {
                coded[i] = targets.getDouble(i, Double.NaN);
            }
        }
        @Nullable String[][] texts = new @Nullable String[kept.size()][count];
        for (int j = 0; j < kept.size(); j++) {
            texts[j] = texts(chunk.vector(first + 2 + j), count);
        }
        return new EncodedChunk(x, coded, texts, source);
    }

    private static @Nullable String[] texts(DuckDBReadableVector values, int count) {
        @Nullable String[] texts = new @Nullable String[count];
        for (int i = 0; i < count; i++) {
            texts[i] = values.isNull(i) ? null : values.getString(i);
        }
        return texts;
    }

    /** NULL where it is missing or cannot be coded: a target is not needed to predict. */
    private String coded(Column column) {
        List<String> labels = request.target().labels();
        if (column.type() == ColumnType.UNUSABLE) {
            return "NULL::DOUBLE";
        }
        if (labels.isEmpty()) {
            return "TRY_CAST(" + column.sql() + " AS DOUBLE)";
        }
        return "(nullif(list_position(" + Database.literals(labels) + ", " + column.asText() + "), 0) - 1)::DOUBLE";
    }
}
