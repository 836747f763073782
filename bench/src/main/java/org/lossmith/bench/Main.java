package org.lossmith.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The command line of {@code bench/run}. */
public final class Main {
    private static final String USAGE = """
            bench/run quick                 a few losses, in a minute or two (also --quick)
            bench/run goals [NAME...]       what the project's goals of speed need, with PASS or FAIL: simple, curved, focal, softmax,
                                            pytorch, control; ends with 1 if one fails
            bench/run catalogue             every loss, path and element type at 4,096 rows
            bench/run full                  those and the same at 20,000,000 rows on one thread and on two: hours
            bench/run allocations           bytes that each loop allocates an element; ends with 1 if one makes objects of its vectors
            bench/run jmh ARGUMENT...       JMH with its own arguments

            --loss, --what, --rows, --type, --path, --threads VALUE,... leave out the rest of a set
            --forks N                       JVMs for each case (1): ratios are the medians over them, with the least and the greatest
            --json FILE                     where JMH's own record goes (bench/target/results.json)""";

    private Main() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 0 && arguments[0].equals("jmh")) {
            org.openjdk.jmh.Main.main(Arrays.copyOfRange(arguments, 1, arguments.length));
            return;
        }
        int status;
        try {
            status = run(arguments);
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            status = 2;
        }
        System.exit(status);
    }

    private static int run(String[] arguments) throws Exception {
        Filter filter = new Filter();
        Path json = Path.of("bench/target/results.json");
        int forks = 1;
        List<String> words = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            String argument = arguments[i];
            if (Filter.isOption(argument)) {
                filter.add(argument, value(arguments, ++i));
            } else if (argument.equals("--forks")) {
                forks = forks(value(arguments, ++i));
            } else if (argument.equals("--json")) {
                json = Path.of(value(arguments, ++i));
            } else {
                words.add(argument);
            }
        }
        String command = words.isEmpty() ? "" : words.remove(0);
        if (!words.isEmpty() && !command.equals("goals")) {
            throw new IllegalArgumentException("what is " + words + "?\n\n" + USAGE);
        }
        return switch (command) {
            case "quick", "--quick" -> time(filter.apply(Plan.quick()), forks, json);
            case "goals" -> goals(Goals.named(words), filter, forks, json);
            case "catalogue" -> time(filter.apply(Plan.catalogue()), forks, json);
            case "full" -> time(filter.apply(Plan.full()), forks, json);
            case "allocations" -> allocations(filter);
            default -> throw new IllegalArgumentException(USAGE);
        };
    }

    private static String value(String[] arguments, int at) {
        if (at >= arguments.length) {
            throw new IllegalArgumentException(arguments[at - 1] + " needs a value\n\n" + USAGE);
        }
        return arguments[at];
    }

    private static int forks(String number) {
        if (!number.matches("[1-9][0-9]?")) {
            throw new IllegalArgumentException("--forks takes 1 to 99, got " + number);
        }
        return Integer.parseInt(number);
    }

    private static int time(List<Case> cases, int forks, Path json) throws Exception {
        measure(cases, forks, json);
        return 0;
    }

    private static int goals(List<Goal> goals, Filter filter, int forks, Path json) throws Exception {
        List<Measurement> measurements = measure(filter.apply(Goals.cases(goals)), forks, json);
        System.out.println();
        System.out.print(Goals.verdict(goals, measurements));
        return Goals.allHold(goals, measurements) ? 0 : 1;
    }

    private static List<Measurement> measure(List<Case> cases, int forks, Path json) throws Exception {
        System.out.println(Machine.describe());
        Session session = new Session(System.err, forks);
        List<Measurement> measurements = session.run(cases);
        session.writeJson(json);
        System.out.println(Machine.describe());
        System.out.println(
                "ns/row: the fastest iteration; +: how much slower the median was; wall: the copy loop over the same arrays;");
        System.out.println(
                "/ wall: the median of the iterations, each beside its wall; / hand: times the time of the loop by hand, likewise;");
        System.out.println(
                "PyTorch: times as fast as its forward and backward, likewise; (least-greatest) of the JVMs where there were several");
        System.out.print(RatioTable.of(measurements));
        return measurements;
    }

    private static int allocations(Filter filter) {
        System.out.println(Machine.describe());
        List<Allocations.Allocated> found = Allocations.measure(filter.apply(Allocations.cases()), System.err);
        System.out.print(Allocations.table(found));
        long boxing = found.stream().filter(Allocations.Allocated::boxes).count();
        System.out.printf("%d of %d loops make objects of their vectors%n", boxing, found.size());
        return boxing == 0 ? 0 : 1;
    }
}
