package org.lossmith.learn.compare;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.lossmith.InputException;
import org.lossmith.Suggestion;
import org.lossmith.learn.data.TargetKind;
import org.lossmith.learn.text.Numbers;

/** The mistake that is expensive to whoever uses the model, as stated with {@code --mistake}. It fixes the metric that decides. */
public sealed interface Mistake {
    /** Every text that {@link #parse} reads, for messages and help. */
    List<String> FORMS = List.of(
            "large-errors",
            "typical-error",
            "under=4,over=1",
            "fn=500,fp=5",
            "probabilities",
            "wrong-class",
            "rare-class");

    /** One large error is worse than many small ones that add up to it. */
    record LargeErrors() implements Mistake {
        @Override
        public String text() {
            return "large-errors";
        }
    }

    /** Each unit of error costs the same, so that a few hopeless rows do not decide. */
    record TypicalError() implements Mistake {
        @Override
        public String text() {
            return "typical-error";
        }
    }

    /** Each unit predicted too low costs {@code under}, each unit too high {@code over}. */
    record UnderOver(double under, double over) implements Mistake {
        public UnderOver {
            requireCosts("under", under, "over", over);
        }

        /** The quantile that costs least: under / (under + over). */
        public double quantile() {
            return under / (under + over);
        }

        @Override
        public String text() {
            return "under=" + Numbers.plain(under) + ",over=" + Numbers.plain(over);
        }
    }

    /** A positive that is missed (false negative) costs {@code missed}, a false alarm (false positive) {@code falseAlarm}. */
    record Calls(double missed, double falseAlarm) implements Mistake {
        public Calls {
            requireCosts("fn", missed, "fp", falseAlarm);
        }

        /** The probability from which calling a row positive is the cheaper mistake: fp / (fp + fn). */
        public double threshold() {
            return falseAlarm / (falseAlarm + missed);
        }

        @Override
        public String text() {
            return "fn=" + Numbers.plain(missed) + ",fp=" + Numbers.plain(falseAlarm);
        }
    }

    /** A probability that cannot be relied on, worst when it is confident and wrong. */
    record Probabilities() implements Mistake {
        @Override
        public String text() {
            return "probabilities";
        }
    }

    /** Calling a row another class than its own, each time at the same cost. */
    record WrongClass() implements Mistake {
        @Override
        public String text() {
            return "wrong-class";
        }
    }

    /** Missing a share of a class, each class at the same cost however rare it is. */
    record RareClass() implements Mistake {
        @Override
        public String text() {
            return "rare-class";
        }
    }

    /** The text that {@link #parse} reads back to an equal mistake. */
    String text();

    /** Reads one of {@link #FORMS}; costs may be any positive numbers and stand in either order. */
    static Mistake parse(String text) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        return switch (wanted) {
            case "large-errors" -> new LargeErrors();
            case "typical-error" -> new TypicalError();
            case "probabilities" -> new Probabilities();
            case "wrong-class" -> new WrongClass();
            case "rare-class" -> new RareClass();
            default -> {
                if (!wanted.contains("=")) {
                    throw unknown(text, Suggestion.hint(wanted, FORMS));
                }
                yield costs(text, wanted);
            }
        };
    }

    private static InputException unknown(String text, String hint) {
        return new InputException(
                "--mistake " + text + " is not known" + hint + "; wanted one of: " + String.join(" | ", FORMS));
    }

    private static Mistake costs(String text, String wanted) {
        Map<String, Double> costs = new LinkedHashMap<>();
        for (String part : wanted.split(",", -1)) {
            String[] sides = part.split("=", 2);
            String name = sides[0].strip();
            if (!Set.of("under", "over", "fn", "fp").contains(name) || sides.length < 2) {
                throw unknown(text, Suggestion.hint(name, List.of("under", "over", "fn", "fp")));
            }
            if (costs.put(name, number(text, name, sides[1].strip())) != null) {
                throw new InputException("--mistake " + text + " gives " + name + " twice");
            }
        }
        Double under = costs.get("under");
        Double over = costs.get("over");
        if (under != null && over != null && costs.size() == 2) {
            return new UnderOver(under, over);
        }
        Double missed = costs.get("fn");
        Double falseAlarm = costs.get("fp");
        if (missed != null && falseAlarm != null && costs.size() == 2) {
            return new Calls(missed, falseAlarm);
        }
        throw new InputException("--mistake " + text + " names " + String.join(" and ", costs.keySet())
                + "; wanted under and over together (numbers), or fn and fp together (yes or no)");
    }

    private static double number(String text, String name, String value) {
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException notANumber) {
            throw new InputException("--mistake " + text + ": " + name + "=\"" + value + "\" is not a number");
        }
    }

    private static void requireCosts(String first, double a, String second, double b) {
        requireCost(first, a);
        requireCost(second, b);
    }

    private static void requireCost(String name, double cost) {
        if (!(cost > 0 && cost < Double.POSITIVE_INFINITY)) {
            throw new InputException("--mistake: the cost " + name + "=" + Numbers.plain(cost)
                    + " must be a number above 0; costs count relative to each other");
        }
    }

    /** Refuses a mistake that the kind of target cannot make. */
    default void requireFits(TargetKind kind, String target) {
        boolean aboutClasses = this instanceof WrongClass || this instanceof RareClass;
        boolean aboutLabels = this instanceof Calls || this instanceof Probabilities || aboutClasses;
        String fits = switch (kind) {
            case CATEGORIES ->
                aboutClasses || this instanceof Probabilities
                        ? ""
                        : "has several labels; wanted probabilities, wrong-class or rare-class";
            case BINARY -> aboutLabels && !aboutClasses ? "" : "has two values; wanted probabilities or fn=500,fp=5";
            case COUNTS, CONTINUOUS ->
                aboutLabels ? "is " + kind.word() + "; wanted large-errors, typical-error or under=4,over=1" : "";
        };
        if (!fits.isEmpty()) {
            String about = aboutClasses
                    ? "targets with several labels"
                    : aboutLabels ? "yes-or-no targets" : "predicted numbers";
            throw new InputException("--mistake " + text() + " is about " + about + ", and " + target + " " + fits);
        }
    }
}
