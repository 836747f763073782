package org.lossmith.learn.data;

import java.util.List;
import java.util.Locale;
import org.lossmith.InputException;
import org.lossmith.Suggestion;

/** What sort of thing the target column holds, recognised from its values. */
public enum TargetKind {
    /** Numbers on a scale. */
    CONTINUOUS,
    /** Two distinct values, coded 0 and 1; 1 is the positive label. */
    BINARY,
    /** Small whole numbers from 0 up. */
    COUNTS,
    /** More than two labels without an order, coded 0 to K-1 in the order of {@link Dataset#labels()}. */
    CATEGORIES;

    /** Reads what people say a target is: {@code numbers}, {@code counts}, {@code classes}, or the word of a kind. */
    public static TargetKind parse(String text) {
        String said = text.strip().toLowerCase(Locale.ROOT);
        return switch (said) {
            case "numbers", "continuous" -> CONTINUOUS;
            case "counts" -> COUNTS;
            case "classes", "categories" -> CATEGORIES;
            default ->
                throw new InputException("--as " + text + " is not known"
                        + Suggestion.hint(said, List.of("numbers", "counts", "classes"))
                        + "; wanted numbers, counts or classes (a target with two values is yes or no by itself)");
        };
    }

    /** What {@link #parse} reads back to this kind. */
    public String option() {
        return this == CATEGORIES ? "classes" : this == CONTINUOUS ? "numbers" : word();
    }

    /** The word that people and JSON see: {@code continuous}, {@code binary}, {@code counts}, {@code categories}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
