package org.lossmith.app.options;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import org.lossmith.InputException;
import org.lossmith.app.report.Report;

/** {@code --report FILE.html}, tried out before the long work. */
public final class ReportPath {
    private ReportPath() {}

    /** @param data the file that is read, which a slip of the hand must not overwrite */
    public static Path check(String name, Path data) {
        Path file;
        try {
            file = Path.of(name);
            if (name.isBlank()) {
                throw new InputException("--report needs a file name, such as report.html");
            }
            if (Files.exists(file) && Files.exists(data) && Files.isSameFile(file, data)) {
                throw new InputException("--report " + name + " would overwrite the data; name another file");
            }
        } catch (InvalidPathException | IOException e) {
            throw new InputException("--report " + name + ": " + e.getMessage(), e);
        }
        String lower = name.toLowerCase(Locale.ROOT);
        if (Files.isRegularFile(file) && !lower.endsWith(".html") && !lower.endsWith(".htm")) {
            throw new InputException("--report " + name + " would overwrite a file that is no .html; name another one");
        }
        Report.checkWritable(file);
        return file;
    }
}
