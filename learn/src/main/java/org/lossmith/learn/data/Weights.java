package org.lossmith.learn.data;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;
import org.lossmith.learn.text.Texts;

/** Checks that a column can serve as example weights: finite, 0 or more, somewhere more than 0, never missing. */
final class Weights {
    private Weights() {}

    static void require(Table table, @Nullable Column column) throws SQLException {
        if (column == null) {
            return;
        }
        if (column.type() != ColumnType.NUMBER) {
            throw new InputException(table.file().name() + ": column " + column.name() + ", the weight, is of the type "
                    + column.duckdbType() + "; weights are numbers from 0 up");
        }
        String value = Statistics.value(column) + "::DOUBLE";
        refuse(
                table,
                column,
                value + " IS NULL OR isnan(" + value + ")",
                "no weight",
                "leave such rows out with --where "
                        + Texts.shellWord(Database.identifier(column.name()) + " IS NOT NULL"));
        refuse(table, column, "isinf(" + value + ")", "an infinite weight", "weights are finite numbers from 0 up");
        refuse(table, column, value + " < 0", "a negative weight", "weights are numbers from 0 up");
        if (table.database().count("SELECT count(*) FROM " + table.name() + " WHERE " + value + " > 0") == 0) {
            throw new InputException(table.file().name() + ": column " + column.name()
                    + ", the weight, is 0 in every row, so no row counts");
        }
    }

    private static void refuse(Table table, Column column, String bad, String what, String remedy) throws SQLException {
        @Nullable
        String[] found = table.database()
                .rows("SELECT count(*), min(" + table.source() + "), arg_min(" + column.asText() + ", " + table.source()
                        + ") FROM " + table.name() + " WHERE " + bad)
                .get(0);
        long rows = Long.parseLong(String.valueOf(found[0]));
        if (rows > 0) {
            String value = found[2] == null ? "" : " (" + found[2] + ")";
            String others = rows == 1 ? "" : ", and " + Texts.count(rows - 1, "row") + " after it";
            throw new InputException(table.place(Long.parseLong(String.valueOf(found[1]))) + ", column " + column.name()
                    + ": " + what + value + others + "; " + remedy);
        }
    }
}
