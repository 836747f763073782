package org.lossmith.app.console;

import java.io.InputStream;
import java.io.OutputStream;

/**
 * The three streams of a command and what is known about them.
 *
 * @param outIsTerminal a person looks at stdout
 * @param errIsTerminal a person looks at stderr, so progress may be shown
 */
public record Console(InputStream in, Output out, Output err, boolean outIsTerminal, boolean errIsTerminal) {

    /** @param terminals which streams are terminals, as the launcher found: some of {@code in,out,err} */
    public static Console of(InputStream in, OutputStream out, OutputStream err, String terminals) {
        return new Console(in, new Output(out), new Output(err), terminals.contains("out"), terminals.contains("err"));
    }

    /** Whether colours and other marks for people may go to stdout; NO_COLOR (no-color.org) is obeyed. */
    public boolean colour() {
        String refused = System.getenv("NO_COLOR");
        return outIsTerminal && (refused == null || refused.isEmpty());
    }
}
