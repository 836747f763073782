package org.lossmith.learn.data;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;
import org.lossmith.Suggestion;
import org.lossmith.learn.text.Numbers;
import org.lossmith.learn.text.Texts;

/**
 * The target's kind and coding.
 *
 * @param sql gives the coded value as a double
 * @param positive the label coded 1, or null
 * @param treatment what was done, in words
 */
record Target(
        String sql,
        TargetKind kind,
        List<String> labels,
        @Nullable String positive,
        String treatment,
        List<Notice> notices) {
    /** More labels than this make a text an unlikely thing to predict. */
    private static final int MOST_LABELS = 100;
    /** Whole numbers up to here are taken for counts; larger ones behave like a scale. */
    private static final double LARGEST_COUNT = 100;

    /** Different values of a number up to which they may be codes of classes, */
    private static final int MOST_CODES = 10;

    /** if the rarest occurs at least as often as on average, divided by this. */
    private static final double RAREST_CODE = 4;

    private static final Set<String> POSITIVE_WORDS = Set.of("true", "yes", "y", "t", "positive", "pos");

    /** A label that means yes. */
    static boolean saysYes(String label) {
        return POSITIVE_WORDS.contains(label.toLowerCase(Locale.ROOT));
    }

    /** @param as what the user says it is, or null */
    static Target of(
            Table table, Column column, Statistics statistics, @Nullable String positive, @Nullable TargetKind as)
            throws SQLException {
        return new Recogniser(table, column, statistics).recognise(positive, as);
    }

    /** One label and how often it occurs. */
    private record Label(String text, long rows) {}

    private record Recogniser(Table table, Column column, Statistics statistics) {
        Target recognise(@Nullable String positive, @Nullable TargetKind as) throws SQLException {
            requireUsable();
            if (column.type() == ColumnType.TEXT) {
                if (as != null && as != TargetKind.CATEGORIES) {
                    throw new InputException(about() + " is text, so it cannot be taken as " + as.word()
                            + "; leave --as out, or give a column of numbers");
                }
                return statistics.levels() == 2
                        ? binary(labels(2), positive)
                        : categories(statistics.levels(), positive);
            }
            boolean two = table.database()
                            .count("SELECT count(*) FROM " + table.name() + " WHERE " + Statistics.value(column)
                                    + "::DOUBLE NOT IN (" + statistics.low() + "::DOUBLE, " + statistics.high()
                                    + "::DOUBLE)")
                    == 0;
            if (two && (as == null || as == TargetKind.CATEGORIES)) {
                return binary(labels(2), positive);
            }
            if (as == TargetKind.CATEGORIES) {
                return categories(labels(MOST_LABELS + 1).size(), positive);
            }
            refusePositive(positive, "more than two distinct values");
            boolean counts = as == TargetKind.COUNTS ? requireCounts() : as == null && counts(LARGEST_COUNT);
            return new Target(
                    Statistics.value(column) + "::DOUBLE",
                    counts ? TargetKind.COUNTS : TargetKind.CONTINUOUS,
                    List.of(),
                    null,
                    "target: " + (counts ? "counts, whole numbers" : "continuous,") + " from "
                            + Numbers.plain(statistics.low()) + " to " + Numbers.plain(statistics.high()),
                    as == null ? codes() : List.of());
        }

        private boolean requireCounts() throws SQLException {
            if (counts(Double.POSITIVE_INFINITY)) {
                return true;
            }
            throw new InputException(
                    about() + " cannot be taken as counts: those are whole numbers from 0 up, and it has others; leave"
                            + " --as out, or choose the rows with --where");
        }

        /**
         * A few whole numbers that occur about equally often look like codes of classes; counts thin out towards their end.
         */
        private List<Notice> codes() throws SQLException {
            List<Label> values = labels(MOST_CODES + 1);
            double rarest = values.get(values.size() - 1).rows();
            boolean whole = values.stream().allMatch(value -> value.text().matches("-?\\d+"));
            if (values.size() > MOST_CODES || !whole || rarest * RAREST_CODE * values.size() < statistics.present()) {
                return List.of();
            }
            String examples = Texts.list(values.stream()
                    .map(Label::text)
                    .sorted(Comparator.comparingDouble(Double::parseDouble))
                    .toList());
            return List.of(new Notice(
                    "classes-as-numbers",
                    column.name() + " has " + values.size() + " different values (" + examples
                            + ") and is taken for numbers; if they are codes of classes, say so: --as classes"));
        }

        private void requireUsable() {
            if (column.type() == ColumnType.UNUSABLE
                    || column.type() == ColumnType.MOMENT
                    || column.type() == ColumnType.TIME) {
                throw new InputException(about() + " is of the type " + column.duckdbType()
                        + ", which cannot be predicted; give a column of numbers or labels");
            }
            boolean constant = column.type() == ColumnType.TEXT ? statistics.levels() == 1 : statistics.constant();
            if (constant) {
                String one = statistics.present() == 1 ? " in the only row" : " in every row";
                String value = column.type() == ColumnType.TEXT ? "" : " (" + Numbers.plain(statistics.low()) + ")";
                throw new InputException(about() + " has the same value" + value + one
                        + ", so there is nothing to predict; give more rows, or another column");
            }
        }

        private String about() {
            return table.file().name() + ": column " + column.name() + ", the target,";
        }

        private boolean counts(double largest) throws SQLException {
            return statistics.low() >= 0
                    && statistics.high() <= largest
                    && table.database()
                                    .count("SELECT count(*) FROM " + table.name() + " WHERE " + Statistics.value(column)
                                            + "::DOUBLE <> floor(" + Statistics.value(column) + "::DOUBLE)")
                            == 0;
        }

        /** The most frequent labels first. */
        private List<Label> labels(int most) throws SQLException {
            String text = column.type() == ColumnType.NUMBER
                    ? Statistics.value(column) + "::DOUBLE"
                    : column.sql() + "::VARCHAR";
            List<Label> labels = new ArrayList<>();
            for (@Nullable
            String[] row : table.database()
                    .rows("SELECT " + text + ", count(*) FROM " + table.name() + " GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT "
                            + most)) {
                String label = String.valueOf(row[0]);
                labels.add(new Label(
                        column.type() == ColumnType.NUMBER ? Numbers.plain(Double.parseDouble(label)) : label,
                        Long.parseLong(String.valueOf(row[1]))));
            }
            return labels;
        }

        private Target binary(List<Label> labels, @Nullable String wanted) {
            Label frequent = labels.get(0);
            Label rare = labels.get(1);
            String reason = "as asked";
            Label one;
            if (wanted != null) {
                one = named(labels, wanted);
            } else if (isPositive(frequent, rare)) {
                one = frequent;
                reason = "by its meaning";
            } else {
                one = rare;
                reason = isPositive(rare, frequent) ? "by its meaning" : "the rarer of the two";
            }
            Label zero = one.equals(frequent) ? rare : frequent;
            double share = 100.0 * one.rows() / (one.rows() + zero.rows());
            String said = String.format(
                    Locale.ROOT,
                    "target: two values; %s is positive, %s (%s, %.3g%%); %s is negative",
                    Texts.shown(one.text()),
                    reason,
                    Texts.count(one.rows(), "row"),
                    share,
                    Texts.shown(zero.text()));
            List<Notice> notices = reason.startsWith("the rarer")
                    ? List.of(new Notice(
                            "positive-label",
                            "The label " + Texts.shown(one.text()) + " of " + column.name()
                                    + " counts as positive because it is " + reason + "; --positive "
                                    + Texts.shellWord(zero.text()) + " turns it round."))
                    : List.of();
            return new Target(
                    isLabel(one), TargetKind.BINARY, List.of(zero.text(), one.text()), one.text(), said, notices);
        }

        private String isLabel(Label one) {
            return column.type() == ColumnType.NUMBER
                    ? "(" + Statistics.value(column) + "::DOUBLE = " + one.text() + "::DOUBLE)::INTEGER::DOUBLE"
                    : "(" + column.sql() + "::VARCHAR = " + Database.literal(one.text()) + ")::INTEGER::DOUBLE";
        }

        private boolean isPositive(Label label, Label other) {
            return label.text().equals("1")
                    ? other.text().equals("0") || other.text().equals("-1")
                    : saysYes(label.text());
        }

        private Label named(List<Label> labels, String wanted) {
            List<String> texts = labels.stream().map(Label::text).toList();
            return labels.stream()
                    .filter(label -> label.text().equals(wanted) || sameNumber(label.text(), wanted))
                    .findFirst()
                    .orElseThrow(() -> new InputException("--positive " + Texts.shellWord(wanted) + ": " + column.name()
                            + " has no such label" + Suggestion.hint(wanted, texts) + " (its labels: "
                            + String.join(", ", texts) + ")"));
        }

        private boolean sameNumber(String label, String wanted) {
            try {
                return column.type() == ColumnType.NUMBER && Double.parseDouble(label) == Double.parseDouble(wanted);
            } catch (NumberFormatException e) {
                return false;
            }
        }

        private Target categories(long levels, @Nullable String positive) throws SQLException {
            boolean number = column.type() == ColumnType.NUMBER;
            refusePositive(positive, Texts.count(levels, "label"));
            if (levels > MOST_LABELS) {
                String examples = Texts.list(labels(3).stream()
                        .map(label -> Texts.shown(label.text()))
                        .toList());
                throw new InputException(about()
                        + (number ? " has more than " + MOST_LABELS + " " : " is text with " + levels + " ")
                        + "different values (such as " + examples + ": an identifier?); more than " + MOST_LABELS
                        + " labels are not predicted. "
                        + (number ? "Leave --as classes out" : "Give a column of numbers")
                        + ", or give one with fewer labels");
            }
            Comparator<String> order =
                    number ? Comparator.comparingDouble(Double::parseDouble) : Comparator.naturalOrder();
            List<String> labels =
                    labels(MOST_LABELS).stream().map(Label::text).sorted(order).toList();
            String coded = number
                    ? "(list_position([" + String.join(", ", labels) + "]::DOUBLE[], " + Statistics.value(column)
                            + "::DOUBLE) - 1)::DOUBLE"
                    : "(list_position(" + Database.literals(labels) + ", " + column.sql() + "::VARCHAR) - 1)::DOUBLE";
            return new Target(
                    coded,
                    TargetKind.CATEGORIES,
                    labels,
                    null,
                    "target: " + labels.size() + " labels: " + Texts.list(labels),
                    List.of());
        }

        private void refusePositive(@Nullable String positive, String holds) {
            if (positive != null) {
                throw new InputException(
                        "--positive " + Texts.shellWord(positive) + ": only a target with two labels has a positive"
                                + " one, and " + column.name() + " has " + holds + "; leave --positive out");
            }
        }
    }
}
