package org.lossmith.app.console;

import java.io.IOException;
import java.util.Locale;

/** Nothing more can be written: the reader has gone, or the disk is full. */
public final class ClosedOutput extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ClosedOutput(IOException cause) {
        super("cannot write the output: " + cause.getMessage(), cause);
    }

    /** A reader that has seen enough ({@code | head}) is fine; anything else means that the output is not complete. */
    public int status() {
        String message = String.valueOf(getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("broken pipe") || message.contains("pipe is being closed") || message.contains("closed")
                ? ExitStatus.OK
                : ExitStatus.USAGE;
    }
}
