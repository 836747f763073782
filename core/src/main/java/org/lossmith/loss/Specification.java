package org.lossmith.loss;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lossmith.InputException;

/** The parts of {@code name:param=value,param=value}. */
final class Specification {
    private Specification() {}

    static String name(String spec) {
        int colon = spec.indexOf(':');
        return (colon < 0 ? spec : spec.substring(0, colon)).strip();
    }

    /**
     * The parameters as they are written.
     *
     * @param example what a right specification of the loss looks like
     */
    static Map<String, String> assignments(String spec, String example) {
        Map<String, String> assignments = new LinkedHashMap<>();
        int colon = spec.indexOf(':');
        if (colon < 0) {
            return assignments;
        }
        for (String assignment : spec.substring(colon + 1).split(",", -1)) {
            int equals = assignment.indexOf('=');
            if (equals < 0) {
                throw new InputException("loss \"" + spec + "\": \"" + assignment.strip()
                        + "\" is not parameter=value; write for example "
                        + (example.contains(":") ? example : "just " + example));
            }
            assignments.put(
                    assignment.substring(0, equals).strip(),
                    assignment.substring(equals + 1).strip());
        }
        return assignments;
    }

    static double number(String spec, String name, String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException notANumber) {
            throw new InputException("loss \"" + spec + "\": " + name + " must be a number, got \"" + text + "\"");
        }
    }
}
