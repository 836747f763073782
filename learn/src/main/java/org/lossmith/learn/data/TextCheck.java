package org.lossmith.learn.data;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;
import org.lossmith.learn.text.Texts;

/**
 * Looks at text columns that should perhaps not be text: one stray value among numbers or dates makes a whole column a text.
 *
 * @param target which cannot be left out as another column can; null where the columns are a model's, which needs them all
 */
record TextCheck(Table table, @Nullable String target, List<Notice> notices) {
    /** From this share of numbers (or dates) on, the rest of a column's texts are taken for mistakes. */
    private static final double MOSTLY = 0.9;

    private static final int SHOWN = 5;
    private static final List<String> NULL_WORDS =
            List.of("na", "n/a", "nan", "null", "missing", "?", "-", "--", ".", "#n/a", "\\n", "(null)");

    /** The same columns, those texts that hold nothing but numbers or dates turned into what they hold. */
    List<Column> settle(List<Column> columns) throws SQLException {
        List<Column> texts = columns.stream()
                .filter(column -> column.type() == ColumnType.TEXT)
                .distinct()
                .toList();
        if (texts.isEmpty()) {
            return columns;
        }
        List<Column> settled = new ArrayList<>(columns);
        for (Column text : texts) {
            Column better = settle(text, Counts.of(table, text.sql()));
            settled.replaceAll(column -> column.equals(text) ? better : column);
        }
        return settled;
    }

    /**
     * Values present, and how many of them are numbers, moments, words for a missing value, digits behind a leading zero,
     * numbers with commas in them, and numbers with a sign for money or parts of a hundred.
     */
    private record Counts(
            long present, long numbers, long moments, long nullWords, long leadingZero, long commas, long signed) {
        private static final String SIGNED = "'^[-+]?\\p{Sc}? ?[-+]?[0-9][0-9.,]* ?[%\\p{Sc}]?$'";

        /** Each different text is looked at once: a failing cast costs a microsecond. */
        static Counts of(Table table, String c) throws SQLException {
            // Numbers and dates begin with a digit, a sign, a point or a space, all of them before ':', or are words.
            String candidate = "(CASE WHEN c < ':' OR lower(c[:3]) IN ('inf', 'nan') THEN c END)";
            @Nullable
            String[] row = table.database()
                    .rows("SELECT "
                            + String.join(
                                    ", ",
                                    "sum(n)",
                                    sum(number(candidate) + " IS NOT NULL"),
                                    sum(moment(candidate) + " IS NOT NULL"),
                                    sum(isNullWord("c")),
                                    sum("c LIKE '0%' AND regexp_matches(c, '^0[0-9]+$')"),
                                    sum("c LIKE '%,%' AND (" + CommaNumbers.isNumber("c") + ")"),
                                    sum("regexp_matches(c, '[%\\p{Sc}]') AND regexp_matches(c, " + SIGNED + ")"))
                            + " FROM (SELECT " + c + " AS c, count(*) AS n FROM " + table.name() + " WHERE " + c
                            + " IS NOT NULL GROUP BY 1)")
                    .get(0);
            return new Counts(at(row, 0), at(row, 1), at(row, 2), at(row, 3), at(row, 4), at(row, 5), at(row, 6));
        }

        private static String sum(String condition) {
            return "coalesce(sum(n) FILTER (" + condition + "), 0)";
        }

        static String isNullWord(String c) {
            return "lower(trim(" + c + ")) IN ("
                    + NULL_WORDS.stream().map(Database::literal).collect(Collectors.joining(", ")) + ")";
        }

        boolean mostly(long fitting) {
            return fitting > 0 && (fitting >= MOSTLY * present || fitting + nullWords >= present);
        }
    }

    private static long at(@Nullable String[] row, int index) {
        String value = row[index];
        return value == null ? 0 : Long.parseLong(value);
    }

    private static String number(String sql) {
        return "TRY_CAST(" + sql + " AS DOUBLE)";
    }

