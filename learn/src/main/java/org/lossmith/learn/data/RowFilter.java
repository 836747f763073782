package org.lossmith.learn.data;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lossmith.InputException;
import org.lossmith.learn.text.Texts;

/** Leaves out the rows that are not to be used, and counts them by reason. */
final class RowFilter {
    private final Map<String, Long> droppedBecause = new LinkedHashMap<>();

    Map<String, Long> droppedBecause() {
        return droppedBecause;
    }

    /** Keeps the rows that meet the user's condition. */
    Table where(Table table, String condition) throws SQLException {
        StringBuilder named = new StringBuilder(table.source() + " AS \"row number\"");
        StringBuilder internal = new StringBuilder("row_number");
        for (int i = 0; i < table.columns().size(); i++) {
            named.append(", ")
                    .append(table.columns().get(i).sql())
                    .append(" AS ")
                    .append(Database.identifier(table.columns().get(i).name()));
            internal.append(", c").append(i);
        }
        Condition wanted = new Condition(condition, table.columnNames());
        wanted.requireExpression(table.database());
        wanted.requireTellsApart();
        String sql = "SELECT * FROM (SELECT * FROM (SELECT " + named + " FROM " + table.name() + ") AS rows WHERE (\n"
                + condition + "\n)) AS kept(" + internal + ")";
        try {
            table.database().keep("kept", sql);
        } catch (SQLException e) {
            throw wanted.refused(e);
        }
        Table kept = replaced(table, "kept");
        long left = kept.size();
        count("not meeting --where", table.rows() - left);
        if (left == 0) {
            throw wanted.leavesNothing(table);
        }
        return kept;
    }

    /** Keeps the rows whose target is there. */
    Table withTarget(Table table, Column target) throws SQLException {
        String missing = Statistics.isMissing(target);
        long lost = table.database().count("SELECT count(*) FROM " + table.name() + " WHERE " + missing);
        if (lost == 0) {
            return table;
        }
        if (lost == table.size()) {
            throw new InputException(table.file().name() + ": column " + target.name()
                    + ", the target, has no value in any of " + Texts.count(lost, "row"));
        }
        count("no target", lost);
        List<String> internal = new java.util.ArrayList<>();
        for (int i = 0; i < table.columns().size(); i++) {
            internal.add("c" + i);
        }
        table.database()
                .keep(
                        "used",
                        "SELECT " + table.source() + " AS row_number, " + String.join(", ", internal) + " FROM "
                                + table.name() + " WHERE NOT (" + missing + ")");
        return replaced(table, "used");
    }

    private static Table replaced(Table table, String name) throws SQLException {
        table.database().forget(table.name());
        return table.with(name, "row_number", table.columns());
    }

    private void count(String reason, long rows) {
        if (rows > 0) {
            droppedBecause.put(reason, rows);
        }
    }
}
