package org.lossmith.learn.data;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;
import org.lossmith.learn.text.Texts;

/**
 * A text column of numbers with commas in them: the decimal sign of half the world, the thousands separator of the other half.
 *
 * @param commas how many of its values have one
 */
record CommaNumbers(Table table, Column column, long commas) {
    private static final String DECIMAL = "'^[-+]?[0-9]+,[0-9]+$'";
    private static final String THOUSANDS = "'^[-+]?[0-9]{1,3}(,[0-9]{3})+(\\.[0-9]+)?$'";

    /** A condition that holds for a number written either way. */
    static String isNumber(String sql) {
        return "regexp_matches(" + sql + ", " + DECIMAL + ") OR regexp_matches(" + sql + ", " + THOUSANDS + ")";
    }

    /** The column read the one way that fits all its values; an error when both do. */
    Column settle() throws SQLException {
        String c = column.sql();
        @Nullable
        String[] found = table.database()
                .rows("SELECT count(*) FILTER (regexp_matches(" + c + ", " + DECIMAL
                        + ")), count(*) FILTER (regexp_matches(" + c + ", " + THOUSANDS
                        + ")), count(*) FILTER (contains(" + c
                        + ", '.')), min(" + c + ") FILTER (contains(" + c + ", ',')) FROM " + table.name())
                .get(0);
        boolean points = Long.parseLong(String.valueOf(found[2])) > 0;
        boolean decimal = Long.parseLong(String.valueOf(found[0])) == commas && !points;
        boolean thousands = Long.parseLong(String.valueOf(found[1])) == commas;
        if (decimal && thousands) {
            String example = String.valueOf(found[3]);
            throw new InputException(table.file().name() + ": column " + column.name() + " holds numbers such as "
                    + Texts.shown(example) + ", which may mean " + example.replace(",", "") + " or "
                    + example.replace(',', '.')
                    + "; write them without the comma, or with a point");
        }
        if (decimal) {
            return column.as(
                    ColumnType.NUMBER, "TRY_CAST(replace(" + c + ", ',', '.') AS DOUBLE)", "read with a decimal comma");
        }
        if (thousands) {
            return column.as(
                    ColumnType.NUMBER,
                    "TRY_CAST(replace(" + c + ", ',', '') AS DOUBLE)",
                    "read with commas between the thousands");
        }
        return column;
    }
}
