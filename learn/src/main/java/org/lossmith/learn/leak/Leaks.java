package org.lossmith.learn.leak;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.data.ColumnEncoding;
import org.lossmith.learn.data.Dataset;
import org.lossmith.learn.data.Matrix;
import org.lossmith.learn.data.MomentEncoding;
import org.lossmith.learn.data.Notice;
import org.lossmith.learn.data.TargetKind;
import org.lossmith.learn.evaluate.EvenSample;
import org.lossmith.learn.text.Numbers;

/**
 * Columns that give the target away, alone or as the time between two moments. Looked for on a sample of the rows, and not where
 * there are more than {@value #MOST_INPUTS} inputs.
 *
 * @param columns columns of the file to leave out, strongest first
 */
public record Leaks(List<Notice> warnings, List<String> columns) {
    private static final int MOST_ROWS = 20_000;
    private static final int MOST_VALUES = 4_000_000;
    private static final int LEAST_ROWS = 1_000;
    private static final int ROWS_WITH_MOMENTS = 400;
    /** More would take longer than the fit. */
    private static final int MOST_INPUTS = 10_000;

    public static Leaks in(Dataset data) {
        if (data.features().size() > MOST_INPUTS) {
            return new Leaks(List.of(), List.of());
        }
        List<Notice> warnings = new ArrayList<>();
        Set<String> columns = new LinkedHashSet<>();
        boolean labels = data.kind() == TargetKind.BINARY;
        if (data.kind() == TargetKind.CATEGORIES) {
            classes(data, warnings, columns);
        } else {
            single(data, labels, warnings, columns);
        }
        if (!labels && data.kind() != TargetKind.CATEGORIES) {
            between(data, warnings, columns);
        }
        return new Leaks(List.copyOf(warnings), List.copyOf(columns));
    }

    /** With one more warning, if there is one. */
    public Leaks with(Optional<Notice> more) {
        List<Notice> all = new ArrayList<>(warnings);
        more.ifPresent(all::add);
        return new Leaks(List.copyOf(all), columns);
    }

    private static void classes(Dataset data, List<Notice> warnings, Set<String> columns) {
        int[] rows = EvenSample.of(data.used(), most(data));
        double[] label =
                Arrays.stream(rows).mapToDouble(row -> data.targets().get(row)).toArray();
        for (ClassLeaks.Source source : ClassLeaks.sources(data, rows)) {
            GivenAway found = GivenAway.byClass(0, source.values(), label);
            if (found.suspicious(true) && columns.add(source.column())) {
                warnings.add(new Notice(
                        "leak",
                        source.column() + " by itself gives " + data.targetName()
                                + " away: calling each row the class that is most frequent at its value leaves "
                                + Numbers.percent(found.left())
                                + " of the mistakes. If it is not known at the time of predicting, leave it out: --exclude "
                                + source.column()));
            }
        }
    }

