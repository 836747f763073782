package org.lossmith.app.console;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * Text going out in UTF-8. Unlike a PrintStream it notices when nobody reads any more, so that {@code lossmith ... | head}
 * stops quietly, and when the disk is full, so that this does not pass for success.
 */
public final class Output {
    private final Writer writer;

    public Output(OutputStream stream) {
        writer = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), 1 << 16);
    }

    public Output print(CharSequence text) {
        try {
            writer.append(text);
        } catch (IOException e) {
            throw new ClosedOutput(e);
        }
        return this;
    }

    public Output line(String text) {
        return print(text).print("\n");
    }

    public void flush() {
        try {
            writer.flush();
        } catch (IOException e) {
            throw new ClosedOutput(e);
        }
    }

    /** For the last words on stderr, when there is nobody left to tell. */
    public void flushQuietly() {
        try {
            writer.flush();
        } catch (IOException e) {
            // Nothing can be said where saying fails.
        }
    }
}
