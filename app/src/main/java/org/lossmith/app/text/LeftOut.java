package org.lossmith.app.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.lossmith.learn.data.ColumnNote;

/** Which columns no model is made of, and why, in the words of the reports. */
public final class LeftOut {
    private static final String MARK = "dropped: ";
    private static final int NAMED = 8;
    private static final int LONGEST_NAME = 40;

    private LeftOut() {}

    /** "left out: a, b (the same value in every row)"; empty if every column is of use. */
    public static String text(List<ColumnNote> columns) {
        Map<String, List<String>> byReason = columns.stream()
                .filter(column -> column.treatment().startsWith(MARK))
                .collect(Collectors.groupingBy(
                        column -> column.treatment().substring(MARK.length()),
                        LinkedHashMap::new,
                        Collectors.mapping(LeftOut::name, Collectors.toList())));
        return byReason.isEmpty()
                ? ""
                : byReason.entrySet().stream()
                        .map(each -> names(each.getValue()) + " (" + each.getKey() + ")")
                        .collect(Collectors.joining(", ", "left out: ", ""));
    }

    private static String names(List<String> names) {
        String first = names.stream().limit(NAMED).collect(Collectors.joining(", "));
        return names.size() > NAMED ? first + " and " + (names.size() - NAMED) + " more" : first;
    }

    private static String name(ColumnNote column) {
        String name = column.column();
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 3) + "...";
    }
}
