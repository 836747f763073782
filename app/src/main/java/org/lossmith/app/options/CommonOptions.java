package org.lossmith.app.options;

import picocli.CommandLine.Option;

/** What every command takes. */
public final class CommonOptions {
    @Option(names = "--json", description = "print one JSON document instead of text")
    public boolean json;

    @Option(names = "--quiet", description = "no progress on stderr")
    public boolean quiet;

    @Option(names = "--debug", description = "show a stack trace with an error")
    boolean debug;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help")
    boolean help;
}
