package org.lossmith.app.options;

import java.util.ArrayList;
import java.util.List;
import org.lossmith.InputException;

/** Column names between commas; a name that holds a comma stands in double quotes. */
public final class ColumnList {
    private ColumnList() {}

    public static List<String> split(String text) {
        List<String> names = new ArrayList<>();
        StringBuilder name = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                add(names, name);
            } else {
                name.append(c);
            }
        }
        if (quoted) {
            throw new InputException("a double quote is not closed in the column names " + text);
        }
        add(names, name);
        return names;
    }

    private static void add(List<String> names, StringBuilder name) {
        String stripped = name.toString().strip();
        name.setLength(0);
        if (!stripped.isEmpty()) {
            names.add(stripped);
        }
    }
}
