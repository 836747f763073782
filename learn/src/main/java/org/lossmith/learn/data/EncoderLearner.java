package org.lossmith.learn.data;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.text.Numbers;
import org.lossmith.learn.text.Texts;

/** Decides how each feature column becomes inputs, and says why. */
final class EncoderLearner {
    /** Texts with no more levels than this are categories even if they differ in nearly every row. */
    private static final int FEW_LEVELS = 20;
    /** A text of which this share of values differ from each other names rows rather than groups them. */
    private static final double NEARLY_UNIQUE = 0.9;

    private static final int FEW_WHOLE_VALUES = 20;

    private static final Pattern ROW_NUMBER = Pattern.compile("(?i)column\\d+|unnamed.*|rows?"
            + "|(row|record|sample|observation|obs)?[_ .]?(id|index|idx|no|nr|num|number|names?)");

    private final Table table;
    private final boolean featuresNamed;
    private final int mostLevels;
    private final long rows;
    private final Map<Column, Statistics> statistics;
    private final Map<Column, ColumnEncoding> encodings = new LinkedHashMap<>();
    private final Map<String, String> treatments = new LinkedHashMap<>();
    private final Gaps gaps;
    /** Distinct values of the columns that hold only whole numbers in a narrow range. */
    private final Map<Column, Long> wholeValues;

    private EncoderLearner(
            Table table, boolean featuresNamed, int mostLevels, long rows, Map<Column, Statistics> statistics)
            throws SQLException {
        this.table = table;
        this.featuresNamed = featuresNamed;
        this.mostLevels = mostLevels;
        this.rows = rows;
        this.statistics = statistics;
        this.gaps = Gaps.of(table, rows, statistics);
        this.wholeValues = wholeValues();
    }

    private Map<Column, Long> wholeValues() throws SQLException {
        List<Column> candidates = new ArrayList<>();
        statistics.forEach((column, found) -> {
            boolean wholeBounds = found.low() == Math.rint(found.low()) && found.high() == Math.rint(found.high());
            if (column.type() == ColumnType.NUMBER
                    && wholeBounds
                    && (isNarrow(found) || mayNumberRows(column, found))) {
                candidates.add(column);
            }
        });
        Map<Column, Long> distinct = new HashMap<>();
        Aggregates.of(table, candidates, column -> {
                    String value = Statistics.value(column);
                    return List.of("count(*) FILTER (" + value + " <> floor(" + value + "))");
                })
                .forEach((column, answer) -> {
                    if ("0".equals(answer[0])) {
                        distinct.put(column, 0L);
                    }
                });
        Aggregates.of(table, List.copyOf(distinct.keySet()), column -> List.of(distinctWhole(column)))
                .forEach((column, answer) -> distinct.put(
                        column,
                        isNarrow(found(column))
                                ? Long.bitCount(Long.parseLong(String.valueOf(answer[0])))
                                : Long.parseLong(String.valueOf(answer[0]))));
        return distinct;
    }

    private Statistics found(Column column) {
        return Objects.requireNonNull(statistics.get(column));
    }

    private static boolean isNarrow(Statistics found) {
        return found.high() - found.low() < FEW_WHOLE_VALUES;
    }

    private boolean mayNumberRows(Column column, Statistics found) {
        return found.high() - found.low() + 1 == rows
                && ROW_NUMBER.matcher(column.name()).matches();
    }

    /** In a narrow range a bit for each value that occurs, which is far cheaper than a set of values per column. */
    private String distinctWhole(Column column) {
        Statistics found = found(column);
        String value = Statistics.value(column);
        return isNarrow(found)
                ? "bit_or(1::BIGINT << TRY_CAST(" + value + " - " + Numbers.plain(found.low()) + " AS INTEGER))"
                : "count(DISTINCT " + value + ")";
    }

    /** What was learnt: encodings by column, in the file's order, and what was done to each column, by name. */
    record Learnt(Map<Column, ColumnEncoding> encodings, Map<String, String> treatments) {}

    /**
     * @param featuresNamed the user named the features one by one, so that none is left out for its looks
     * @param mostLevels of a category that get an input of their own; the rest share one
     */
    static Learnt learn(
            Table table,
            boolean featuresNamed,
            int mostLevels,
            long rows,
            List<Column> features,
            Map<Column, Statistics> statistics)
            throws SQLException {
        EncoderLearner learner = new EncoderLearner(table, featuresNamed, mostLevels, rows, statistics);
        for (Column column : features) {
            learner.learn(column);
        }
        return new Learnt(learner.encodings, learner.treatments);
    }

    private void learn(Column column) throws SQLException {
        Statistics found = statistics.get(column);
        if (column.type() == ColumnType.UNUSABLE || found == null) {
            drop(column, "its type " + column.duckdbType() + " is not one a model can use");
        } else if (found.present() == 0) {
            drop(column, "no value in any row");
        } else if (column.type() == ColumnType.TEXT) {
            learnText(column, found);
        } else if (found.constant()) {
            learnConstant(column, found);
        } else if (column.type() == ColumnType.MOMENT || column.type() == ColumnType.TIME) {
            learnMoment(column, found);
        } else {
            learnNumber(column, found);
        }
    }

