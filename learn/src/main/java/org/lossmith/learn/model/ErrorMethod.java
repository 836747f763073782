package org.lossmith.learn.model;

import java.util.List;
import org.lossmith.InputException;
import org.lossmith.Suggestion;

/**
 * How the errors of coefficients are to be worked out.
 *
 * @param kind which way
 * @param replicates of the bootstrap; 0 for the others
 */
public record ErrorMethod(Kind kind, int replicates) {
    /** The ways. */
    public enum Kind {
        /** Sandwich where it is defined, otherwise none. */
        USUAL,
        NONE,
        /** The inverse Hessian. */
        MODEL,
        /** The inverse Hessian on both sides of the gradients' products. */
        SANDWICH,
        /** Fits on rows drawn again. */
        BOOTSTRAP
    }

    public static final ErrorMethod USUAL = new ErrorMethod(Kind.USUAL, 0);

    private static final int USUAL_REPLICATES = 200;
    /** With fewer the ends of a 95% interval would be the outermost draws. */
    private static final int FEWEST_REPLICATES = 40;

    private static final int MOST_REPLICATES = 100_000;
    private static final List<String> NAMES = List.of("none", "model", "sandwich", "bootstrap");

    /** Reads {@code none}, {@code model}, {@code sandwich} or {@code bootstrap:200}. */
    public static ErrorMethod parse(String text) {
        String said = text.strip();
        String name = said.contains(":") ? said.substring(0, said.indexOf(':')) : said;
        if (!NAMES.contains(name) || (said.contains(":") && !name.equals("bootstrap"))) {
            throw new InputException("--errors " + text + " is not known"
                    + Suggestion.hint(name, NAMES, "wanted are none, model, sandwich or bootstrap:200"));
        }
        return switch (name) {
            case "none" -> new ErrorMethod(Kind.NONE, 0);
            case "model" -> new ErrorMethod(Kind.MODEL, 0);
            case "sandwich" -> new ErrorMethod(Kind.SANDWICH, 0);
            default -> new ErrorMethod(Kind.BOOTSTRAP, replicates(text, said.substring(name.length())));
        };
    }

    private static int replicates(String text, String given) {
        if (given.isEmpty()) {
            return USUAL_REPLICATES;
        }
        String digits = given.substring(1);
        int count = digits.matches("\\d{1,6}") ? Integer.parseInt(digits) : 0;
        if (count < FEWEST_REPLICATES || count > MOST_REPLICATES) {
            throw new InputException("--errors " + text + ": the number of draws must be from " + FEWEST_REPLICATES
                    + " to " + MOST_REPLICATES + ", as in bootstrap:200");
        }
        return count;
    }

    /** The text that {@link #parse} reads back. */
    public String text() {
        return switch (kind) {
            case USUAL -> "usual";
            case NONE -> "none";
            case MODEL -> "model";
            case SANDWICH -> "sandwich";
            case BOOTSTRAP -> "bootstrap:" + replicates;
        };
    }
}
