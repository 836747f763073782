package org.lossmith.bench;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs the benchmarks (arguments as JMH takes them) and prints nanoseconds a row and ratios to the wall of the same run. */
public final class Ratios {
    private static final String WALL = "readTwoWriteOne";

    private Ratios() {}

    public static void main(String[] arguments) throws Exception {
        Options options = new OptionsBuilder()
                .parent(new CommandLineOptions(arguments))
                .jvmArgsAppend("--add-modules", "jdk.incubator.vector", "-Xmx4g")
                .build();
        print(new Runner(options).run());
    }

    private static void print(Collection<RunResult> results) {
        Map<String, Double> walls = new TreeMap<>();
        for (RunResult result : results) {
            if (name(result).equals(WALL)) {
                walls.put(rows(result), perRow(result));
            }
        }
        System.out.printf(
                "%nJava %s, %s%n%-20s %-20s %9s %8s %8s %7s%n",
                System.getProperty("java.version"),
                System.getProperty("os.arch"),
                "loss",
                "what",
                "rows",
                "ns/row",
                "+-",
                "/ wall");
        for (RunResult result : results) {
            Double wall = walls.get(rows(result));
            System.out.printf(
                    "%-20s %-20s %9s %8.3f %8.3f %7.2f%n",
                    String.valueOf(result.getParams().getParam("loss")).replace("null", ""),
                    name(result),
                    rows(result),
                    perRow(result),
                    result.getPrimaryResult().getScoreError() / Double.parseDouble(rows(result)),
                    wall == null ? Double.NaN : perRow(result) / wall);
        }
    }

    private static String name(RunResult result) {
        return result.getPrimaryResult().getLabel();
    }

    private static String rows(RunResult result) {
        return result.getParams().getParam("rows");
    }

    private static double perRow(RunResult result) {
        return result.getPrimaryResult().getScore() / Double.parseDouble(rows(result));
    }
}
