package org.lossmith.app.install;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.lossmith.app.Main;

/** Runs the usual commands once, so that the classes they load go into the class-data archive that starts are made from. */
public final class Rehearsal {
    private static final List<String> COMMANDS = List.of(
            "--version", "--help", "losses", "losses huber", "losses huber --json", "eval bce --score 1,2 --target 0,1");

    private Rehearsal() {}

    /** Ends well whatever the commands do: a failure here means that the JVM itself does not work. */
    public static void main(String[] arguments) {
        for (String command : COMMANDS) {
            Main.run(
                    command.split(" "),
                    InputStream.nullInputStream(),
                    OutputStream.nullOutputStream(),
                    OutputStream.nullOutputStream());
        }
    }
}
