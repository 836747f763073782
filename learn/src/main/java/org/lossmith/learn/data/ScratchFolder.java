package org.lossmith.learn.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.lossmith.InputException;

/** A folder of this process's own, which only this user can read; it goes when closed or when the JVM ends. */
final class ScratchFolder implements AutoCloseable {
    private final Path path;
    private final Thread atExit;

    private ScratchFolder(Path path) {
        this.path = path;
        this.atExit = new Thread(this::delete, "lossmith-scratch");
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    static ScratchFolder in(Path parent) {
        try {
            // A temporary folder's permissions are rwx------ from the start.
            return new ScratchFolder(Files.createTempDirectory(parent, "lossmith"));
        } catch (IOException e) {
            throw new InputException(
                    "no scratch folder can be made in " + parent + ": " + InputFile.reason(e) + "; "
                            + Storage.elsewhere(),
                    e);
        }
    }

    Path file(String name) {
        return path.resolve(name);
    }

    void delete(String name) {
        try {
            Files.deleteIfExists(file(name));
        } catch (IOException e) {
            warn(file(name), e);
        }
    }

    private void delete() {
        try (Stream<Path> inside = Files.walk(path)) {
            // The files before the folders that hold them.
            List<Path> all = inside.sorted(Comparator.reverseOrder()).toList();
            for (Path each : all) {
                Files.deleteIfExists(each);
            }
        } catch (IOException | UncheckedIOException e) {
            warn(path, e);
        }
    }

    private static void warn(Path path, Exception e) {
        System.getLogger(ScratchFolder.class.getName())
                .log(
                        System.Logger.Level.WARNING,
                        path + ", which was only needed for a while, cannot be deleted: " + e);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The JVM is ending: the hook does it.
            return;
        }
        delete();
    }
}
