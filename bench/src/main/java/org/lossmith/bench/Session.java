package org.lossmith.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Times cases one after the other, with the wall before and after every few of them: a shared machine's speed drifts. */
final class Session {
    /** Cases between two walls. */
    private static final int STRETCH = 5;

    private final PrintStream progress;
    private final List<RunResult> results = new ArrayList<>();
    private final List<Measurement> measurements = new ArrayList<>();
    private int wanted;
    private int done;

    Session(PrintStream progress) {
        this.progress = progress;
    }

    /** Each case with its wall; the walls themselves come along. */
    List<Measurement> run(Collection<Case> cases) throws RunnerException {
        Map<Case, List<Case>> byWall = new LinkedHashMap<>();
        for (Case timed : cases) {
            byWall.computeIfAbsent(timed.wall(), wall -> new ArrayList<>()).add(timed);
        }
        for (List<Case> group : byWall.values()) {
            wanted += group.size() + (group.size() + STRETCH - 1) / STRETCH + 1;
        }
        for (Map.Entry<Case, List<Case>> group : byWall.entrySet()) {
            run(group.getKey(), group.getValue());
        }
        return List.copyOf(measurements);
    }

    private void run(Case wall, List<Case> cases) throws RunnerException {
        Measurement before = time(wall);
        measurements.add(before.beside(before, before));
        for (int start = 0; start < cases.size(); start += STRETCH) {
            List<Measurement> stretch = new ArrayList<>();
            for (Case timed : cases.subList(start, Math.min(start + STRETCH, cases.size()))) {
                stretch.add(time(timed));
            }
            Measurement after = time(wall);
            for (Measurement measured : stretch) {
                measurements.add(measured.beside(before, after));
            }
            measurements.add(after.beside(after, after));
            before = after;
        }
    }

    private Measurement time(Case timed) throws RunnerException {
        RunResult result = new Runner(options(timed).build()).runSingle();
        results.add(result);
        Measurement measured = Measurement.of(timed, result);
        done++;
        progress.printf("%d of %d: %s %.3f ns/row%n", done, wanted, timed, measured.nanoseconds());
        return measured;
    }

    private static ChainedOptionsBuilder options(Case timed) {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + PassBenchmark.class.getName().replace(".", "\\.") + "\\.pass$")
                .param("loss", timed.loss())
                .param("what", timed.what().name())
                .param("rows", Integer.toString(timed.rows()))
                .param("type", timed.type().name())
                .param("path", timed.path().name())
                .param("threads", Integer.toString(timed.threads()))
                .param("scores", Integer.toString(timed.scores()))
                .forks(1)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .jvmArgsAppend(jvmArguments(timed));
        return Timing.of(timed).applyTo(options);
    }

    private static String[] jvmArguments(Case timed) {
        List<String> arguments = new ArrayList<>(List.of("--add-modules", "jdk.incubator.vector", "-Xms4g", "-Xmx4g"));
        if (Runtime.version().feature() >= 24) {
            // JMH and DJL do what these JDKs warn of.
            arguments.add("--sun-misc-unsafe-memory-access=allow");
            arguments.add("--enable-native-access=ALL-UNNAMED");
        }
        if (timed.path() == Case.Path.SCALAR) {
            arguments.add("-D" + Passes.KERNEL + "=scalar");
        }
        return arguments.toArray(String[]::new);
    }

    /** JMH's own record of everything that was timed, in the order in which it was. */
    void writeJson(Path file) throws IOException {
        if (file.getParent() != null) {
            Files.createDirectories(file.getParent());
        }
        try (PrintStream out = new PrintStream(Files.newOutputStream(file), false, StandardCharsets.UTF_8)) {
            ResultFormatFactory.getInstance(ResultFormatType.JSON, out).writeOut(results);
        }
    }
}
