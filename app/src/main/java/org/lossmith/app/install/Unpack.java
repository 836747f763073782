package org.lossmith.app.install;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Takes DuckDB's native libraries out of its jar and puts the one for this machine beside it. Left inside, 70 MB would be
 * inflated into the temporary folder at every start; DuckDB looks beside its jar when the jar holds none.
 */
public final class Unpack {
    private static final String NATIVE = "libduckdb_java";

    private Unpack() {}

    /** @param arguments the folder of the jars */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, "duckdb_jdbc-*.jar")) {
            for (Path jar : jars) {
                unpack(jar, folder);
            }
        }
    }

    static void unpack(Path jar, Path folder) throws IOException {
        Path slim = Files.createTempFile(folder, "slim", ".tmp");
        try (ZipFile from = new ZipFile(jar.toFile());
                ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(slim))) {
            Enumeration<? extends ZipEntry> entries = from.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                try (InputStream content = from.getInputStream(entry)) {
                    if (!entry.getName().startsWith(NATIVE)) {
                        copy(entry, content, to);
                    } else if (entry.getName().endsWith(machine())) {
                        Files.copy(content, folder.resolve(entry.getName()), StandardCopyOption.REPLACE_EXISTING);
                    }
                }
            }
        }
        Files.move(slim, jar, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void copy(ZipEntry entry, InputStream content, ZipOutputStream jar) throws IOException {
        jar.putNextEntry(new ZipEntry(entry.getName()));
        content.transferTo(jar);
        jar.closeEntry();
    }

    /** How DuckDB ends the name of the library for this machine, such as {@code linux_amd64}. */
    private static String machine() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String processor = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return (system.startsWith("mac") ? "macos" : system.startsWith("windows") ? "windows" : "linux")
                + "_"
                + (processor.equals("aarch64") || processor.equals("arm64") ? "arm64" : "amd64");
    }
}