    private static void single(Dataset data, boolean labels, List<Notice> warnings, Set<String> columns) {
        int[] rows = labels ? labelRows(data) : EvenSample.of(data.used(), most(data));
        double[] target = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            target[i] = data.targets().get(rows[i]);
        }
        Matrix sample = data.x().selectRows(rows);
        IntFunction<double[]> inputs = column -> column(sample, column);
        int count = data.features().size();
        List<GivenAway> found =
                labels ? GivenAway.byLabel(count, inputs, target) : GivenAway.byNumber(count, inputs, target);
        List<GivenAway> suspicious =
                found.stream().filter(one -> one.suspicious(labels)).toList();
        for (GivenAway one : suspicious.subList(0, Math.min(5, suspicious.size()))) {
            String next = found.size() > suspicious.size() ? next(data, found.get(suspicious.size()), labels) : "";
            String column = fileColumn(data, one.column());
            if (columns.add(column)) {
                warnings.add(new Notice(
                        "leak",
                        column + " by itself gives " + data.targetName() + " away: "
                                + says(one, labels) + next
                                + ". If it is not known at the time of predicting, leave it out: --exclude "
                                + column));
            }
        }
    }

    private static double[] column(Matrix sample, int column) {
        double[] values = new double[sample.rows()];
        for (int row = 0; row < values.length; row++) {
            values[row] = sample.get(row, column);
        }
        return values;
    }

    private static String says(GivenAway one, boolean labels) {
        return labels
                ? "it orders positives before negatives with an ROC AUC of " + Numbers.brief(1 - one.left() / 2)
                : "it leaves " + Numbers.percent(one.left()) + " of the target's scatter";
    }

    private static String next(Dataset data, GivenAway one, boolean labels) {
        String input = data.features().get(one.column());
        return labels
                ? " (the next, " + input + ", with " + Numbers.brief(1 - one.left() / 2) + ")"
                : " (the next, " + input + ", leaves " + Numbers.percent(one.left()) + ")";
    }

    private static String fileColumn(Dataset data, int input) {
        int passed = 0;
        for (ColumnEncoding column : data.encoder().columns()) {
            passed += column.inputs().size();
            if (input < passed) {
                return column.column();
            }
        }
        return data.features().get(input);
    }

    private static int most(Dataset data) {
        return Math.max(
                LEAST_ROWS,
                Math.min(MOST_ROWS, MOST_VALUES / Math.max(1, data.features().size())));
    }

    /** All positives and negatives, or as many of either as half a sample takes: the area does not depend on their ratio. */
    private static int[] labelRows(Dataset data) {
        int half = most(data) / 2;
        int[][] byLabel = new int[2][data.used()];
        int[] count = new int[2];
        for (int row = 0; row < data.used(); row++) {
            int label = (int) data.targets().get(row);
            byLabel[label][count[label]++] = row;
        }
        int[] chosen = new int[Math.min(half, count[0]) + Math.min(half, count[1])];
        int to = 0;
        for (int label = 0; label < 2; label++) {
            for (int position : EvenSample.of(count[label], half)) {
                chosen[to++] = byLabel[label][position];
            }
        }
        return chosen;
    }

    /** A target that is the time between two moments, such as a duration whose end is among the columns. */
    private static void between(Dataset data, List<Notice> warnings, Set<String> columns) {
        List<String> moments = data.encoder().columns().stream()
                .filter(MomentEncoding.class::isInstance)
                .map(ColumnEncoding::column)
                .toList();
        if (moments.size() < 2 || moments.size() > 6) {
            return;
        }
        int[] rows = EvenSample.of(data.used(), ROWS_WITH_MOMENTS);
        List<Map<String, String>> values = data.values(rows);
        for (int first = 0; first < moments.size(); first++) {
            for (int second = first + 1; second < moments.size(); second++) {
                pair(data, rows, values, moments.get(first), moments.get(second), warnings, columns);
            }
        }
    }

    private static void pair(
            Dataset data,
            int[] rows,
            List<Map<String, String>> values,
            String first,
            String second,
            List<Notice> warnings,
            Set<String> columns) {
        double[] gap = new double[rows.length];
        double[] target = new double[rows.length];
        int known = 0;
        for (int i = 0; i < rows.length; i++) {
            double seconds =
                    seconds(values.get(i).get(second)) - seconds(values.get(i).get(first));
            if (!Double.isNaN(seconds)) {
                gap[known] = seconds;
                target[known++] = data.targets().get(rows[i]);
            }
        }
        GivenAway found = GivenAway.byProportion(Arrays.copyOf(gap, known), Arrays.copyOf(target, known));
        if (found.suspicious(false)) {
            columns.add(second);
            warnings.add(new Notice(
                    "leak",
                    "the time from " + first + " to " + second + " gives " + data.targetName()
                            + " away: it leaves " + Numbers.percent(found.left())
                            + " of the target's scatter. If the later one is not known at the time of predicting, leave it out:"
                            + " --exclude " + second));
        }
    }

    private static double seconds(@Nullable String text) {
        if (text == null) {
            return Double.NaN;
        }
        try {
            // A moment at midnight is written as a date alone.
            String iso = text.length() == "2020-01-31".length()
                    ? text + "T00:00:00"
                    : text.strip().replace(' ', 'T').replaceFirst("(Z|[+-]\\d\\d(:?\\d\\d)?)$", "");
            LocalDateTime moment = LocalDateTime.parse(iso);
            return moment.toEpochSecond(ZoneOffset.UTC) + moment.getNano() / 1e9;
        } catch (DateTimeParseException notAMoment) {
            return Double.NaN;
        }
    }
}
