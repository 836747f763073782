package org.lossmith.learn.data;

import java.io.IOException;
import java.io.OutputStream;
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
public final class WholeFile {
    private final String what;
    private final String example;
    private final Path named;
    private final Path target;

    /**
     * @param what the file holds, as messages say it: {@code the report}
     * @param example a name that such a file might have
     * @throws InputException if the path cannot be a file, saying why
     */
    public WholeFile(Path file, String what, String example) {
        this.what = what;
        this.example = example;
        this.named = file;
        this.target = resolve(file);
        if (Files.isDirectory(target)) {
            throw refused("it is a directory; name a file in it, such as " + named.resolve(example), null);
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
    public void check() {
        discard(draft(""));
    }

    public void write(String content) {
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

    /** Begins a file that is written bit by bit. */
    public Draft begin() {
        Path draft = draft("");
        try {
            return new Draft(draft, Files.newOutputStream(draft, StandardOpenOption.WRITE));
        } catch (IOException failure) {
            discard(draft);
            throw refused(reason(failure), failure);
        }
    }

    /** What has been written so far. Nobody sees it before {@link #publish}; closed without it, it is gone. */
    public final class Draft implements AutoCloseable {
        private final Path draft;
        private final OutputStream stream;
        private boolean published;

        private Draft(Path draft, OutputStream stream) {
            this.draft = draft;
            this.stream = stream;
        }

        /** Takes the bytes; flush whatever stands before it ahead of publishing. */
        public OutputStream stream() {
            return stream;
        }

        /** Puts the file in its place. */
        public void publish() {
            try {
                stream.close();
                WholeFile.this.publish(draft);
                published = true;
            } catch (IOException failure) {
                throw refused(reason(failure), failure);
            }
        }

        /** What to say when writing to {@link #stream} failed. */
        public InputException failed(IOException failure) {
            return refused(reason(failure), failure);
        }

        @Override
        public void close() {
            if (published) {
                return;
            }
            try {
                stream.close();
            } catch (IOException alreadyFailing) {
                // The draft goes all the same.
            }
            discard(draft);
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
        String message = "cannot write " + what + " " + named + ": " + why;
        return cause == null ? new InputException(message) : new InputException(message, cause);
    }
}
