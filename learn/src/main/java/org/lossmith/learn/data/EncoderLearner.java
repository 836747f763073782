package org.lossmith.learn.data;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides how each feature column becomes inputs, and says why. */
final class EncoderLearner {
    /** Levels of a category that get an input of their own; the rest share one. */
    private static final int MOST_LEVELS = 20;
    /** A text of which this share of values differ from each other names rows rather than groups them. */
    private static final double NEARLY_UNIQUE = 0.9;

    private static final int FEW_WHOLE_VALUES = 20;

    private final Table table;
    private final long rows;
    private final Map<Column, Statistics> statistics;
    private final Map<Column, ColumnEncoding> encodings = new LinkedHashMap<>();
    private final Map<String, String> treatments = new LinkedHashMap<>();

    private EncoderLearner(Table table, long rows, Map<Column, Statistics> statistics) {
        this.table = table;
        this.rows = rows;
        this.statistics = statistics;
    }

    /** What was learnt: encodings by column, in the file's order, and what was done to each column, by name. */
    record Learnt(Map<Column, ColumnEncoding> encodings, Map<String, String> treatments) {}

    static Learnt learn(Table table, long rows, List<Column> features, Map<Column, Statistics> statistics)
            throws SQLException {
        EncoderLearner learner = new EncoderLearner(table, rows, statistics);
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
        } else if (found.constant() && found.present() == rows) {
            drop(column, "the same value in every row");
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
        encodings.put(column, encoding);
        treatments.put(column.name(), treatment);
    }

    private void learnNumber(Column column, Statistics found) throws SQLException {
        boolean missing = found.present() < rows;
        String treatment = column.type() == ColumnType.BOOLEAN ? "true/false, as 1 and 0" : "number";
        if (column.type() == ColumnType.WHOLE_NUMBER && found.high() - found.low() + 1 == rows && !missing
                && distinct(column) == rows) {
            drop(column, "it only numbers the rows");
            return;
        }
        if (column.type() == ColumnType.NUMBER && column.duckdbType().equals("VARCHAR")) {
            treatment = "text that holds numbers, read as numbers";
        }
        if (column.type() == ColumnType.WHOLE_NUMBER && found.high() - found.low() < FEW_WHOLE_VALUES) {
            treatment += "; its " + distinct(column) + " whole values are kept as numbers, not taken as categories";
        }
        double median = missing ? median(column) : 0;
        if (missing) {
            treatment += missing(column, found, "the median, " + Texts.number(median));
        }
        keep(column, new ColumnEncoding.Numeric(column.name(), median, missing), treatment);
    }

    private String missing(Column column, Statistics found, String replacement) {
        String nan = found.nan() == 0 ? "" : " (" + String.format(Locale.ROOT, "%,d", found.nan()) + " of them NaN)";
        return "; " + Texts.count(rows - found.present(), "missing value") + nan + " replaced by " + replacement
                + ", and marked in " + column.name() + ColumnEncoding.MISSING;
    }

    private double median(Column column) throws SQLException {
        String value = Statistics.value(column) + "::DOUBLE";
        @Nullable String median = table.database()
                .rows("SELECT median(" + value + ") FROM " + table.name() + " WHERE NOT isnan(" + value + ")")
                .get(0)[0];
        return Double.parseDouble(String.valueOf(median));
    }

    private long distinct(Column column) throws SQLException {
        return table.database().count("SELECT count(DISTINCT " + column.sql() + ") FROM " + table.name());
    }

    private void learnText(Column column, Statistics found) throws SQLException {
        boolean missing = found.present() < rows;
        if (found.levels() == 1 && !missing) {
            drop(column, "the same value in every row");
            return;
        }
        if (found.levels() > MOST_LEVELS && found.levels() >= NEARLY_UNIQUE * found.present()) {
            drop(column, "text that differs in nearly every row (" + Texts.count(found.levels(), "value") + " in "
                    + Texts.count(found.present(), "row") + ")");
            return;
        }
        List<String> levels = new ArrayList<>();
        for (@Nullable String[] row : table.database().rows("SELECT " + column.sql() + ", count(*) FROM " + table.name() + " WHERE "
                + column.sql() + " IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT " + MOST_LEVELS)) {
            levels.add(String.valueOf(row[0]));
        }
        boolean other = found.levels() > levels.size();
        String treatment = "category, one-hot, " + Texts.count(found.levels(), "level") + "; "
                + Texts.shown(levels.get(0)) + ", the most frequent, is the reference";
        if (other) {
            treatment += "; the " + (found.levels() - levels.size()) + " rarest share the input (other)";
        }
        if (missing) {
            treatment += "; " + Texts.count(rows - found.present(), "missing value") + " marked in " + column.name()
                    + ColumnEncoding.MISSING;
        }
        keep(column, new ColumnEncoding.Category(column.name(), levels, other, missing), treatment);
    }

    private void learnMoment(Column column, Statistics found) throws SQLException {
        String value = Statistics.value(column);
        boolean time = column.type() == ColumnType.TIME;
        boolean missing = found.present() < rows;
        @Nullable String[] parts = table.database().rows("SELECT count(DISTINCT (" + value + " % 86400)), "
                + (time ? "NULL, 1, 1" : "list_sort(list(DISTINCT isodow(" + column.sql() + "))), count(DISTINCT month("
                + column.sql() + ")), count(DISTINCT year(" + column.sql() + "))") + " FROM " + table.name()
                + " WHERE " + column.sql() + " IS NOT NULL").get(0);
        boolean timeOfDay = Long.parseLong(String.valueOf(parts[0])) > 1;
        List<Integer> weekdays = weekdays(parts[1]);
        boolean timeOfYear = Long.parseLong(String.valueOf(parts[2])) > 1;
        boolean year = Long.parseLong(String.valueOf(parts[3])) > 1;
        List<String> said = new ArrayList<>();
        addIf(said, timeOfDay, "time of day (sine, cosine)");
        addIf(said, weekdays.size() > 1, "day of the week (" + weekdays.size() + " levels)");
        addIf(said, timeOfYear, "time of year (sine, cosine)");
        addIf(said, year, "year");
        if (said.isEmpty() && !missing) {
            drop(column, "no part of the date or time varies");
            return;
        }
        double median = missing ? Math.floor(median(column)) : 0;
        String treatment = (time ? "time" : "date or time") + " by its parts: " + String.join(", ", said);
        if (missing) {
            treatment += missing(column, found, "the median");
        }
        keep(column, new MomentEncoding(column.name(), timeOfDay, weekdays.size() > 1 ? weekdays : List.of(), timeOfYear,
                year, median, missing), treatment);
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
