package org.lossmith.app;

import java.io.IOException;
import java.util.Locale;

/** Nothing more can be written: the reader has gone, or the disk is full. */
final class ClosedOutput extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ClosedOutput(IOException cause) {
        super("cannot write the output: " + cause.getMessage(), cause);
    }

    /** A reader that has seen enough ({@code | head}) is fine; anything else means that the output is not complete. */
    int status() {
        String message = String.valueOf(getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("broken pipe") || message.contains("pipe is being closed") || message.contains("closed")
                ? Main.OK
                : Main.USAGE;
    }
}
