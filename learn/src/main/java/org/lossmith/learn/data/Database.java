package org.lossmith.learn.data;

import java.nio.file.Path;
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

/**
 * A DuckDB that never goes to the network and reckons in UTC. It keeps tables in memory, unless {@link #useScratch} was called:
 * then they are files in a scratch folder of this process's own.
 */
final class Database implements AutoCloseable {
    /** What DuckDB needs to work on files of any size. */
    private static final long LEAST_MEMORY = 1L << 30;

    private final DuckDBConnection connection;
    private @Nullable ScratchFolder scratch;

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

    /**
     * From here on tables are kept in files of this folder, which is closed with the database.
     *
     * @param heap bytes that this JVM may use: the database takes as much again, but not more than half of the machine's memory
     */
    void useScratch(ScratchFolder folder, long heap) throws SQLException {
        scratch = folder;
        long half = megabytes(rows("SELECT current_setting('memory_limit')").get(0)[0]);
        run("SET memory_limit = '" + Math.min(half, Math.max(heap, LEAST_MEMORY) >> 20) + "MiB'");
        run("SET temp_directory = " + literal(folder.file("spill").toString()));
    }

    /** Reads the way in which DuckDB writes sizes. */
    private static long megabytes(@Nullable String size) {
        String[] parts = String.valueOf(size).split(" ");
        double number = Double.parseDouble(parts[0]);
        return (long)
                (parts[1].startsWith("G") ? 1024 * number : parts[1].startsWith("T") ? 1024 * 1024 * number : number);
    }

    /** Runs a query and keeps its result under a name, instead of any result kept under it before. */
    void keep(String name, String query) throws SQLException {
        if (scratch == null) {
            run("CREATE OR REPLACE TABLE " + name + " AS " + query);
            return;
        }
        Path file = scratch.file(name + ".parquet");
        // Dictionaries of figures cost more time than anything else here; a category has fewer different values than
        // this.
        run("COPY (" + query + ") TO " + pathLiteral(file)
                + " (FORMAT parquet, COMPRESSION snappy, PARQUET_VERSION V2, DICTIONARY_SIZE_LIMIT 1000)");
        look(name, "*", "read_parquet(" + pathLiteral(file) + ")");
    }

    /**
     * Leaves rows in a Parquet file where they are and gives them a name.
     *
     * @param reader a call of read_parquet
     */
    void look(String name, String selected, String reader) throws SQLException {
        run("CREATE OR REPLACE VIEW " + name + " AS SELECT " + selected + ", file_row_number FROM " + reader);
    }

    /** Forgets what was kept under a name. */
    void forget(String name) throws SQLException {
        run((scratch == null ? "DROP TABLE " : "DROP VIEW ") + name);
        if (scratch != null) {
            scratch.delete(name + ".parquet");
        }
    }

    /** Whether tables are files. */
    boolean usesScratch() {
        return scratch != null;
    }

    /** The SQL for a row's 0-based place in its table; conditions on its range are fast. */
    String position() {
        return scratch == null ? "rowid" : "file_row_number";
    }

    /** From here on no statement can touch a file but the one being read and this database's own, whatever a condition says. */
    void lock(Path file) throws SQLException {
        if (scratch != null) {
            run("SET allowed_paths = [" + literal(file.toString()) + "]");
            run("SET allowed_directories = [" + literal(scratch.file("").toString()) + "]");
        }
        lock();
    }

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
    static String pathLiteral(Path path) {
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
            throw new IllegalStateException("the database does not close", e);
        } finally {
            if (scratch != null) {
                scratch.close();
            }
        }
    }
}
