package org.lossmith.learn.data;

import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lossmith.InputException;
import org.lossmith.learn.text.Texts;

/** Explains what is broken in a CSV file, with the line and what to do about it. */
final class CsvTrouble {
    private static final Pattern FOUND = Pattern.compile("Expected Number of Columns: (\\d+) Found: (\\d+)");
    private static final int LINES_SHOWN = 5;

    private CsvTrouble() {}

    /** One line that DuckDB could not read: {@code kind} is its name for the trouble, {@code column} 0-based or -1. */
    record Reject(long line, int column, String kind, String message, String text) {
        boolean cast() {
            return kind.equals("CAST");
        }

        /** The line has too many or too few values. */
        boolean ragged() {
            return FOUND.matcher(message).find();
        }
    }

    static InputException encoding(InputFile file, long line, String where) {
        return new InputException(file.name() + " line " + line + ", " + where
                + ": bytes that are not UTF-8 text. If the"
                + " file is Latin-1 (ISO-8859-1), convert it first: iconv -f ISO-8859-1 -t UTF-8 "
                + (file.gzip() ? "<(gunzip -c " + Texts.shellWord(file.name()) + ")" : Texts.shellWord(file.name()))
                + " > utf8.csv");
    }

    /** The first of the rejects as an error, with how many there are and how many rows would be lost. */
    static InputException rejected(InputFile file, CsvHeader header, List<Reject> rejects, long lost) {
        Reject first = rejects.get(0);
        String where = first.column() >= 0 && first.column() < header.names().size()
                ? "column " + header.names().get(first.column())
                : "the line";
        if (first.kind().equals("INVALID ENCODING")) {
            return encoding(file, first.line(), where);
        }
        if (first.kind().equals("UNQUOTED VALUE") || first.kind().equals("LINE SIZE OVER MAXIMUM")) {
            return quote(file, first.line(), where, lost);
        }
        Matcher found = FOUND.matcher(first.message());
        if (found.find()) {
            long count = rejects.stream()
                    .filter(reject -> reject.kind().equals(first.kind()))
                    .count();
            return ragged(
                    file,
                    first.line(),
                    Integer.parseInt(found.group(2)),
                    header.names().size(),
                    lines(rejects, first.kind(), count));
        }
        return new InputException(file.name() + " line " + first.line() + ", " + where + ": "
                + firstLine(first.message()) + "; the line reads " + Texts.shown(first.text()));
    }

    static InputException ragged(InputFile file, long line, int found, int wanted, String others) {
        String hint = found > wanted ? "quote values that hold the separator" : "complete the line or delete it";
        return new InputException(file.name() + " line " + line + " has " + Texts.count(found, "value")
                + " but the header names " + Texts.count(wanted, "column") + others + "; " + hint);
    }

    static InputException quote(InputFile file, long line, String where, long lost) {
        String swallowed = lost > 1 ? "; it swallows " + Texts.count(lost, "line") + " that would be lost" : "";
        return new InputException(file.name() + " line " + line + ", " + where
                + ": a quote (\") opens and is not properly closed" + swallowed
                + ". Remove it, or write it twice (\"\") inside a quoted value");
    }

    /** Walks the file and explains the first thing that is wrong with its lines, or returns null when nothing is. */
    static @org.jspecify.annotations.Nullable InputException diagnose(InputFile file, CsvHeader header)
            throws IOException {
        try (CsvScan scan = new CsvScan(file.stream(), header.delimiter())) {
            while (scan.next()) {
                if (scan.openAtEnd()) {
                    return quote(file, scan.lastQuoteLine(), "the line", scan.recordLines());
                }
                if (!scan.blank() && scan.fields() != header.names().size()) {
                    return scan.recordLines() > 1
                            ? quote(file, scan.recordLine(), "the line", scan.recordLines())
                            : ragged(
                                    file,
                                    scan.recordLine(),
                                    scan.fields(),
                                    header.names().size(),
                                    "");
                }
            }
        }
        return null;
    }

    private static String lines(List<Reject> rejects, String kind, long count) {
        if (count == 1) {
            return "";
        }
        List<String> shown = rejects.stream()
                .filter(reject -> reject.kind().equals(kind))
                .limit(LINES_SHOWN)
                .map(reject -> Long.toString(reject.line()))
                .toList();
        return " (" + Texts.count(count, "such line") + ": " + String.join(", ", shown)
                + (count > LINES_SHOWN ? ", ..." : "") + ")";
    }

    static String firstLine(String message) {
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }
}
