package org.lossmith.app;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;

/**
 * A file that appears whole or not at all. Opening it tries the place out, before any long work; what is written meanwhile
 * stands in a file beside it, which {@link #publish} renames and {@link #close} removes.
 */
final class ReportFile implements AutoCloseable {
    /** Writes a file's content. */
    interface Content {
        void write(Path file) throws IOException;
    }

    private final String name;
    private final Path target;
    private final Path draft;

    private ReportFile(String name, Path target, Path draft) {
        this.name = name;
        this.target = target;
        this.draft = draft;
    }

    /** @param data the file that is read, which a slip of the hand must not overwrite */
    static ReportFile open(String name, String data) {
        Path target = target(name);
        if (Files.exists(target) && isSame(target, data)) {
            throw new InputException("--report " + name + " would overwrite the data; name another file");
        }
        Path folder = target.getParent();
        Path draft = folder.resolve("." + target.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        try {
            Files.deleteIfExists(draft);
            Files.createFile(draft);
            return new ReportFile(name, target, draft);
        } catch (IOException e) {
            throw refused(name, "folder " + folder + " cannot be written to", e);
        }
    }

    private static Path target(String name) {
        Path target;
        try {
            target = Path.of(name).toAbsolutePath().normalize();
            target = Files.exists(target) ? target.toRealPath() : target;
        } catch (InvalidPathException | IOException e) {
            throw refused(name, "that is not a path", e);
        }
        Path folder = target.getParent();
        if (Files.isDirectory(target) || folder == null) {
            throw refused(name, "that is a folder; add a file name, such as report.html", null);
        }
        if (!Files.exists(folder)) {
            throw refused(name, "there is no folder " + folder + "; make it first", null);
        }
        if (!Files.isDirectory(folder)) {
            throw refused(name, folder + " is a file, not a folder", null);
        }
        if (Files.exists(target) && !(Files.isRegularFile(target) && Files.isWritable(target))) {
            throw refused(name, "it exists and cannot be written to", null);
        }
        String lower = target.getFileName().toString().toLowerCase(Locale.ROOT);
        if (Files.exists(target) && !lower.endsWith(".html") && !lower.endsWith(".htm")) {
            throw refused(name, "it exists and is no .html file; name a file that ends with .html", null);
        }
        return target;
    }

    private static boolean isSame(Path target, String data) {
        try {
            return Files.isSameFile(target, Path.of(data));
        } catch (IOException | InvalidPathException e) {
            return false;
        }
    }

    void publish(Content content) {
        try {
            content.write(draft);
            try {
                Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (AtomicMoveNotSupportedException | FileAlreadyExistsException e) {
                Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw refused(name, String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(draft);
        } catch (IOException e) {
            // The draft stays behind; the report itself is either there or was complained about.
        }
    }

    private static InputException refused(String name, String why, @Nullable Exception cause) {
        String message = "cannot write the report " + name + ": " + why;
        return cause == null ? new InputException(message) : new InputException(message, cause);
    }
}
