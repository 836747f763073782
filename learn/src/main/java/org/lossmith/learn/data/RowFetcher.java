package org.lossmith.learn.data;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks up the rows of the loaded table by their number in the file. */
final class RowFetcher implements RowValues {
    private final Table table;
    private final Series sources;

    RowFetcher(Table table, Series sources) {
        this.table = table;
        this.sources = sources;
    }

    @Override
    public List<Map<String, String>> fetch(int[] usedRows) {
        if (usedRows.length == 0) {
            return List.of();
        }
        String wanted = Arrays.stream(usedRows)
                .mapToObj(row -> Long.toString(source(row)))
                .distinct()
                .collect(Collectors.joining(", "));
        String columns = table.columns().stream().map(Column::asText).collect(Collectors.joining(", "));
        Map<Long, Map<String, String>> found = new HashMap<>();
        try {
            for (@Nullable
            String[] row : table.database()
                    .rows("SELECT " + table.source() + ", " + columns + " FROM " + table.name() + " WHERE "
                            + table.source() + " IN (" + wanted + ")")) {
                found.put(Long.parseLong(String.valueOf(row[0])), named(row));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the loaded table cannot be read", e);
        }
        return Arrays.stream(usedRows)
                .mapToObj(row -> found.getOrDefault(source(row), Map.of()))
                .toList();
    }

    private long source(int usedRow) {
        return (long) sources.get(usedRow) - 1;
    }

    private Map<String, String> named(@Nullable String[] row) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < table.columns().size(); i++) {
            String value = row[i + 1];
            if (value != null) {
                values.put(table.columns().get(i).name(), value);
            }
        }
        return java.util.Collections.unmodifiableMap(values);
    }

    @Override
    public void close() {
        table.database().close();
    }
}
