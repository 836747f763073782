package org.lossmith.learn.data;

import java.util.Locale;

/** The sorts of column that matter to encoding. */
enum ColumnType {
    NUMBER,
    /** Also true and false, whose words in the file may be others ("yes", "no"). */
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
            return NUMBER;
        }
        if (type.startsWith("ENUM")) {
            return TEXT;
        }
        return switch (type) {
            case "DOUBLE",
                    "FLOAT",
                    "TINYINT",
                    "SMALLINT",
                    "INTEGER",
                    "BIGINT",
                    "HUGEINT",
                    "UTINYINT",
                    "USMALLINT",
                    "UINTEGER",
                    "UBIGINT",
                    "UHUGEINT",
                    "BIGNUM" -> NUMBER;
            case "VARCHAR", "UUID", "BOOLEAN", "JSON" -> TEXT;
            case "DATE", "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS", "TIMESTAMP WITH TIME ZONE" ->
                MOMENT;
            case "TIME", "TIME_NS", "TIME WITH TIME ZONE" -> TIME;
            default -> UNUSABLE;
        };
    }
}
