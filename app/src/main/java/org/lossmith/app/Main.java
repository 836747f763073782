package org.lossmith.app;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;

/** Where the program starts. {@link #run} does everything but ending the process, so that tests can call it. */
public final class Main {
    /** Fine. */
    static final int OK = 0;
    /** The command did its work and found what it was asked to look for ({@code --fail-if}). */
    static final int FINDINGS = 1;
    /** Wrong usage or bad input. */
    static final int USAGE = 2;
    /** A fault of ours. */
    static final int FAULT = 3;

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
