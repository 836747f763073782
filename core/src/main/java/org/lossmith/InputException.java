package org.lossmith;

/**
 * Something the user gave is wrong: a formula, a name, a parameter, a file, a value. The message says what, where, what was
 * wanted and what to do next; it is shown to the user as it stands, so it is complete by itself.
 */
public class InputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InputException(String message) {
        super(message);
    }

    public InputException(String message, Throwable cause) {
        super(message, cause);
    }
}
