package org.lossmith.app;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.lossmith.Suggestion;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in plain words what is wrong with a command line, and what was probably meant. */
final class UsageMessage {
    private UsageMessage() {}

    static String of(ParameterException e) {
        CommandSpec command = e.getCommandLine().getCommandSpec();
        String problem;
        if (e instanceof UnmatchedArgumentException unmatched) {
            problem = unknown(unmatched.getUnmatched().get(0), command);
        } else if (e instanceof MissingParameterException missing) {
            problem = missing(missing, command);
        } else if (e instanceof OverwrittenOptionException overwritten) {
            problem = name(overwritten.getOverwritten()) + " was given twice";
        } else {
            problem = lowerFirst(String.valueOf(e.getMessage()));
        }
        return problem + "\nSee `" + command.qualifiedName() + " --help`.";
    }

    private static String unknown(String argument, CommandSpec command) {
        if (argument.startsWith("-") && argument.length() > 1) {
            String given = argument.contains("=") ? argument.substring(0, argument.indexOf('=')) : argument;
            return "no option \"" + given + "\"" + Suggestion.hint(given, options(command));
        }
        if (!command.subcommands().isEmpty()) {
            return "no command \"" + argument + "\"" + Suggestion.hint(argument, command.subcommands().keySet());
        }
        return "\"" + argument + "\" is one argument too many";
    }

    private static List<String> options(CommandSpec command) {
        List<String> names = new ArrayList<>();
        for (OptionSpec option : command.options()) {
            names.addAll(List.of(option.names()));
        }
        return names;
    }

    private static String missing(MissingParameterException e, CommandSpec command) {
        // One that was given without its value is among the arguments' own; one that was not given at all is required.
        String wanted = e.getMissing().stream().map(UsageMessage::name).distinct().collect(Collectors.joining(" and "));
        String message = String.valueOf(e.getMessage());
        return message.startsWith("Missing required option") || message.startsWith("Missing required param")
                ? "missing " + wanted
                : e.getMissing().isEmpty() ? lowerFirst(message) : wanted + " needs a value";
    }

    private static String name(ArgSpec argument) {
        if (argument instanceof OptionSpec option) {
            return option.longestName() + (option.typeInfo().isBoolean() ? "" : " " + option.paramLabel());
        }
        return argument.paramLabel();
    }

    private static String lowerFirst(String text) {
        return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }
}
