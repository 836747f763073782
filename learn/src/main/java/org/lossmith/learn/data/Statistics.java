package org.lossmith.learn.data;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;
import org.lossmith.learn.text.Texts;

/**
 * What one column holds, over the rows to use.
 *
 * @param present values that are there; NaN counts as missing
 * @param nan how many of the missing values are NaN
 * @param low the smallest value, of a text the number of distinct values; NaN when nothing is present
 * @param high the largest value, of a text the same as {@code low}
 */
record Statistics(long present, long nan, double low, double high) {

    /**
     * Statistics of every column, from one pass over the table; infinite values are errors.
     *
     * @param nanIsMissing otherwise NaN is an error too
     */
    static Map<Column, Statistics> of(Table table, List<Column> columns, boolean nanIsMissing) throws SQLException {
        List<Column> asked = columns.stream()
                .filter(column -> column.type() != ColumnType.UNUSABLE)
                .distinct()
                .toList();
        Map<Column, Statistics> found = new LinkedHashMap<>();
        for (Map.Entry<Column, @Nullable String[]> answer :
                Aggregates.of(table, asked, Statistics::sums).entrySet()) {
            Column column = answer.getKey();
            @Nullable String[] row = answer.getValue();
            Statistics plain = new Statistics(Long.parseLong(String.valueOf(row[0])), 0, real(row[1]), real(row[2]));
            // DuckDB orders NaN above all numbers: a finite maximum says that there is none.
            boolean odd = column.type() == ColumnType.NUMBER
                    && plain.present > 0
                    && !(Double.isFinite(plain.low) && Double.isFinite(plain.high));
            if (odd && !nanIsMissing) {
                NotANumber.refuse(table, column);
            }
            found.put(column, odd ? withoutNaN(table, column) : plain);
        }
        return found;
    }

    private static List<String> sums(Column column) {
        String value = value(column);
        return column.type() == ColumnType.TEXT
                ? List.of("count(" + value + ")", "count(DISTINCT " + value + ")", "NULL")
                : List.of("count(" + value + ")", "min(" + value + ")::DOUBLE", "max(" + value + ")::DOUBLE");
    }

    /** The value as the encodings take it, or the text itself; NULL when missing. */
    static String value(Column column) {
        return switch (column.type()) {
            case NUMBER -> column.sql() + "::DOUBLE";
            case MOMENT, TIME -> "epoch(" + column.sql() + ")";
            case TEXT, UNUSABLE -> column.sql();
        };
    }

    /** A condition that holds where the value is missing; NaN is missing. */
    static String isMissing(Column column) {
        String value = value(column);
        return value + " IS NULL" + (column.type() == ColumnType.NUMBER ? " OR isnan(" + value + ")" : "");
    }

    private static Statistics withoutNaN(Table table, Column column) throws SQLException {
        String value = value(column);
        String infinite = "isinf(" + value + ")";
        @Nullable
        String[] row = table.database()
                .rows("SELECT count(" + value + ") FILTER (NOT isnan(" + value
                        + ")), count(*) FILTER (isnan(" + value + ")), min(" + value + ") FILTER (NOT isnan(" + value
                        + ")), max(" + value
                        + ") FILTER (NOT isnan(" + value + ")), count(*) FILTER (" + infinite + "), min("
                        + table.source()
                        + ") FILTER (" + infinite + ") FROM " + table.name())
                .get(0);
        long infinities = Long.parseLong(String.valueOf(row[4]));
        if (infinities > 0) {
            String others = infinities == 1 ? "" : " (and in " + Texts.count(infinities - 1, "more row") + ")";
            throw new InputException(table.place(Long.parseLong(String.valueOf(row[5]))) + ", column " + column.name()
                    + ": the value is infinite" + others
                    + ", which no model can use; correct it, make it missing with --null,"
                    + " or leave such rows out with --where");
        }
        return new Statistics(
                Long.parseLong(String.valueOf(row[0])),
                Long.parseLong(String.valueOf(row[1])),
                real(row[2]),
                real(row[3]));
    }

    private static double real(@Nullable String value) {
        return value == null ? Double.NaN : Double.parseDouble(value);
    }

    /** Distinct values of a text. */
    long levels() {
        return (long) low;
    }

    boolean constant() {
        return low == high;
    }
}
