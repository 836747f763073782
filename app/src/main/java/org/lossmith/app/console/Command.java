package org.lossmith.app.console;

/** One command of the command line, with its options filled in. */
public interface Command {
    /** Does the work and returns the exit code; throws {@link org.lossmith.InputException} for what the user must mend. */
    int run(Console console);
}
