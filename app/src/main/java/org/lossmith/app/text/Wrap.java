package org.lossmith.app.text;

/** Breaks text into lines that fit a terminal. */
public final class Wrap {
    /** The width that every terminal has. */
    public static final int WIDTH = 80;

    private Wrap() {}

    /** The text from column {@code first.length()} on, every later line indented as far; ends with a line feed. */
    public static String hanging(String first, String text) {
        return paragraph(first, " ".repeat(first.length()), text);
    }

    /**
     * Text in lines.
     *
     * @param first what the first line begins with
     * @param rest what the others begin with
     */
    public static String paragraph(String first, String rest, String text) {
        StringBuilder result = new StringBuilder();
        for (String given : text.strip().split("\n")) {
            StringBuilder line = new StringBuilder(result.length() == 0 ? first : rest);
            int empty = line.length();
            for (String word : given.strip().split("\\s+")) {
                boolean begun = line.length() > empty;
                if (begun && line.length() + 1 + word.length() > WIDTH) {
                    result.append(line.toString().stripTrailing()).append('\n');
                    line = new StringBuilder(rest);
                    empty = line.length();
                    begun = false;
                }
                line.append(begun ? " " : "").append(word);
            }
            result.append(line.toString().stripTrailing()).append('\n');
        }
        return result.toString();
    }
}