    private void drop(Column column, String why) {
        treatments.put(column.name(), "dropped: " + why);
    }

    private void keep(Column column, ColumnEncoding encoding, String treatment) {
        if (encoding.inputs().isEmpty()) {
            drop(column, "no part of it varies");
        } else {
            encodings.put(column, encoding);
            treatments.put(column.name(), treatment);
        }
    }

    private void learnConstant(Column column, Statistics found) {
        Gaps.Treatment missing = gaps.treat(column, found, "");
        if (missing.indicator()) {
            keep(
                    column,
                    new ColumnEncoding.Presence(column.name()),
                    "the same value wherever there is one" + missing.said());
        } else {
            drop(column, "the same value in every row" + (found.present() < rows ? " that has one" : ""));
        }
    }

    private void learnNumber(Column column, Statistics found) {
        Long whole = wholeValues.get(column);
        if (!featuresNamed
                && whole != null
                && whole == rows
                && ROW_NUMBER.matcher(column.name()).matches()) {
            drop(column, "it only numbers the rows; --features takes it all the same");
            return;
        }
        String treatment = column.described("number");
        if (whole != null && whole > 2 && whole < rows / 2) {
            treatment += "; its " + whole + " whole values are kept as numbers, not taken as categories";
        }
        double median = gaps.standIn(column);
        Gaps.Treatment missing = gaps.treat(column, found, " replaced by the median, " + Numbers.plain(median));
        keep(
                column,
                new ColumnEncoding.Numeric(column.name(), median, missing.indicator()),
                treatment + missing.said());
    }

    private void learnText(Column column, Statistics found) throws SQLException {
        if (found.levels() == 1) {
            learnConstant(column, found);
            return;
        }
        if (found.levels() > FEW_LEVELS && found.levels() >= NEARLY_UNIQUE * found.present()) {
            drop(
                    column,
                    "text that differs in nearly every row (" + Texts.count(found.levels(), "value") + " in "
                            + Texts.count(found.present(), "row") + ")");
            return;
        }
        List<String> levels = new ArrayList<>();
        for (@Nullable
        String[] row : table.database()
                .rows("SELECT " + column.sql() + ", count(*) FROM " + table.name() + " WHERE " + column.sql()
                        + " IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT " + mostLevels)) {
            levels.add(String.valueOf(row[0]));
        }
        if (levels.size() == 2 && found.levels() == 2 && Target.saysYes(levels.get(0))) {
            Collections.reverse(levels);
        }
        boolean other = found.levels() > levels.size();
        String treatment =
                "category, one-hot, " + Texts.count(found.levels(), "level") + "; " + Texts.shown(levels.get(0))
                        + (found.levels() == 2 ? "" : ", the most frequent,") + " is the reference";
        if (other) {
            treatment += "; the " + (found.levels() - levels.size()) + " rarest share the input (other)";
        }
        Gaps.Treatment missing = gaps.treat(column, found, "");
        keep(
                column,
                new ColumnEncoding.Category(column.name(), levels, other, missing.indicator()),
                treatment + missing.said());
    }

    private void learnMoment(Column column, Statistics found) throws SQLException {
        String value = Statistics.value(column);
        boolean time = column.type() == ColumnType.TIME;
        @Nullable
        String[] parts = table.database()
                .rows("SELECT count(DISTINCT (" + value + " % 86400)), "
                        + (time
                                ? "NULL, 1, 1"
                                : "list_sort(list(DISTINCT isodow(" + column.sql() + "))), count(DISTINCT month("
                                        + column.sql() + ")), count(DISTINCT year(" + column.sql() + "))")
                        + " FROM " + table.name()
                        + " WHERE " + column.sql() + " IS NOT NULL")
                .get(0);
        boolean timeOfDay = Long.parseLong(String.valueOf(parts[0])) > 1;
        List<Integer> weekdays = weekdays(parts[1]);
        boolean timeOfYear = Long.parseLong(String.valueOf(parts[2])) > 1;
        boolean year = Long.parseLong(String.valueOf(parts[3])) > 1;
        List<String> said = new ArrayList<>();
        addIf(said, timeOfDay, "time of day (sine, cosine)");
        addIf(said, weekdays.size() > 1, "day of the week (" + weekdays.size() + " levels)");
        addIf(said, timeOfYear, "time of year (sine, cosine)");
        addIf(said, year, "year");
        String treatment =
                column.described((time ? "time" : "date or time") + " by its parts: " + String.join(", ", said));
        Gaps.Treatment missing = gaps.treat(column, found, " replaced by the median");
        keep(
                column,
                new MomentEncoding(
                        column.name(),
                        timeOfDay,
                        weekdays.size() > 1 ? weekdays : List.of(),
                        timeOfYear,
                        year,
                        Math.floor(gaps.standIn(column)),
                        missing.indicator()),
                treatment + missing.said());
    }

    private static void addIf(List<String> said, boolean condition, String text) {
        if (condition) {
            said.add(text);
        }
    }

    private static List<Integer> weekdays(@Nullable String list) {
        List<Integer> days = new ArrayList<>();
        if (list != null) {
            list.chars().filter(Character::isDigit).forEach(c -> days.add(c - '0'));
        }
        return days;
    }
}
