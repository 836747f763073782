package org.lossmith.app;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import org.lossmith.InputException;
import org.lossmith.app.console.ClosedOutput;
import org.lossmith.app.console.Command;
import org.lossmith.app.console.Console;
import org.lossmith.app.console.ExitStatus;
import org.lossmith.app.console.Version;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Parses a command line, runs the command, and turns whatever goes wrong into a message and an exit code. */
final class CommandRunner {
    private static final int LONGEST_MESSAGE = 10_000;

    private CommandRunner() {}

    static int run(String[] arguments, Console console) {
        boolean debug = Arrays.asList(arguments).contains("--debug");
        try {
            int status = execute(Lossmith.commandLine(), helpLast(arguments), console);
            console.out().flush();
            return status;
        } catch (ParameterException e) {
            return complain(UsageMessage.of(e, arguments), ExitStatus.USAGE, e, debug, console);
        } catch (InputException e) {
            return complain(String.valueOf(e.getMessage()), ExitStatus.USAGE, e, debug, console);
        } catch (ClosedOutput e) {
            if (e.status() != ExitStatus.OK) {
                complain(String.valueOf(e.getMessage()), e.status(), e, debug, console);
            }
            return e.status();
        } catch (OutOfMemoryError e) {
            String message = "not enough memory for this; give the JVM more, for example LOSSMITH_JAVA_OPTIONS=-Xmx"
                    + (Runtime.getRuntime().maxMemory() >> 29)
                    + "g, or leave columns out with --exclude";
            return complain(message, ExitStatus.FAULT, e, debug, console);
        } catch (RuntimeException | Error e) {
            String message = "this is a fault in Lossmith, not in what you asked: " + e
                    + "\nPlease report it, with what `--debug` adds.";
            return complain(message, ExitStatus.FAULT, e, debug, console);
        }
    }

    private static int execute(CommandLine commandLine, String[] arguments, Console console) {
        ParseResult parsed = commandLine.parseArgs(arguments);
        while (parsed.hasSubcommand() && !parsed.isUsageHelpRequested()) {
            parsed = parsed.subcommand();
        }
        CommandLine chosen = parsed.commandSpec().commandLine();
        if (parsed.isVersionHelpRequested()) {
            console.out().line(Version.full());
            return ExitStatus.OK;
        }
        if (parsed.isUsageHelpRequested() || !(chosen.getCommand() instanceof Command command)) {
            console.out().print(chosen.getUsageMessage(console.colour() ? Help.Ansi.ON : Help.Ansi.OFF));
            return ExitStatus.OK;
        }
        return command.run(console);
    }

    /** {@code help compare} is {@code compare --help}. */
    private static String[] helpLast(String[] arguments) {
        if (arguments.length == 0 || !arguments[0].equals("help")) {
            return arguments;
        }
        String[] moved = Arrays.copyOfRange(arguments, 1, arguments.length + 1);
        moved[arguments.length - 1] = "--help";
        return moved;
    }

    /** Files of strangers are quoted in messages: they may neither steer a terminal nor fill it. */
    private static String printable(String message) {
        String tame = message.replaceAll("[\\p{Cntrl}&&[^\n\t]]", "\ufffd");
        return tame.length() <= LONGEST_MESSAGE ? tame : tame.substring(0, LONGEST_MESSAGE) + "...";
    }

    private static int complain(String message, int status, Throwable cause, boolean debug, Console console) {
        console.out().flushQuietly();
        console.err().line("lossmith: " + printable(message));
        if (debug) {
            StringWriter trace = new StringWriter();
            cause.printStackTrace(new PrintWriter(trace, true));
            console.err().print(trace.toString());
        }
        console.err().flush();
        return status;
    }
}
