package org.lossmith.learn.data;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * Asks a database for the value that an encoding takes: of a category the position of its level. A list of levels is searched
 * from its beginning; where they are many a type is made of them, whose words are hashed.
 */
final class LevelSearch {
    /** With more levels than this a search through the list takes longer than all else. */
    private static final int MANY_LEVELS = 50;

    private final Database database;
    private final Map<ColumnEncoding.Category, String> types = new HashMap<>();

    LevelSearch(Database database) {
        this.database = database;
    }

    /** The value of a column as its encoding takes it, a DOUBLE. */
    String value(Column column, ColumnEncoding encoding) throws SQLException {
        if (encoding instanceof ColumnEncoding.Value value) {
            return value(column, value.of());
        }
        if (encoding instanceof ColumnEncoding.Category category) {
            return position(column, category);
        }
        if (encoding instanceof ColumnEncoding.Presence) {
            return "CASE WHEN NOT (" + Statistics.isMissing(column) + ") THEN 0::DOUBLE END";
        }
        return Statistics.value(column) + "::DOUBLE";
    }

    private String position(Column column, ColumnEncoding.Category category) throws SQLException {
        String position = category.levels().size() > MANY_LEVELS
                ? "coalesce(" + word(column, category) + ", -1)::DOUBLE"
                : "(coalesce(list_position(" + Database.literals(category.levels()) + ", " + column.sql()
                        + "), 0) - 1)::DOUBLE";
        return "CASE WHEN " + column.sql() + " IS NOT NULL THEN " + position + " END";
    }

    /** The condition that there is a text, and it is none of the levels. */
    String unseen(Column column, ColumnEncoding.Category category) throws SQLException {
        return column.sql() + " IS NOT NULL AND "
                + (category.levels().size() > MANY_LEVELS
                        ? word(column, category) + " IS NULL"
                        : "NOT list_contains(" + Database.literals(category.levels()) + ", " + column.sql() + ")");
    }

    private String word(Column column, ColumnEncoding.Category category) throws SQLException {
        String type = types.get(category);
        if (type == null) {
            type = "levels_" + types.size();
            database.run("DROP TYPE IF EXISTS " + type);
            database.run(
                    "CREATE TYPE " + type + " AS ENUM (SELECT unnest(" + Database.literals(category.levels()) + "))");
            types.put(category, type);
        }
        return "enum_code(TRY_CAST(" + column.sql() + " AS " + type + "))";
    }
}
