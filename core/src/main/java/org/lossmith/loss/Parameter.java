package org.lossmith.loss;

import java.util.List;
import org.lossmith.InputException;

/**
 * A parameter of a loss.
 *
 * @param low the least value, itself allowed only if {@code lowIncluded}
 * @param high the largest value, itself allowed only if {@code highIncluded}; may be infinite, which never is allowed
 * @param aliases other names under which it is accepted
 */
public record Parameter(
        String name,
        double defaultValue,
        double low,
        boolean lowIncluded,
        double high,
        boolean highIncluded,
        String meaning,
        List<String> aliases) {

    public Parameter {
        aliases = List.copyOf(aliases);
    }

    static Parameter positive(String name, double defaultValue, String meaning, String... aliases) {
        return new Parameter(name, defaultValue, 0, false, Double.POSITIVE_INFINITY, false, meaning, List.of(aliases));
    }

    static Parameter nonNegative(String name, double defaultValue, String meaning, String... aliases) {
        return new Parameter(name, defaultValue, 0, true, Double.POSITIVE_INFINITY, false, meaning, List.of(aliases));
    }

    static Parameter between(
            String name, double defaultValue, double low, double high, String meaning, String... aliases) {
        return new Parameter(name, defaultValue, low, false, high, false, meaning, List.of(aliases));
    }

    boolean isNamed(String wanted) {
        return name.equals(wanted) || aliases.contains(wanted);
    }

    /** The range in words: {@code more than 0}, {@code between 0 and 1}. */
    public String range() {
        boolean bounded = high < Double.POSITIVE_INFINITY;
        String from = (lowIncluded ? "at least " : "more than ") + text(low);
        if (!bounded) {
            return low == Double.NEGATIVE_INFINITY ? "any finite number" : from;
        }
        return !lowIncluded && !highIncluded
                ? "between " + text(low) + " and " + text(high) + ", both excluded"
                : from + (highIncluded ? ", at most " : ", less than ") + text(high);
    }

    void check(String loss, double value) {
        boolean above = lowIncluded ? value >= low : value > low;
        boolean below = highIncluded ? value <= high : value < high;
        if (!above || !below || Double.isInfinite(value)) {
            throw new InputException("loss " + loss + ": " + name + " must be " + range() + ", got " + text(value));
        }
    }

    static String text(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
