package org.lossmith.app;

import org.lossmith.app.compare.CompareCommand;
import org.lossmith.app.eval.EvalCommand;
import org.lossmith.app.losses.LossesCommand;
import org.lossmith.app.predict.PredictCommand;
import org.lossmith.app.train.TrainCommand;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The command line's root: it has commands and says what they are for. */
@CommandLine.Command(
        name = "lossmith",
        subcommands = {
            CompareCommand.class,
            TrainCommand.class,
            PredictCommand.class,
            LossesCommand.class,
            EvalCommand.class
        },
        header = {
            "Find the loss that makes the mistake you care about expensive.",
            "",
            "  lossmith compare trips.csv --target duration_min --mistake typical-error",
            "  lossmith train trips.csv --target duration_min --loss huber -o model.json",
            "  lossmith predict model.json new-trips.csv -o predictions.csv",
            "  lossmith losses                 what losses there are",
            "  lossmith losses huber           formula, derivatives, properties",
            "  lossmith eval huber:delta=2 --score 0.5,3 --target 0,0",
            ""
        },
        synopsisHeading = "Usage: ",
        customSynopsis = "lossmith COMMAND [OPTIONS]",
        commandListHeading = "%nCommands (`lossmith COMMAND --help` says more):%n",
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "Exit codes: 0 fine, 1 a --fail-if condition held, 2 wrong usage or input, 3 a fault of ours, 130 interrupted."
        })
@SuppressWarnings("UnusedVariable") // picocli sets and reads the fields
final class Lossmith {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "show the version")
    private boolean version;

    @Option(names = "--debug", description = "show a stack trace with an error")
    private boolean debug;

    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Lossmith());
        commandLine.setUsageHelpWidth(80);
        commandLine.setAbbreviatedOptionsAllowed(false);
        commandLine.setOverwrittenOptionsAllowed(false);
        return commandLine;
    }
}
