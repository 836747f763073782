package org.lossmith.learn.data;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.text.Texts;

/** Counts what a model has to make do with: missing values, and texts that it has not seen in training. */
final class ScanCount {
    private ScanCount() {}

    static List<ScanSummary.Oddities> of(Table table, Map<Column, ColumnEncoding> columns) throws SQLException {
        LevelSearch levels = new LevelSearch(table.database());
        Map<Column, List<String>> counted = new LinkedHashMap<>();
        for (Map.Entry<Column, ColumnEncoding> entry : columns.entrySet()) {
            counted.put(entry.getKey(), counted(levels, entry.getKey(), entry.getValue()));
        }
        Map<Column, @Nullable String[]> answers =
                Aggregates.of(table, List.copyOf(columns.keySet()), column -> counted.getOrDefault(column, List.of()));
        List<ScanSummary.Oddities> found = new ArrayList<>();
        answers.forEach((column, answer) -> {
            long missing = Long.parseLong(String.valueOf(answer[0]));
            long unseen = Long.parseLong(String.valueOf(answer[1]));
            ColumnEncoding encoding = columns.get(column);
            if ((missing > 0 || unseen > 0) && encoding != null) {
                String example = answer[2] == null ? "" : answer[2];
                found.add(new ScanSummary.Oddities(
                        column.name(), missing, unseen, example, treatment(encoding, missing, unseen)));
            }
        });
        return found;
    }

    private static List<String> counted(LevelSearch levels, Column column, ColumnEncoding encoding)
            throws SQLException {
        String missing = "count(*) FILTER (" + Statistics.isMissing(column) + ")";
        if (encoding instanceof ColumnEncoding.Category category) {
            String unseen = levels.unseen(column, category);
            return List.of(
                    missing, "count(*) FILTER (" + unseen + ")", "min(" + column.sql() + ") FILTER (" + unseen + ")");
        }
        return List.of(missing, "0", "NULL");
    }

    private static String treatment(ColumnEncoding encoding, long missing, long unseen) {
        List<String> said = new ArrayList<>();
        if (unseen > 0 && encoding instanceof ColumnEncoding.Category category) {
            said.add(
                    category.other()
                            ? "unseen texts share the input (other)"
                            : "unseen texts count as "
                                    + Texts.shown(category.levels().get(0))
                                    + ", since the training data had no others");
        }
        if (missing > 0) {
            said.add(missingTreatment(encoding));
        }
        return String.join("; ", said);
    }

    private static String missingTreatment(ColumnEncoding encoding) {
        if (encoding instanceof ColumnEncoding.Category category) {
            return category.missing()
                    ? "missing values are marked"
                    : "missing values count as " + Texts.shown(category.levels().get(0));
        }
        if (encoding instanceof ColumnEncoding.Presence) {
            return "missing values are marked";
        }
        boolean marked = encoding instanceof ColumnEncoding.Numeric numeric
                ? numeric.indicator()
                : encoding instanceof MomentEncoding moment && moment.indicator();
        return "missing values are replaced by the training data's median" + (marked ? " and marked" : "");
    }
}
