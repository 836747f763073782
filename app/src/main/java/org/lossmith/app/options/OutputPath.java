package org.lossmith.app.options;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lossmith.InputException;

/** A file named with {@code -o}, tried out before the long work. */
public final class OutputPath {
    private OutputPath() {}

    /** @param read files that are read, which a slip of the hand must not overwrite */
    public static Path of(String name, Path... read) {
        if (name.isBlank()) {
            throw new InputException("-o needs a file name");
        }
        Path file = DataOptions.path(name);
        for (Path each : read) {
            requireOther(name, file, each);
        }
        return file;
    }

    private static void requireOther(String name, Path file, Path read) {
        try {
            if (Files.exists(file) && Files.exists(read) && Files.isSameFile(file, read)) {
                throw new InputException("-o " + name + " would overwrite what is read; name another file");
            }
        } catch (IOException e) {
            throw new InputException("-o " + name + ": " + e.getMessage(), e);
        }
    }
}
