package org.lossmith.learn.data;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;
import org.lossmith.Suggestion;
import org.lossmith.learn.text.Texts;

/** Finds a model's columns in a file, each read as what it was when the model was trained. */
final class ColumnMatch {
    private final Table table;
    private final boolean nanIsMissing;

    private ColumnMatch(Table table, boolean nanIsMissing) {
        this.table = table;
        this.nanIsMissing = nanIsMissing;
    }

    /** @throws InputException if a column is not there, or holds what the model cannot take, with its place */
    static Map<Column, ColumnEncoding> of(Table table, Encoder encoder, boolean nanIsMissing) throws SQLException {
        requireAll(table, encoder);
        ColumnMatch match = new ColumnMatch(table, nanIsMissing);
        Map<Column, ColumnEncoding> found = new LinkedHashMap<>();
        for (ColumnEncoding encoding : encoder.columns()) {
            Column column = table.column(encoding.column(), "an input of the model");
            found.put(match.as(column, encoding), encoding);
        }
        match.requireFinite(found);
        return found;
    }

    private static void requireAll(Table table, Encoder encoder) {
        List<String> names = table.columnNames();
        List<String> absent = encoder.columns().stream()
                .map(ColumnEncoding::column)
                .filter(name -> !names.contains(name))
                .toList();
        if (absent.isEmpty()) {
            return;
        }
        String each = absent.stream()
                .limit(SHOWN)
                .map(name -> "\"" + name + "\"" + Suggestion.hint(name, names).replaceFirst("[;?]+\\s*$", "?"))
                .collect(Collectors.joining(", "));
        throw new InputException(table.file().name() + " lacks " + (absent.size() == 1 ? "a column" : "columns")
                + " that the model needs: " + each
                + (absent.size() > SHOWN ? " and " + (absent.size() - SHOWN) + " more" : "")
                + (each.endsWith("?") && absent.size() <= SHOWN ? " " : ". ") + "Its columns: "
                + Texts.list(names) + ". Name the column as it was named in training");
    }

    private static final int SHOWN = 8;

    private Column as(Column column, ColumnEncoding encoding) throws SQLException {
        if (encoding instanceof ColumnEncoding.Presence) {
            return column;
        }
        if (encoding instanceof ColumnEncoding.Category) {
            if (column.type() == ColumnType.UNUSABLE) {
                throw refused(column, "a text");
            }
            return column.as(ColumnType.TEXT, column.asText(), "");
        }
        ColumnType wanted = encoding instanceof MomentEncoding ? ColumnType.MOMENT : ColumnType.NUMBER;
        Column settled = column.type() == ColumnType.TEXT ? settled(column, wanted) : column;
        boolean fits = settled.type() == wanted || (wanted == ColumnType.MOMENT && settled.type() == ColumnType.TIME);
        if (!fits) {
            throw refused(column, wanted == ColumnType.NUMBER ? "a number" : "a date or time");
        }
        return settled;
    }

    /** Text in place of numbers or dates: those that it holds in truth, read as in training, or an error with the place. */
    private Column settled(Column column, ColumnType wanted) throws SQLException {
        Column likely = new TextCheck(table, null, new ArrayList<>())
                .settle(List.of(column))
                .get(0);
        if (likely.type() == wanted) {
            return likely;
        }
        boolean number = wanted == ColumnType.NUMBER;
        String cast = "TRY_CAST(" + column.sql() + (number ? " AS DOUBLE)" : " AS TIMESTAMP)");
        List<@Nullable String[]> wrong = table.database()
                .rows("SELECT " + column.sql() + ", " + table.source() + " FROM " + table.name() + " WHERE "
                        + column.sql() + " IS NOT NULL AND " + cast + " IS NULL ORDER BY 2 LIMIT 1");
        if (!wrong.isEmpty()) {
            String value = String.valueOf(wrong.get(0)[0]);
            throw new InputException(table.place(Long.parseLong(String.valueOf(wrong.get(0)[1]))) + ", column "
                    + column.name() + ": " + Texts.shown(value) + " is not " + (number ? "a number" : "a date or time")
                    + ", as it was in training; correct it, or, if it means a missing value, add --null "
                    + Texts.shellWord(value));
        }
        return column.as(wanted, cast, "");
    }

    private InputException refused(Column column, String wanted) {
        return new InputException(table.file().name() + ": column " + column.name() + " is of the type "
                + column.duckdbType() + ", and the model was trained with " + wanted
                + " there; give a file whose columns are like those of the training data");
    }

    /** Infinite values are errors, and so is NaN unless it was said to mean a missing value. */
    private void requireFinite(Map<Column, ColumnEncoding> found) throws SQLException {
        List<Column> numbers = found.keySet().stream()
                .filter(column -> column.type() == ColumnType.NUMBER)
                .toList();
        if (!numbers.isEmpty()) {
            Statistics.of(table, numbers, nanIsMissing);
        }
    }
}
