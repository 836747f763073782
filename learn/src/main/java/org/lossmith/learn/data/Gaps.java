package org.lossmith.learn.data;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.text.Texts;

/** What becomes of missing values: what stands in for them, and whether an input marks them. */
final class Gaps {
    /** With fewer missing values an indicator would fit these few rows and say nothing about others. */
    private static final int LEAST_MISSING = 10;

    /** Rows that the median of a column without a missing value is taken from: other files may miss some. */
    private static final long SAMPLE_ROWS = 20_000;

    private final long rows;
    private final Map<Column, Gap> gaps;
    /** Of columns in which nothing is missing. */
    private final Map<Column, Double> medians;
    /** Columns with an indicator, by the fingerprint of the rows in which they are missing. */
    private final Map<String, Column> marked = new HashMap<>();

    private Gaps(long rows, Map<Column, Gap> gaps, Map<Column, Double> medians) {
        this.rows = rows;
        this.gaps = gaps;
        this.medians = medians;
    }

    /** @param median NaN for texts */
    private record Gap(double median, String fingerprint) {}

    /** What to do about one column: whether an input marks its missing values, and what to say. */
    record Treatment(boolean indicator, String said) {}

    static Gaps of(Table table, long rows, Map<Column, Statistics> statistics) throws SQLException {
        List<Column> missing = new ArrayList<>();
        statistics.forEach((column, found) -> {
            if (found.present() > 0 && found.present() < rows) {
                missing.add(column);
            }
        });
        Map<Column, Gap> gaps = new HashMap<>();
        Aggregates.holdingAll(table, rows, missing, column -> List.of(median(column), fingerprint(table, column)))
                .forEach((column, answer) -> gaps.put(column, new Gap(real(answer[0]), String.valueOf(answer[1]))));
        return new Gaps(rows, gaps, medians(table, rows, statistics));
    }

    /** From rows spread over the table. */
    private static Map<Column, Double> medians(Table table, long rows, Map<Column, Statistics> statistics)
            throws SQLException {
        List<Column> complete = new ArrayList<>();
        statistics.forEach((column, found) -> {
            if (column.type() != ColumnType.TEXT && found.present() > 0 && found.present() == rows) {
                complete.add(column);
            }
        });
        long step = Math.max(1, rows / SAMPLE_ROWS);
        Table sample = table.with(
                "(SELECT * FROM " + table.name() + " WHERE " + table.database().position() + " % " + step + " = 0)",
                table.source(),
                table.columns());
        Map<Column, Double> medians = new HashMap<>();
        Aggregates.holdingAll(sample, Math.min(rows, 2 * SAMPLE_ROWS), complete, column -> List.of(median(column)))
                .forEach((column, answer) -> medians.put(column, real(answer[0])));
        return medians;
    }

    private static String median(Column column) {
        return column.type() == ColumnType.TEXT
                ? "NULL"
                : "median(" + Statistics.value(column) + "::DOUBLE) FILTER (NOT (" + Statistics.isMissing(column)
                        + "))";
    }

    /** Equal for columns that are missing in the same rows: the exclusive or of 64 bits per row. */
    private static String fingerprint(Table table, Column column) {
        return "bit_xor(hash(" + table.source() + ")) FILTER (" + Statistics.isMissing(column) + ")";
    }

    private static double real(@Nullable String value) {
        return value == null ? Double.NaN : Double.parseDouble(value);
    }

    /** What stands in for a missing value, here or in another file. */
    double standIn(Column column) {
        Gap gap = gaps.get(column);
        return gap == null ? medians.getOrDefault(column, 0.0) : gap.median();
    }

    /** @param replaced what is said of the replacement, such as {@code " replaced by the median"} */
    Treatment treat(Column column, Statistics found, String replaced) {
        long count = rows - found.present();
        Gap gap = gaps.get(column);
        if (count == 0 || gap == null) {
            return new Treatment(false, "");
        }
        String nan = found.nan() == 0 ? "" : " (" + String.format(Locale.ROOT, "%,d", found.nan()) + " of them NaN)";
        String said = "; " + Texts.count(count, "missing value") + nan + replaced;
        if (count < LEAST_MISSING) {
            return new Treatment(false, said + ", too few to mark");
        }
        // Two indicators that are equal in every row would only split one coefficient between them.
        Column same = marked.putIfAbsent(count + " " + gap.fingerprint(), column);
        return same == null
                ? new Treatment(true, said + ", marked in " + column.name() + ColumnEncoding.MISSING)
                : new Treatment(false, said + ", in the same rows as those of " + same.name());
    }
}
