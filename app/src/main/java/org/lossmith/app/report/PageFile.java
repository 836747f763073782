package org.lossmith.app.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;

/** Writes a file all at once: readers see the old file or the whole new one, and a failure leaves nothing behind. */
final class PageFile {
    private final Path named;
    private final Path target;

    /** @throws InputException if the path cannot be a file, saying why */
    PageFile(Path file) {
        this.named = file;
        this.target = resolve(file);
        if (Files.isDirectory(target)) {
            throw refused("it is a directory; name a file in it, such as " + named.resolve("report.html"), null);
        }
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            throw refused("it is a device or pipe, not a file; choose another path", null);
        }
        if (Files.exists(target) && !Files.isWritable(target)) {
            throw refused("the file is there and is read-only; choose another path or make it writable", null);
        }
        if (!Files.isDirectory(folder())) {
            throw refused(missingFolder(), null);
        }
    }

    /** Writes an empty draft and removes it: what can go wrong with the place goes wrong now. */
    void check() {
        discard(draft(""));
    }

    void write(String content) {
        Path draft = draft(content);
        try {
            publish(draft);
        } catch (IOException failure) {
            discard(draft);
            throw refused(reason(failure), failure);
        }
    }

    /** Beside the target, because only within one directory a rename is certain to be atomic. */
    private Path draft(String content) {
        Path draft = folder().resolve(".lossmith-" + UUID.randomUUID() + ".draft");
        try {
            return Files.writeString(
                    draft, content, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (IOException failure) {
            discard(draft);
            throw refused(reason(failure), failure);
        }
    }

    private void publish(Path draft) throws IOException {
        try {
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException someNetworkDrive) {
            Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** A failure to clean up must not hide the failure that led to it. */
    private static void discard(Path draft) {
        try {
            Files.deleteIfExists(draft);
        } catch (IOException alreadyFailing) {
            draft.toFile().deleteOnExit();
        }
    }

    /** Follows a symbolic link, so that the file behind it is replaced and not the link. */
    private static Path resolve(Path file) {
        try {
            return Files.isSymbolicLink(file)
                    ? file.toRealPath()
                    : file.toAbsolutePath().normalize();
        } catch (IOException dangling) {
            return file.toAbsolutePath().normalize();
        }
    }

    private Path folder() {
        Path parent = target.getParent();
        return parent == null ? target : parent;
    }

    private String missingFolder() {
        return Files.exists(folder())
                ? folder() + " is not a directory; choose another path"
                : "there is no directory " + folder() + "; make it first or choose another path";
    }

    private String reason(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return "no permission to write in " + folder() + "; choose another path";
        }
        String said = failure instanceof FileSystemException system ? system.getReason() : failure.getMessage();
        return (said == null ? failure.getClass().getSimpleName() : said) + "; choose another path or make room";
    }

    private InputException refused(String why, @Nullable IOException cause) {
        String message = "cannot write the report " + named + ": " + why;
        return cause == null ? new InputException(message) : new InputException(message, cause);
    }
}
