package org.lossmith.learn.fit;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.lossmith.InputException;
import org.lossmith.Suggestion;
import org.lossmith.learn.data.ColumnEncoding;
import org.lossmith.learn.data.Encoder;
import org.lossmith.penalty.Bounds;
import org.lossmith.penalty.ColumnPenalties;

/**
 * How inputs differ in what they pay and may be, by name: of a column of the file, which means all the inputs that it
 * gives, or of a single input.
 *
 * @param factors by which lambda is multiplied: 0 for no penalty, infinity to leave the input out
 * @param nonNegative columns of numbers, or inputs, whose score may not fall as they grow
 * @param nonPositive columns of numbers, or inputs, whose score may not rise as they grow
 */
public record InputPenalties(Map<String, Double> factors, List<String> nonNegative, List<String> nonPositive) {
    public InputPenalties {
        factors = Map.copyOf(factors);
        nonNegative = List.copyOf(nonNegative);
        nonPositive = List.copyOf(nonPositive);
        for (String name : nonNegative) {
            if (nonPositive.contains(name)) {
                throw new InputException(
                        "\"" + name + "\" cannot be both non-negative and non-positive: its coefficient"
                                + " would be 0; a penalty factor of Infinity leaves it out");
            }
        }
    }

    /** All inputs alike. */
    public static InputPenalties none() {
        return new InputPenalties(Map.of(), List.of(), List.of());
    }

    /** Whether it can hold coefficients where they would not be by themselves, even without a penalty. */
    public boolean constrains() {
        return !nonNegative.isEmpty() || !nonPositive.isEmpty() || factors.containsValue(Double.POSITIVE_INFINITY);
    }

    /**
     * The same by position, with the inputs of each column as a group.
     *
     * @throws InputException if a name is no column and no input, or a bound is asked for what is not a number
     */
    public ColumnPenalties at(Encoder encoder) {
        ColumnPenalties result = ColumnPenalties.none().withGroups(encoder.groups());
        for (Map.Entry<String, Double> each : factors.entrySet()) {
            for (int position : positions(encoder, each.getKey())) {
                result = result.withFactor(position, each.getValue());
            }
        }
        for (String name : nonNegative) {
            result = result.withBounds(number(encoder, name), Bounds.NON_NEGATIVE);
        }
        for (String name : nonPositive) {
            result = result.withBounds(number(encoder, name), Bounds.NON_POSITIVE);
        }
        return result;
    }

    private static List<Integer> positions(Encoder encoder, String name) {
        List<ColumnEncoding> columns = encoder.columns();
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).column().equals(name)) {
                return encoder.groups().get(i);
            }
        }
        int input = encoder.inputs().indexOf(name);
        if (input < 0) {
            List<String> known = columns.stream().map(ColumnEncoding::column).toList();
            throw new InputException("no input \"" + name + "\""
                    + Suggestion.hint(name, known, "the columns are " + String.join(", ", known)));
        }
        return List.of(input);
    }

    /** The one input that grows with a column of numbers (beside it may be one that marks missing values), or an input. */
    private static int number(Encoder encoder, String name) {
        List<Integer> positions = positions(encoder, name);
        int input = encoder.inputs().indexOf(name);
        if (input >= 0) {
            return input;
        }
        String inputs = positions.stream()
                .limit(3)
                .map(position -> "\"" + encoder.inputs().get(position) + "\"")
                .collect(Collectors.joining(", "));
        throw new InputException(
                "column \"" + name + "\" is not a number, so it has no one coefficient to bound; name one of"
                        + " its inputs instead: " + inputs + (positions.size() > 3 ? ", ..." : ""));
    }
}
