package org.lossmith.learn.data;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;

/** An in-memory DuckDB that never goes to the network, writes nothing to disk and reckons in UTC. */
final class Database implements AutoCloseable {
    private final DuckDBConnection connection;

    private Database(DuckDBConnection connection) {
        this.connection = connection;
    }

    static Database open() throws SQLException {
        Properties settings = new Properties();
        settings.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        settings.setProperty("allow_community_extensions", "false");
        settings.setProperty("temp_directory", "");
        settings.setProperty("memory_limit", "50%");
        Connection connection = new DuckDBDriver().connect("jdbc:duckdb:", settings);
        Database database = new Database((DuckDBConnection) connection);
        database.run("SET TimeZone = 'UTC'");
        return database;
    }

    /** From here on no statement can touch a file, whatever the user's condition says. */
    void lock() throws SQLException {
        run("SET enable_external_access = false");
        run("SET lock_configuration = true");
    }

    void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    DuckDBConnection connection() {
        return connection;
    }

    /** All rows of a small result as texts. */
    List<@Nullable String[]> rows(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
            List<@Nullable String[]> rows = new ArrayList<>();
            while (result.next()) {
                @Nullable String[] row = new String[columns];
                for (int i = 0; i < columns; i++) {
                    row[i] = result.getString(i + 1);
                }
                rows.add(row);
            }
            return rows;
        }
    }

    long count(String sql) throws SQLException {
        String value = rows(sql).get(0)[0];
        return value == null ? 0 : Long.parseLong(value);
    }

    /** A text as a SQL literal. */
    static String literal(String text) {
        String quoted = "'" + text.replace("'", "''") + "'";
        // DuckDB's parser takes a zero byte for the end of the statement.
        return text.indexOf('\0') < 0 ? quoted : "(" + quoted.replace("\0", "' || chr(0) || '") + ")";
    }

    static String literals(List<String> texts) {
        return "[" + String.join(", ", texts.stream().map(Database::literal).toList()) + "]";
    }

    /** A name as a SQL identifier. */
    static String identifier(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A path as DuckDB's readers take it: exactly this file, though its name may hold the characters of a glob. */
    static String pathLiteral(java.nio.file.Path path) {
        StringBuilder escaped = new StringBuilder();
        for (char c : path.toString().toCharArray()) {
            escaped.append(c == '*' || c == '?' || c == '[' ? "[" + c + "]" : String.valueOf(c));
        }
        return literal(escaped.toString());
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("the in-memory database does not close", e);
        }
    }
}
