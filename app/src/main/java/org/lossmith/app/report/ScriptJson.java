package org.lossmith.app.report;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON that is safe inside a script element. */
final class ScriptJson {
    /** More digits than a screen has pixels; keeps the page small. */
    private static final MathContext DIGITS = new MathContext(6);

    private ScriptJson() {}

    /** JSON in which {@code <}, {@code >} and {@code &} are escaped, so that no text can end the script or open a comment. */
    static String of(Map<String, Object> model) {
        try {
            // The script asks whether a figure is null, so it must not be left out.
            return JSON.std
                    .with(JSON.Feature.WRITE_NULL_PROPERTIES)
                    .asString(model)
                    .replace("<", "\\u003c")
                    .replace(">", "\\u003e")
                    .replace("&", "\\u0026")
                    .replace("\u2028", "\\u2028")
                    .replace("\u2029", "\\u2029");
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    static List<@Nullable Object> numbers(double... values) {
        List<@Nullable Object> numbers = new ArrayList<>();
        Arrays.stream(values).forEach(value -> numbers.add(number(value)));
        return numbers;
    }

    /** Rounded; what JSON has no number for becomes null, and the script leaves it out. */
    static @Nullable Object number(double value) {
        return Double.isFinite(value)
                ? (Object) new BigDecimal(value).round(DIGITS).doubleValue()
                : null;
    }
}
