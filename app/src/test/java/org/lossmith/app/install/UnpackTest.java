package org.lossmith.app.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackTest {
    private static final List<String> NATIVES = Stream.of("linux", "macos", "windows")
            .flatMap(system -> Stream.of("amd64", "arm64").map(cpu -> "libduckdb_java.so_" + system + "_" + cpu))
            .toList();

    @TempDir
    private Path folder;

    @Test
    void oneNativeLibrary_isPutBesideTheJar_andNoneStaysInside() throws IOException {
        Path jar = folder.resolve("duckdb_jdbc-1.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            add(zip, "org/duckdb/Some.class", "class");
            for (String name : NATIVES) {
                add(zip, name, name);
            }
        }
        Files.writeString(folder.resolve("other.jar"), "untouched");

        Unpack.main(new String[] {folder.toString()});

        try (ZipFile slim = new ZipFile(jar.toFile())) {
            assertThat(slim.stream().map(ZipEntry::getName)).containsExactly("org/duckdb/Some.class");
            assertThat(slim.getInputStream(slim.getEntry("org/duckdb/Some.class")))
                    .hasContent("class");
        }
        assertThat(folder.resolve("other.jar")).hasContent("untouched");
        List<String> beside;
        try (Stream<Path> files = Files.list(folder)) {
            beside = files.map(file -> file.getFileName().toString())
                    .filter(NATIVES::contains)
                    .toList();
        }
        assertThat(beside).hasSize(1);
        assertThat(folder.resolve(beside.get(0))).hasContent(beside.get(0));
    }

    private static void add(ZipOutputStream zip, String name, String content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }
}
