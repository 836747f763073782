package org.lossmith.app;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    /** What the parser says of a value that it cannot take, with the Java type that it wanted. */
    private static final Pattern UNREADABLE =
            Pattern.compile(": '(.*)' is not an? (int|long|double|boolean)$", Pattern.DOTALL);

    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d+");

    private UsageMessage() {}

    static String of(ParameterException e, String[] arguments) {
        CommandSpec command = e.getCommandLine().getCommandSpec();
        Optional<String> misplaced = Misplaced.find(arguments, command);
        Optional<String> misspelt = misspelt(arguments, command);
        String problem;
        if (misplaced.isPresent()) {
            problem = misplaced.get();
        } else if (misspelt.isPresent()) {
            problem = unknown(misspelt.get(), command);
        } else if (e instanceof UnmatchedArgumentException unmatched) {
            problem = unknown(unmatched.getUnmatched().get(0), command);
        } else if (e instanceof MissingParameterException missing) {
            problem = missing(missing);
        } else if (e instanceof OverwrittenOptionException overwritten) {
            problem = name(overwritten.getOverwritten()) + " was given twice";
        } else if (e.getArgSpec() instanceof OptionSpec option
                && UNREADABLE.matcher(said(e)).find()) {
            problem = unreadable(said(e), option);
        } else {
            problem = lowerFirst(said(e));
        }
        return problem + "\nSee `" + command.qualifiedName() + " --help`.";
    }

    /** What is taken for missing may be there under a wrong name: {@code --targt} is worth more words than a missing target. */
    private static Optional<String> misspelt(String[] arguments, CommandSpec command) {
        List<String> known = options(command);
        return Arrays.stream(arguments)
                .filter(argument -> argument.startsWith("--") && argument.length() > 2)
                .filter(argument -> !known.contains(bare(argument))
                        && Suggestion.nearest(bare(argument), known).isPresent())
                .findFirst();
    }

    private static String bare(String option) {
        return option.contains("=") ? option.substring(0, option.indexOf('=')) : option;
    }

    private static String unknown(String argument, CommandSpec command) {
        if (argument.startsWith("-") && argument.length() > 1) {
            return "no option \"" + bare(argument) + "\"" + Suggestion.hint(bare(argument), options(command));
        }
        if (!command.subcommands().isEmpty()) {
            return "no command \"" + argument + "\""
                    + Suggestion.hint(argument, command.subcommands().keySet());
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

    private static String missing(MissingParameterException e) {
        String wanted =
                e.getMissing().stream().map(UsageMessage::name).distinct().collect(Collectors.joining(" and "));
        String message = String.valueOf(e.getMessage());
        if (e.getMissing().isEmpty()) {
            return lowerFirst(message);
        }
        return message.contains("for option ") ? wanted + " needs a value" : "missing " + wanted;
    }

    /** {@code --seed N: "abc" is not a whole number; write --seed 1, for example}. */
    private static String unreadable(String said, OptionSpec option) {
        Matcher found = UNREADABLE.matcher(said);
        if (!found.find()) {
            throw new IllegalArgumentException(said);
        }
        String text = found.group(1);
        if (found.group(2).equals("boolean")) {
            return name(option) + " takes no value, and was given \"" + text + "\"";
        }
        boolean fraction = found.group(2).equals("double");
        String wanted = fraction ? "a number" : WHOLE.matcher(text).matches() ? "within range" : "a whole number";
        Object usual = option.initialValue();
        String example = usual != null ? usual.toString() : fraction ? "0.5" : "10";
        return name(option) + ": \"" + text + "\" is not " + wanted + "; write " + option.names()[0] + " " + example
                + ", for example";
    }

    private static String said(ParameterException e) {
        return String.valueOf(e.getMessage());
    }

    private static String name(ArgSpec argument) {
        if (argument instanceof OptionSpec option) {
            return option.names()[0] + (option.typeInfo().isBoolean() ? "" : " " + option.paramLabel());
        }
        return argument.paramLabel();
    }

    private static String lowerFirst(String text) {
        return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }
}
