package org.lossmith.learn.data;

import java.util.Locale;

/** The sorts of column that matter to encoding. */
enum ColumnType {
    NUMBER,
    WHOLE_NUMBER,
    BOOLEAN,
    TEXT,
    /** A date, or a date with a time of day. */
    MOMENT,
    TIME,
    /** Lists, structures, blobs, intervals: nothing that a linear model could use. */
    UNUSABLE;

    static ColumnType of(String duckdbType) {
        String type = duckdbType.toUpperCase(Locale.ROOT);
        if (type.endsWith("]") || type.startsWith("STRUCT") || type.startsWith("MAP") || type.startsWith("UNION")) {
            return UNUSABLE;
        }
        if (type.startsWith("DECIMAL")) {
            return type.endsWith(",0)") ? WHOLE_NUMBER : NUMBER;
        }
        if (type.startsWith("ENUM")) {
            return TEXT;
        }
        return switch (type) {
            case "DOUBLE", "FLOAT" -> NUMBER;
            case "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT",
                    "UHUGEINT", "BIGNUM" -> WHOLE_NUMBER;
            case "BOOLEAN" -> BOOLEAN;
            case "VARCHAR", "UUID" -> TEXT;
            case "DATE", "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS", "TIMESTAMP WITH TIME ZONE" -> MOMENT;
            case "TIME", "TIME_NS", "TIME WITH TIME ZONE" -> TIME;
            default -> UNUSABLE;
        };
    }

    boolean isNumber() {
        return this == NUMBER || this == WHOLE_NUMBER;
    }
}
