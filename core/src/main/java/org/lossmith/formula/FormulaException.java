package org.lossmith.formula;

import org.lossmith.InputException;

/** A formula that cannot be read. The message shows the formula with a caret under the place. */
public final class FormulaException extends InputException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN_BEFORE = 50;
    private static final int SHOWN_AFTER = 28;

    private final int column;

    FormulaException(String formula, int column, String message) {
        super("formula, column " + column + ": " + message + "\n" + excerpt(formula, column));
        this.column = column;
    }

    /** Where in the formula, counted from 1. */
    public int column() {
        return column;
    }

    private static String excerpt(String formula, int column) {
        int at = column - 1;
        int from = Math.max(0, at - SHOWN_BEFORE);
        int to = Math.min(formula.length(), at + SHOWN_AFTER);
        String before = from > 0 ? "..." : "";
        String after = to < formula.length() ? "..." : "";
        String line =
                before + formula.substring(Math.min(from, formula.length()), to).replaceAll("\\s", " ") + after;
        return "  " + line + "\n  " + " ".repeat(before.length() + at - from) + "^";
    }
}
