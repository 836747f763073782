package org.lossmith.learn.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.lossmith.InputException;
import org.lossmith.Suggestion;
import org.lossmith.learn.text.Texts;

/**
 * A file that exists, can be read and is not empty, with its format.
 *
 * @param name as the user gave it, for messages
 */
record InputFile(String name, Path path, Format format, boolean gzip) {
    enum Format {
        CSV,
        PARQUET,
        JSON,
        LIBSVM
    }

    private static final int MAGIC_BYTES = 8;

    static InputFile open(Path given) {
        String name = given.toString();
        Path path = given.toAbsolutePath();
        requireFile(name, path);
        try {
            byte[] magic = head(path);
            if (magic.length == 0) {
                throw new InputException(name + " is empty: it has no header line and no data");
            }
            boolean gzip = magic.length > 1 && magic[0] == (byte) 0x1f && magic[1] == (byte) 0x8b;
            byte[] start = gzip ? unzippedHead(path) : magic;
            if (start.length == 0) {
                throw new InputException(name + " is empty: unpacked, it has no header line and no data");
            }
            requireText(name, start);
            return new InputFile(name, path, format(name, start), gzip);
        } catch (IOException e) {
            throw new InputException(name + " cannot be read: " + reason(e), e);
        }
    }

    /** The file's bytes, unpacked. */
    InputStream stream() throws IOException {
        InputStream raw = Files.newInputStream(path);
        return gzip ? new GZIPInputStream(raw, 1 << 16) : raw;
    }

    static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static void requireFile(String name, Path path) {
        if (Files.isDirectory(path)) {
            throw new InputException(name + " is a directory; name one CSV, Parquet or JSON file in it");
        }
        if (name.equals("-") && !Files.exists(path)) {
            throw new InputException(
                    "standard input cannot be read here, since a file is read more than once; keep it in a"
                            + " file first, and name that");
        }
        if (!Files.exists(path)) {
            String hint = nearName(path);
            throw new InputException("there is no file " + name
                    + (hint.isEmpty() ? "; a relative name starts from the current directory" : hint));
        }
        if (!Files.isRegularFile(path)) {
            throw new InputException(
                    name + " is a pipe or a device, and a file is read more than once; keep its content in a"
                            + " file first, and name that");
        }
        if (!Files.isReadable(path)) {
            throw new InputException(name + " may not be read by this user; change its permissions (chmod +r)");
        }
    }

    private static String nearName(Path path) {
        Path folder = path.getParent();
        Path file = path.getFileName();
        if (folder == null || file == null || !Files.isDirectory(folder)) {
            return "";
        }
        try (Stream<Path> siblings = Files.list(folder)) {
            List<String> names =
                    siblings.map(sibling -> sibling.getFileName().toString()).toList();
            return Suggestion.hint(file.toString(), names);
        } catch (IOException e) {
            return "";
        }
    }

    private static byte[] head(Path path) throws IOException {
        try (InputStream stream = Files.newInputStream(path)) {
            return stream.readNBytes(MAGIC_BYTES);
        }
    }

    private static byte[] unzippedHead(Path path) throws IOException {
        try (InputStream stream = new GZIPInputStream(new BufferedInputStream(Files.newInputStream(path)))) {
            return stream.readNBytes(MAGIC_BYTES);
        }
    }

    private static void requireText(String name, byte[] start) {
        boolean utf16 = start.length > 1
                && ((start[0] == (byte) 0xff && start[1] == (byte) 0xfe)
                        || (start[0] == (byte) 0xfe && start[1] == (byte) 0xff));
        if (utf16) {
            throw new InputException(name + " is UTF-16 text; convert it first: iconv -f UTF-16 -t UTF-8 "
                    + Texts.shellWord(name) + " > utf8.csv");
        }
        if (start.length > 1 && start[0] == 'P' && start[1] == 'K' && start.length > 3 && start[2] == 3) {
            throw new InputException(name + " is a zip archive (or a spreadsheet); unpack it, or save it as CSV");
        }
    }

    private static Format format(String name, byte[] start) {
        if (start.length >= 4 && start[0] == 'P' && start[1] == 'A' && start[2] == 'R' && start[3] == '1') {
            return Format.PARQUET;
        }
        String lower = name.toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
        if (lower.endsWith(".parquet") || lower.endsWith(".pq")) {
            throw new InputException(name + " is not a Parquet file although its name says so: it does not begin with"
                    + " PAR1; write it again");
        }
        if (lower.endsWith(".libsvm") || lower.endsWith(".svm") || lower.endsWith(".svmlight")) {
            return Format.LIBSVM;
        }
        boolean json = lower.endsWith(".json") || lower.endsWith(".jsonl") || lower.endsWith(".ndjson");
        boolean csv = lower.endsWith(".csv") || lower.endsWith(".tsv") || lower.endsWith(".txt");
        return json || (!csv && (start[0] == '{' || start[0] == '[')) ? Format.JSON : Format.CSV;
    }
}
