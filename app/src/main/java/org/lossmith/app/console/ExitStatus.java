package org.lossmith.app.console;

/** The exit codes of the command line. */
public final class ExitStatus {
    /** Fine. */
    public static final int OK = 0;
    /** The command did its work and found what it was asked to look for ({@code --fail-if}). */
    public static final int FINDINGS = 1;
    /** Wrong usage or bad input. */
    public static final int USAGE = 2;
    /** A fault of ours. */
    public static final int FAULT = 3;

    private ExitStatus() {}
}
