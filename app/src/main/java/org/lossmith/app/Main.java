package org.lossmith.app;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import org.lossmith.app.console.Console;

/** Where the program starts. {@link #run} does everything but ending the process, so that tests can call it. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        Console console = Console.of(
                new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                System.getProperty("lossmith.terminal", ""));
        System.exit(run(arguments, console));
    }

    /** Runs one command line and returns its exit code; writes nowhere but to the given streams and the files it is told to. */
    public static int run(String[] arguments, InputStream in, OutputStream out, OutputStream err) {
        return run(arguments, Console.of(in, out, err, ""));
    }

    static int run(String[] arguments, Console console) {
        try {
            return CommandRunner.run(arguments, console);
        } finally {
            console.err().flushQuietly();
        }
    }
}
