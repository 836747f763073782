package org.lossmith.learn.text;

import java.util.List;
import java.util.Locale;

/** How values, names and counts are written in messages. */
public final class Texts {
    private static final int SHOWN_LENGTH = 60;
    private static final int SHOWN_NAMES = 12;

    private Texts() {}

    /** A value in quotes, shortened and with line ends made visible. */
    public static String shown(String value) {
        String flat = value.replace("\r", "\\r").replace("\n", "\\n").replace("\t", "\\t");
        return '"' + (flat.length() <= SHOWN_LENGTH ? flat : flat.substring(0, SHOWN_LENGTH) + "...") + '"';
    }

    /** {@code 1 row}, {@code 12,345 rows}. */
    public static String count(long count, String singular, String plural) {
        return String.format(Locale.ROOT, "%,d ", count) + (count == 1 ? singular : plural);
    }

    public static String count(long count, String noun) {
        return count(count, noun, noun + "s");
    }

    /** The first names of a list, and how many more there are. */
    public static String list(List<String> names) {
        if (names.size() <= SHOWN_NAMES) {
            return String.join(", ", names);
        }
        return String.join(", ", names.subList(0, SHOWN_NAMES)) + " and " + (names.size() - SHOWN_NAMES) + " more";
    }

    /** A word that a POSIX shell takes as it stands. */
    public static String shellWord(String text) {
        return text.matches("[A-Za-z0-9_./:=,@%+-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
