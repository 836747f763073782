package org.lossmith.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Times cases one after the other. */
final class Session {
    private final PrintStream progress;
    private final int forks;
    private final List<RunResult> results = new ArrayList<>();

    /** @param forks JVMs for each case */
    Session(PrintStream progress, int forks) {
        this.progress = progress;
        this.forks = forks;
    }

    List<Measurement> run(List<Case> cases) throws RunnerException {
        List<Measurement> measurements = new ArrayList<>();
        for (Case timed : cases) {
            RunResult result = new Runner(options(timed).build()).runSingle();
            results.add(result);
            Measurement measured = Measurement.of(timed, result);
            measurements.add(measured);
            progress.printf(
                    "%d of %d: %s %.3f ns/row, %s walls%n",
                    measurements.size(),
                    cases.size(),
                    timed,
                    measured.nanoseconds(),
                    measured.walls().text(2));
        }
        return measurements;
    }

    private ChainedOptionsBuilder options(Case timed) {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + PassBenchmark.class.getName().replace(".", "\\.") + "\\.pass$")
                .param("loss", timed.loss())
                .param("what", timed.what().name())
                .param("rows", Integer.toString(timed.rows()))
                .param("type", timed.type().name())
                .param("path", timed.path().name())
                .param("threads", Integer.toString(timed.threads()))
                .param("scores", Integer.toString(timed.scores()))
                .forks(forks)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .jvmArgsAppend(jvmArguments(timed));
        return Timing.of(timed).applyTo(options);
    }

    private static String[] jvmArguments(Case timed) {
        List<String> arguments =
                new ArrayList<>(List.of("--add-modules", "jdk.incubator.vector", "-Xbatch", "-Xms4g", "-Xmx4g"));
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
