package org.lossmith.learn.data;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** The groups of rows that stay together when rows are held out. A date or a time stamp groups by its month. */
final class Groups {
    private Groups() {}

    static String @Nullable [] of(Table table, int rows, @Nullable Column column) throws SQLException {
        if (column == null) {
            return null;
        }
        String value = column.type() == ColumnType.MOMENT ? "strftime(" + column.sql() + ", '%Y-%m')" : column.asText();
        String[] groups = new String[rows];
        try (Statement statement = table.database().connection().createStatement();
                ResultSet result = statement.executeQuery("SELECT coalesce(" + value + ", '') FROM " + table.name())) {
            for (int row = 0; result.next(); row++) {
                groups[row] = result.getString(1).intern();
            }
        }
        return groups;
    }

    static String treatment(Column column) {
        return column.type() == ColumnType.MOMENT ? "; grouped by month" : "";
    }
}
