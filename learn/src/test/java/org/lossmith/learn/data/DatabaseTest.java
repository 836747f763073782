package org.lossmith.learn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private static String setting(Database database, String name) throws SQLException {
        return String.valueOf(
                database.rows("SELECT current_setting('" + name + "')::VARCHAR").get(0)[0]);
    }

    @Test
    void open_neitherInstallsNorLoadsExtensionsNorWritesToDisk() throws SQLException {
        try (Database database = Database.open()) {
            assertThat(setting(database, "autoinstall_known_extensions")).isEqualTo("false");
            assertThat(setting(database, "autoload_known_extensions")).isEqualTo("false");
            assertThat(setting(database, "allow_community_extensions")).isEqualTo("false");
            assertThat(setting(database, "temp_directory")).isEmpty();
            assertThat(setting(database, "TimeZone")).isEqualTo("UTC");
        }
    }

    @Test
    void locked_reachesNoFileAndCannotBeUnlocked() throws SQLException {
        try (Database database = Database.open()) {
            database.lock();
            String file = folder.resolve("x.csv").toString();
            assertThatThrownBy(() -> database.run("COPY (SELECT 1) TO '" + file + "'"))
                    .isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> database.run("ATTACH '" + file + "'")).isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> database.run("SET enable_external_access = true"))
                    .isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> database.run("LOAD httpfs")).isInstanceOf(SQLException.class);
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void literal_holdsAnyText() throws SQLException {
        try (Database database = Database.open()) {
            for (String text :
                    new String[] {"", "it's", "a\\n", "\"", "a\nb", "\u00e9\ud83d\ude00", "x\0y", "'||'", "$1 ? :x"}) {
                assertThat(database.rows("SELECT " + Database.literal(text)).get(0)[0])
                        .isEqualTo(text);
            }
        }
    }

    @Test
    void identifier_holdsAnyName() throws SQLException {
        try (Database database = Database.open()) {
            for (String name : new String[] {"a b", "select", "it's", "say \"hi\"", "\u00e9"}) {
                database.run("CREATE OR REPLACE TABLE t(" + Database.identifier(name) + " INTEGER)");
                assertThat(database.rows("DESCRIBE t").get(0)[0]).isEqualTo(name);
            }
        }
    }
}
