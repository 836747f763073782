package org.lossmith.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lossmith.kernel.loop.VectorModule;

/** The choice of the back end is made once in a JVM, so each is seen in one of its own. */
final class BackEndLogTest {
    @TempDir
    Path folder;

    /** What is logged, a record a line, after {@link FirstKernel} was run with such options. */
    private List<String> logged(String... options) throws IOException, InterruptedException {
        Path logging = folder.resolve("logging.properties");
        Files.writeString(
                logging,
                "handlers=java.util.logging.ConsoleHandler\n"
                        + "java.util.logging.ConsoleHandler.level=ALL\n"
                        + "org.lossmith.level=ALL\n"
                        + "java.util.logging.SimpleFormatter.format=%3$s %4$s %5$s%n\n");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Djava.util.logging.config.file=" + logging);
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), FirstKernel.class.getName()));
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor()).as(Files.readString(output)).isZero();
        return Files.readAllLines(output, StandardCharsets.UTF_8).stream()
                .filter(line -> line.startsWith("org.lossmith"))
                .toList();
    }

    @Test
    void withoutTheModule_theRemedyIsNamedOnce() throws Exception {
        assertThat(logged())
                .containsExactly("org.lossmith INFO scalar kernels; start java with --add-modules jdk.incubator.vector"
                        + " for vector kernels");
    }

    @Test
    void withTheModule_theNumberOfLanesIsSaidOnce() throws Exception {
        assertThat(logged("--add-modules", "jdk.incubator.vector"))
                .containsExactly(
                        "org.lossmith FINE vector kernels with " + VectorModule.lanes() + " doubles in a vector");
    }

    @Test
    void turnedOff_itIsSaidByWhom() throws Exception {
        assertThat(logged("--add-modules", "jdk.incubator.vector", "-Dorg.lossmith.kernel=scalar"))
                .containsExactly("org.lossmith INFO scalar kernels, as -Dorg.lossmith.kernel=scalar says");
    }
}
