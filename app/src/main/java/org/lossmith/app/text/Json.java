package org.lossmith.app.text;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON going out. Doubles keep every digit; those JSON has no number for are the strings NaN, Infinity and -Infinity. */
public final class Json {
    private Json() {}

    /** An object whose members stay in the order in which they are put. */
    public static Map<String, @Nullable Object> object() {
        return new LinkedHashMap<>();
    }

    public static Object number(double value) {
        return Double.isFinite(value) ? (Object) value : Double.toString(value);
    }

    public static List<Object> numbers(double[] values) {
        List<Object> numbers = new ArrayList<>(values.length);
        for (double value : values) {
            numbers.add(number(value));
        }
        return numbers;
    }

    public static Map<String, @Nullable Object> numbers(Map<String, Double> values) {
        Map<String, @Nullable Object> numbers = object();
        values.forEach((name, value) -> numbers.put(name, number(value)));
        return numbers;
    }

    /** A document for people's eyes too: indented, one line feed at its end. */
    public static String document(Map<String, @Nullable Object> tree) {
        try {
            return JSON.std
                            .with(JSON.Feature.PRETTY_PRINT_OUTPUT)
                            .with(JSON.Feature.WRITE_NULL_PROPERTIES)
                            .asString(tree)
                    + "\n";
        } catch (IOException e) {
            throw new IllegalStateException("a tree of maps, lists and numbers can always be written", e);
        }
    }

    /** Appends numbers as a JSON array, without going through boxed objects: {@code eval --cases} writes very many. */
    public static void append(StringBuilder json, double[] values) {
        json.append('[');
        for (int i = 0; i < values.length; i++) {
            if (i > 0) {
                json.append(',');
            }
            double value = values[i];
            if (Double.isFinite(value)) {
                json.append(value);
            } else {
                json.append('"').append(value).append('"');
            }
        }
        json.append(']');
    }

    /** Appends rows of numbers as a JSON array of arrays. */
    public static void append(StringBuilder json, double[][] rows) {
        json.append('[');
        for (int i = 0; i < rows.length; i++) {
            append(i > 0 ? json.append(',') : json, rows[i]);
        }
        json.append(']');
    }

    /** Appends a text as a JSON string. */
    public static void append(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> json.append('\\').append(c);
                case '\n' -> json.append("\\n");
                case '\t' -> json.append("\\t");
                case '\r' -> json.append("\\r");
                default -> {
                    if (c < 0x20 || Character.isSurrogate(c)) {
                        json.append(String.format("\\u%04x", (int) c));
                    } else {
                        json.append(c);
                    }
                }
            }
        }
        json.append('"');
    }
}
