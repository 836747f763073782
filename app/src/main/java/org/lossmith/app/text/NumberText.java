package org.lossmith.app.text;

import java.util.regex.Pattern;
import org.lossmith.InputException;

/** Numbers as people type them on the command line. */
public final class NumberText {
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

    private NumberText() {}

    /** @param where what the number is for, as a message says it: {@code --param delta} */
    public static double parse(String text, String where) {
        String trimmed = text.strip();
        if (NUMBER.matcher(trimmed).matches()) {
            double value = Double.parseDouble(trimmed);
            if (Double.isFinite(value)) {
                return value;
            }
            throw new InputException(where + ": " + trimmed + " is beyond the largest double, 1.8e308");
        }
        return switch (trimmed) {
            case "NaN" -> Double.NaN;
            case "Infinity", "+Infinity", "inf", "+inf" -> Double.POSITIVE_INFINITY;
            case "-Infinity", "-inf" -> Double.NEGATIVE_INFINITY;
            default -> throw new InputException(where + ": \"" + trimmed + "\" is not a number");
        };
    }

    /** Numbers between commas or spaces. */
    public static double[] parseList(String text, String where) {
        String trimmed = text.strip();
        if (trimmed.isEmpty()) {
            throw new InputException(where + " needs at least one number");
        }
        String[] parts = trimmed.split("\\s*,\\s*|\\s+", -1);
        double[] values = new double[parts.length];
        for (int i = 0; i < parts.length; i++) {
            values[i] = parse(parts[i], parts.length == 1 ? where : where + ", number " + (i + 1));
        }
        return values;
    }
}
