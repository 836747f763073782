package org.lossmith.formula;

/**
 * A piece of a formula.
 *
 * @param column where it begins, counted from 1
 */
record Token(Kind kind, String text, int column) {
    enum Kind {
        NUMBER,
        NAME,
        SYMBOL,
        END
    }

    boolean is(String symbol) {
        return kind != Kind.NUMBER && text.equals(symbol);
    }
}
