package org.lossmith.learn.data;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;
import org.lossmith.learn.text.Texts;

/**
 * NaN in a column that is used: an error with its place, since it may be a missing value as well as a calculation gone wrong.
 * With {@code --null NaN} the user says that it means missing.
 */
final class NotANumber {
    private NotANumber() {}

    static boolean meansMissing(List<String> nulls) {
        return nulls.stream().anyMatch("nan"::equalsIgnoreCase);
    }

    /** Looks at one column alone. */
    static void refuse(Table table, Column column) throws SQLException {
        if (column.type() != ColumnType.NUMBER) {
            return;
        }
        @Nullable
        String[] row = table.database()
                .rows("SELECT count(*), min(" + table.source() + ") FROM " + table.name() + " WHERE isnan("
                        + Statistics.value(column) + ")")
                .get(0);
        long count = Long.parseLong(String.valueOf(row[0]));
        if (count > 0) {
            String others = count == 1 ? "" : " (and in " + Texts.count(count - 1, "more row") + ")";
            throw new InputException(table.place(Long.parseLong(String.valueOf(row[1]))) + ", column " + column.name()
                    + ": NaN is not a number that a model can use" + others
                    + "; if it means a missing value, add --null NaN, otherwise correct it");
        }
    }
}
