package org.lossmith.app.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lossmith.InputException;
import org.lossmith.app.options.ColumnList;
import org.lossmith.learn.fit.InputPenalties;

/** {@code --penalty-factor}, {@code --non-negative} and {@code --non-positive}: what differs between inputs, by name. */
final class InputOption {
    private InputOption() {}

    static InputPenalties parse(List<String> factors, List<String> nonNegative, List<String> nonPositive) {
        return new InputPenalties(factors(factors), names(nonNegative), names(nonPositive));
    }

    private static Map<String, Double> factors(List<String> given) {
        Map<String, Double> factors = new LinkedHashMap<>();
        for (String one : names(given)) {
            // The last sign: an input of a category is called column=level.
            int equals = one.lastIndexOf('=');
            if (equals < 1) {
                throw new InputException(
                        "--penalty-factor " + one + " should be COLUMN=FACTOR, as in --penalty-factor age=0");
            }
            String name = one.substring(0, equals).strip();
            if (factors.put(name, factor(name, one.substring(equals + 1).strip())) != null) {
                throw new InputException("--penalty-factor for " + name + " was given twice; give it once");
            }
        }
        return factors;
    }

    private static double factor(String name, String text) {
        double factor;
        try {
            factor = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            factor = Double.NaN;
        }
        if (!(factor >= 0)) {
            throw new InputException("--penalty-factor for " + name
                    + " must be a number of at least 0, or Infinity, not \"" + text + "\"; 0 leaves it unpenalised");
        }
        return factor;
    }

    private static List<String> names(List<String> given) {
        return given.stream().flatMap(text -> ColumnList.split(text).stream()).toList();
    }
}
