package org.lossmith.learn.data;

/**
 * One column of a loaded table.
 *
 * @param name in the file
 * @param sql what stands for its value in a query on the loaded table
 * @param duckdbType as DuckDB names it, for messages
 * @param reading how its text is read, in words, where that is not plain; otherwise empty
 */
record Column(String name, String sql, ColumnType type, String duckdbType, String reading) {
    static Column of(String name, int index, String duckdbType) {
        return new Column(name, "c" + index, ColumnType.of(duckdbType), duckdbType, "");
    }

    /** The value as text, as people write it: 1 rather than 1.0, a date without a time of 00:00:00. */
    String asText() {
        return switch (type) {
            case NUMBER -> "regexp_replace(" + sql + "::VARCHAR, '\\.0$', '')";
            case MOMENT -> "regexp_replace(" + sql + "::VARCHAR, ' 00:00:00(\\+00)?$', '')";
            default -> sql + "::VARCHAR";
        };
    }

    /** The same column, its text read as something else. */
    Column as(ColumnType otherType, String otherSql, String how) {
        return new Column(name, otherSql, otherType, duckdbType, how);
    }

    /** A treatment in words, with the reading before it. */
    String described(String treatment) {
        return reading.isEmpty() ? treatment : treatment + "; " + reading;
    }
}