    private static String moment(String sql) {
        return "TRY_CAST(" + sql + " AS TIMESTAMP)";
    }

    private Column settle(Column column, Counts counts) throws SQLException {
        boolean codes = counts.leadingZero() > 0;
        if (counts.present() == 0 || codes) {
            return column;
        }
        if (counts.numbers() == counts.present()) {
            return column.as(ColumnType.NUMBER, number(column.sql()), "text that holds numbers, read as numbers");
        }
        if (counts.moments() == counts.present()) {
            return column.as(ColumnType.MOMENT, moment(column.sql()), "text that holds dates, read as dates");
        }
        if (counts.commas() > 0 && counts.commas() + counts.numbers() == counts.present()) {
            return new CommaNumbers(table, column, counts.commas()).settle();
        }
        if (counts.mostly(counts.numbers())) {
            throw offenders(column, number(column.sql()), "a number");
        }
        if (counts.mostly(counts.moments())) {
            throw offenders(column, moment(column.sql()), "a date");
        }
        if (counts.mostly(counts.signed())) {
            notices.add(new Notice(
                    "number-with-sign",
                    "Column " + column.name() + " holds numbers with a sign beside them, such as % or $, in "
                            + Texts.count(counts.signed(), "row")
                            + ", and is taken for text; without the signs it would be read as numbers."));
        }
        if (counts.nullWords() > 0) {
            noticeNullWord(column);
        }
        return column;
    }

    /** A word such as NA among categories: most likely a missing value, but only the user can say. */
    private void noticeNullWord(Column column) throws SQLException {
        String c = column.sql();
        @Nullable
        String[] word = table.database()
                .rows("SELECT " + c + ", count(*) FROM " + table.name() + " WHERE " + Counts.isNullWord(c)
                        + " GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 1")
                .get(0);
        String text = String.valueOf(word[0]);
        notices.add(new Notice(
                "null-word",
                "Column " + column.name() + " holds " + Texts.shown(text) + " in "
                        + Texts.count(at(word, 1), "row") + " and it is taken for a label; --null "
                        + Texts.shellWord(text)
                        + " reads it as a missing value."));
    }

    private InputException offenders(Column column, String cast, String wanted) throws SQLException {
        String from = " FROM " + table.name() + " WHERE " + column.sql() + " IS NOT NULL AND " + cast + " IS NULL";
        @Nullable
        String[] totals = table.database()
                .rows("SELECT count(*), count(DISTINCT " + column.sql() + ")" + from)
                .get(0);
        List<@Nullable String[]> rows = table.database()
                .rows("SELECT " + column.sql() + ", " + table.source() + from + " ORDER BY 2 LIMIT " + SHOWN);
        String first = String.valueOf(rows.get(0)[0]);
        boolean alike = at(totals, 1) == 1;
        String remedy = alike
                ? "If it means a missing value, add --null " + Texts.shellWord(first) + "; otherwise correct it"
                : "Correct such values, or name those that mean a missing one with --null";
        return new InputException(
                table.place(at(rows.get(0), 1)) + ", column " + column.name() + ": " + Texts.shown(first)
                        + " is not " + wanted + others(rows, at(totals, 0), alike) + ". " + remedy
                        + (target == null || column.name().equals(target)
                                ? ""
                                : ", or leave the column out with --exclude " + Texts.shellWord(column.name())));
    }

    private String others(List<@Nullable String[]> rows, long total, boolean alike) {
        if (total == 1) {
            return ", as nearly all others are";
        }
        String shown = rows.stream()
                .skip(1)
                .map(row -> table.lineOrRow(at(row, 1)) + (alike ? "" : " " + Texts.shown(String.valueOf(row[0]))))
                .collect(Collectors.joining(", "));
        return ", as nearly all others are (" + Texts.count(total - 1, "more", "more") + ": " + shown
                + (total > SHOWN ? ", ..." : "") + ")";
    }
}
