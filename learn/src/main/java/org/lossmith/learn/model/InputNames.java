package org.lossmith.learn.model;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Puts names in place of the numbers by which a fit's notes speak of inputs. */
final class InputNames {
    private static final Pattern NUMBERED = Pattern.compile("input columns? (\\d+(?:, \\d+)*)");

    private InputNames() {}

    static String in(String note, List<String> inputs) {
        return NUMBERED.matcher(note)
                .replaceAll(found -> Matcher.quoteReplacement("input " + named(found.group(1), inputs)));
    }

    private static String named(String numbers, List<String> inputs) {
        return Pattern.compile(", ")
                .splitAsStream(numbers)
                .map(number -> inputs.get(Integer.parseInt(number) - 1))
                .collect(Collectors.joining(", "));
    }
}
