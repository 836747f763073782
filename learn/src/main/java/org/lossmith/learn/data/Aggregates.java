package org.lossmith.learn.data;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Asks the same aggregates of many columns at once: one pass over the table for dozens of columns, not one for each. */
final class Aggregates {
    /** DuckDB's planning grows faster than the number of aggregates: this many columns at once were fastest. */
    private static final int MOST_COLUMNS = 50;

    private Aggregates() {}

    /** The answers of each column, as texts, in the order of its aggregates. */
    static Map<Column, @Nullable String[]> of(
            Table table, List<Column> columns, Function<Column, List<String>> aggregates) throws SQLException {
        return of(table, columns, MOST_COLUMNS, aggregates);
    }

    /**
     * The same for aggregates that keep all values, such as medians.
     *
     * @param rows in the table
     */
    static Map<Column, @Nullable String[]> holdingAll(
            Table table, long rows, List<Column> columns, Function<Column, List<String>> aggregates)
            throws SQLException {
        return of(table, columns, (int) Math.max(1, Math.min(MOST_COLUMNS, 20_000_000 / rows)), aggregates);
    }

    private static Map<Column, @Nullable String[]> of(
            Table table, List<Column> columns, int atOnce, Function<Column, List<String>> aggregates)
            throws SQLException {
        Map<Column, @Nullable String[]> answers = new LinkedHashMap<>();
        for (int from = 0; from < columns.size(); from += atOnce) {
            List<Column> some = columns.subList(from, Math.min(columns.size(), from + atOnce));
            String selected = some.stream()
                    .flatMap(column -> aggregates.apply(column).stream())
                    .collect(Collectors.joining(", "));
            @Nullable
            String[] row = table.database()
                    .rows("SELECT " + selected + " FROM " + table.name())
                    .get(0);
            int width = row.length / some.size();
            for (int i = 0; i < some.size(); i++) {
                answers.put(some.get(i), Arrays.copyOfRange(row, i * width, (i + 1) * width));
            }
        }
        return answers;
    }
}
