package org.lossmith.learn.data;

import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.lossmith.InputException;

/** Puts names in place of the numbers by which a fit's notes and refusals speak of inputs. */
public final class InputNames {
    private static final Pattern NUMBERED = Pattern.compile("input columns? (\\d+(?:, \\d+)*)");

    private InputNames() {}

    public static String in(String note, List<String> inputs) {
        return NUMBERED.matcher(note)
                .replaceAll(found -> Matcher.quoteReplacement("input " + named(found.group(1), inputs)));
    }

    /** What a fit gives, or its refusal with names. */
    public static <T> T in(Supplier<T> fit, List<String> inputs) {
        try {
            return fit.get();
        } catch (InputException e) {
            throw new InputException(in(String.valueOf(e.getMessage()), inputs), e);
        }
    }

    private static String named(String numbers, List<String> inputs) {
        return Pattern.compile(", ")
                .splitAsStream(numbers)
                .map(number -> inputs.get(Integer.parseInt(number) - 1))
                .collect(Collectors.joining(", "));
    }
}
