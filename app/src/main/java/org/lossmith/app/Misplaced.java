package org.lossmith.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;
import org.lossmith.loss.AnyLoss;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Arguments in a place that is theirs in another command: a loss, a file or a model under an option where it stands without one, and
 * a loss or numbers without the option that they belong to. Says so with the command as it should have been.
 */
final class Misplaced {
    /** Options that people type for what stands without one, with the label of that. */
    private static final Map<String, String> STANDING = Map.of(
            "--loss", "SPEC",
            "--spec", "SPEC",
            "--name", "SPEC",
            "--data", "DATA",
            "--file", "DATA",
            "--input", "DATA",
            "--csv", "DATA",
            "--model", "MODEL");

    private static final Map<String, String> WORDS =
            Map.of("SPEC", "the loss", "DATA", "the data file", "MODEL", "the model file");

    private final List<String> arguments;
    private final CommandSpec command;

    /** @param arguments the whole command line, the command's name first */
    private Misplaced(String[] arguments, CommandSpec command) {
        this.arguments = List.of(arguments);
        this.command = command;
    }

    static Optional<String> find(String[] arguments, CommandSpec command) {
        boolean hasCommand = arguments.length > 0 && arguments[0].equals(command.name());
        Misplaced misplaced = new Misplaced(arguments, command);
        return hasCommand
                ? misplaced.underAnOption().or(misplaced::withoutLoss).or(misplaced::withoutScore)
                : Optional.empty();
    }

    private Optional<String> underAnOption() {
        List<String> left = new ArrayList<>(arguments.subList(1, arguments.size()));
        List<String> standing = new ArrayList<>();
        List<String> words = new ArrayList<>();
        for (PositionalParamSpec positional : command.positionalParameters()) {
            String value = taken(left, positional.paramLabel());
            if (value != null) {
                left.add(Math.min(standing.size(), left.size()), value);
                words.add(WORDS.getOrDefault(positional.paramLabel(), "it"));
            }
            standing.add(positional.paramLabel());
        }
        left.add(0, arguments.get(0));
        return words.isEmpty()
                ? Optional.empty()
                : Optional.of(String.join(" and ", words) + (words.size() > 1 ? " stand" : " stands")
                        + " without an option: " + quoted(left));
    }

    /** The value of an option that is none of the command's and means this; taken out of the arguments, null if it is not there. */
    private @Nullable String taken(List<String> left, String label) {
        for (int i = 0; i < left.size(); i++) {
            String[] parts = left.get(i).split("=", 2);
            boolean meant = label.equals(STANDING.get(parts[0]))
                    && !command.optionsMap().containsKey(parts[0]);
            if (meant && (parts.length == 2 || i + 1 < left.size())) {
                left.remove(i);
                return parts.length == 2 ? parts[1] : left.remove(i);
            }
        }
        return null;
    }

    /** A loss among the files of a command that has it under an option. */
    private Optional<String> withoutLoss() {
        for (int i = 1; command.optionsMap().containsKey("--loss") && i < arguments.size(); i++) {
            if (!isValue(i) && isLoss(arguments.get(i))) {
                List<String> moved = new ArrayList<>(arguments);
                String loss = moved.remove(i);
                moved.addAll(List.of("--loss", loss));
                return Optional.of("a loss is named with --loss: " + quoted(moved));
            }
        }
        return Optional.empty();
    }

    /** {@code eval bce 0.5 1}. */
    private Optional<String> withoutScore() {
        List<String> wanted = new ArrayList<>(List.of("--score", "--target", "--weight"));
        if (!command.optionsMap().keySet().containsAll(wanted)
                || !command.optionsMap().containsKey("--cases")) {
            return Optional.empty();
        }
        wanted.removeIf(arguments::contains);
        List<String> moved = new ArrayList<>();
        boolean found = false;
        for (int i = 0; i < arguments.size(); i++) {
            boolean numbers = i > 0 && !isValue(i) && arguments.get(i).matches("-?[0-9.][0-9.eE,;+-]*");
            if (numbers && !wanted.isEmpty()) {
                found = true;
                moved.add(wanted.remove(0));
            }
            moved.add(arguments.get(i));
        }
        return !found
                ? Optional.empty()
                : Optional.of("scores are given with --score and targets with --target: " + quoted(moved));
    }

    /** Whether an argument belongs to the option before it, which may be one that there is not. */
    private boolean isValue(int i) {
        String before = arguments.get(i - 1);
        OptionSpec option = command.optionsMap().get(before);
        return option == null
                ? before.startsWith("--") && !before.contains("=")
                : option.arity().max() > 0;
    }

    private static boolean isLoss(String argument) {
        try {
            AnyLoss.parse(argument);
            return true;
        } catch (InputException none) {
            return false;
        }
    }

    private static String quoted(List<String> moved) {
        return moved.stream().map(Misplaced::quoted).collect(Collectors.joining(" ", "`lossmith ", "`"));
    }

    /** As it would be typed to a shell. */
    private static String quoted(String argument) {
        boolean plain = argument.matches("[A-Za-z0-9_./:,=+@%^-]+");
        return plain ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }
}
