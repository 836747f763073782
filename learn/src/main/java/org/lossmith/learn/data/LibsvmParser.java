package org.lossmith.learn.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.lossmith.InputException;
import org.lossmith.learn.text.Texts;

/**
 * Reads the lines of a libsvm file: {@code label index:value index:value ... # comment}. Indexes ascend within a
 * line. A {@code qid:} is passed over.
 */
final class LibsvmParser {
    private static final int LARGEST_INDEX = Integer.MAX_VALUE - 16;
    /** A number of so many digits fits a long, and a double without rounding. */
    private static final int EXACT_DIGITS = 15;

    private final InputFile file;
    private final Rows rows;
    private long line;
    private boolean any;
    private boolean queries;
    private String text = "";

    /** Takes what a file holds as it comes: the entries of a row in ascending order of their indexes, then its end. */
    interface Rows {
        void entry(int index, double value);

        /** @param line 1-based */
        void endRow(double label, long line);
    }

    private LibsvmParser(InputFile file, Rows rows) {
        this.file = file;
        this.rows = rows;
    }

    /** Whether there were query numbers, which are not used. */
    static boolean read(InputFile file, Rows rows) throws IOException {
        return new LibsvmParser(file, rows).read();
    }

    private boolean read() throws IOException {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(file.stream(), StandardCharsets.UTF_8), 1 << 16)) {
            for (String next = reader.readLine(); next != null; next = reader.readLine()) {
                line++;
                int comment = next.indexOf('#');
                text = comment < 0 ? next : next.substring(0, comment);
                if (!text.isBlank()) {
                    row();
                }
            }
        }
        if (!any) {
            throw new InputException(file.name() + " has no data rows");
        }
        return queries;
    }

    private void row() {
        any = true;
        int at = skip(0);
        int end = end(at);
        double label = label(at, end);
        int before = -1;
        for (at = skip(end); at < text.length(); at = skip(end)) {
            end = end(at);
            int colon = text.indexOf(':', at);
            if (colon < 0 || colon >= end) {
                throw wrong(shown(at, end) + " is not of the form index:value");
            }
            if (text.startsWith("qid:", at)) {
                queries = true;
                continue;
            }
            int index = index(at, colon);
            if (index <= before) {
                throw wrong("index " + index + (index == before ? " occurs twice" : " stands after " + before)
                        + "; indexes must ascend within a line");
            }
            before = index;
            rows.entry(index, value(colon + 1, end, index));
        }
        rows.endRow(label, line);
    }

    private int skip(int at) {
        int next = at;
        while (next < text.length() && text.charAt(next) <= ' ') {
            next++;
        }
        return next;
    }

    private int end(int at) {
        int next = at;
        while (next < text.length() && text.charAt(next) > ' ') {
            next++;
        }
        return next;
    }

    private double label(int at, int end) {
        double label = number(at, end);
        if (!Double.isFinite(label)) {
            String several = text.substring(at, end).contains(",") ? "; lines with several labels cannot be used" : "";
            throw wrong(shown(at, end) + " is not a number, and a line begins with its label" + several);
        }
        return label;
    }

    private int index(int at, int colon) {
        long index = 0;
        for (int i = at; i < colon; i++) {
            char digit = text.charAt(i);
            if (digit < '0' || digit > '9' || index > LARGEST_INDEX) {
                index = Long.MAX_VALUE;
                break;
            }
            index = 10 * index + digit - '0';
        }
        if (at == colon || index > LARGEST_INDEX) {
            throw wrong(shown(at, colon) + " is not an index; wanted a whole number from 0 to " + LARGEST_INDEX);
        }
        return (int) index;
    }

    private double value(int at, int end, int index) {
        double value = number(at, end);
        if (!Double.isFinite(value)) {
            throw wrong("index " + index + ": " + shown(at, end) + " is not a finite number; correct it or leave the"
                    + " entry out, which means 0");
        }
        return value;
    }

    /** NaN for what is not a number. */
    private double number(int at, int end) {
        long whole = 0;
        int i = at;
        while (i < end && i - at < EXACT_DIGITS && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
            whole = 10 * whole + text.charAt(i++) - '0';
        }
        if (i == end && i > at) {
            return whole;
        }
        String word = text.substring(at, end);
        // Java's own suffixes and hexadecimal numbers are nobody's data.
        if (word.isEmpty() || !word.matches("[-+0-9.eE]+")) {
            return Double.NaN;
        }
        try {
            return Double.parseDouble(word);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private String shown(int at, int end) {
        return Texts.shown(text.substring(at, end));
    }

    private InputException wrong(String what) {
        return new InputException(file.name() + " line " + line + ": " + what);
    }
}
