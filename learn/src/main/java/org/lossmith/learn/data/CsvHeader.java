package org.lossmith.learn.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lossmith.InputException;
import org.lossmith.learn.text.Texts;

/**
 * The first record of a CSV file: its column names and what separates them.
 *
 * @param lines lines that the header takes: more than 1 only where a name has a line end in it
 * @param mixed a name has a plain line end in it, while lines end in a carriage return and a line end
 */
record CsvHeader(char delimiter, List<String> names, int lines, boolean mixed) {
    private static final char[] DELIMITERS = {',', ';', '\t', '|'};
    /** With its 0-based position, the name of a column that has none. */
    static final String NAMELESS = "column";

    private static final int LONGEST = 4 << 20;

    static CsvHeader read(InputFile file) throws IOException {
        String found = firstRecord(file);
        boolean carriageReturn = found.endsWith("\r");
        String record = carriageReturn ? found.substring(0, found.length() - 1) : found;
        char delimiter = delimiter(record);
        List<String> names = split(record, delimiter);
        for (int i = 0; i < names.size(); i++) {
            names.set(i, names.get(i).isBlank() ? NAMELESS + i : names.get(i).strip());
        }
        requireHeader(file, names);
        requireDistinct(file, names);
        int lines = 1 + (int) record.chars().filter(c -> c == '\n').count();
        boolean mixed = carriageReturn && record.replace("\r\n", "").contains("\n");
        return new CsvHeader(delimiter, List.copyOf(names), lines, mixed);
    }

    /** Without its line end, but with the carriage return before it. */
    private static String firstRecord(InputFile file) throws IOException {
        ByteArrayOutputStream record = new ByteArrayOutputStream();
        boolean quoted = false;
        try (InputStream in = new java.io.BufferedInputStream(file.stream())) {
            for (int c = in.read(); c >= 0 && record.size() < LONGEST; c = in.read()) {
                quoted ^= c == '"';
                if (!quoted && (c == '\n' || c == '\r')) {
                    if (record.size() > 0) {
                        if (c == '\r') {
                            record.write(c);
                        }
                        break;
                    }
                    throw new InputException(file.name() + " line 1 is empty; the first line must name the columns");
                }
                record.write(c);
            }
        }
        if (quoted) {
            throw new InputException(file.name()
                    + " line 1: a quote (\") opens in the header and never closes; close or" + " remove it");
        }
        String text = decode(file, record.toByteArray());
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    private static String decode(InputFile file, byte[] bytes) {
        for (byte b : bytes) {
            if (b == 0) {
                throw new InputException(file.name() + " is not text: line 1 holds zero bytes; CSV, Parquet and JSON"
                        + " files can be read");
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw CsvTrouble.encoding(file, 1, "the header");
        }
    }

    private static char delimiter(String record) {
        char best = ',';
        int most = 0;
        for (char candidate : DELIMITERS) {
            int found = split(record, candidate).size();
            if (found > most) {
                most = found;
                best = candidate;
            }
        }
        return best;
    }

    private static List<String> split(String record, char delimiter) {
        List<String> names = new ArrayList<>();
        StringBuilder name = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < record.length(); i++) {
            char c = record.charAt(i);
            if (c == '"' && quoted && i + 1 < record.length() && record.charAt(i + 1) == '"') {
                name.append('"');
                i++;
            } else if (c == '"' && (quoted || name.isEmpty())) {
                quoted = !quoted;
            } else if (c == delimiter && !quoted) {
                names.add(name.toString());
                name.setLength(0);
            } else {
                name.append(c);
            }
        }
        names.add(name.toString());
        return names;
    }

    private static void requireHeader(InputFile file, List<String> names) {
        boolean numbers =
                names.stream().allMatch(name -> name.trim().matches("[-+]?[0-9]*\\.?[0-9]+([eE][-+]?[0-9]+)?"));
        if (numbers) {
            throw new InputException(file.name() + " line 1 holds only numbers (" + Texts.list(names)
                    + "), so it is not a header; put a first line with the names of the columns before it");
        }
    }

    static void requireDistinct(InputFile file, List<String> names) {
        Map<String, List<Integer>> positions = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            positions.computeIfAbsent(names.get(i), name -> new ArrayList<>()).add(i + 1);
        }
        Map<String, List<Integer>> repeated = new TreeMap<>(positions);
        repeated.values().removeIf(found -> found.size() == 1);
        if (!repeated.isEmpty()) {
            String listed = String.join(
                    "; ",
                    repeated.entrySet().stream()
                            .map(entry -> Texts.shown(entry.getKey()) + " (columns "
                                    + Texts.list(entry.getValue().stream()
                                            .map(String::valueOf)
                                            .toList()) + ")")
                            .toList());
            throw new InputException(file.name() + " line 1 gives several columns the same name: " + listed
                    + "; rename them so that each name stands for one column");
        }
    }
}
