package org.lossmith.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The launcher in a checkout of its own, with a Maven and JDKs that are shell scripts: every start takes milliseconds, and what
 * is not on this machine can be tried too.
 */
final class FakeCheckout {
    /** What one start said. */
    record Start(int status, String out, String err) {}

    final Path home;
    final Path jdks;
    final Path tools;
    final Map<String, String> environment = new TreeMap<>();
    private final Path mavenLog;

    FakeCheckout(Path folder) {
        home = folder.resolve("the check out");
        jdks = folder.resolve("jdks");
        tools = folder.resolve("tools");
        mavenLog = folder.resolve("maven.log");
        for (String part : List.of("core", "learn", "app")) {
            write(home.resolve(part + "/src/main/java/A.java"), "class A {}");
            write(home.resolve(part + "/pom.xml"), "<project/>");
        }
        write(home.resolve("pom.xml"), "<project/>");
        copyLauncher();
        maven("mkdir -p app/target/lib; echo jar > app/target/lossmith.jar; echo jar > app/target/lib/some.jar");
        environment.put("PATH", tools + ":/usr/bin:/bin");
        environment.put("HOME", folder.resolve("user").toString());
        environment.put("LOSSMITH_JDKS", jdks.toString());
    }

    private void copyLauncher() {
        try {
            Path launcher = Path.of("..", "lossmith").toAbsolutePath().normalize();
            Files.copy(launcher, home.resolve("lossmith"), StandardCopyOption.COPY_ATTRIBUTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A Maven that notes that it ran and does what {@code script} says in the folder of the sources. */
    void maven(String script) {
        executable(tools.resolve("mvn"), "#!/bin/sh\necho \"$JAVA_HOME\" >> '" + mavenLog + "'\n" + script + "\n");
    }

    /** A JDK that passes its rehearsal and then prints its version and arguments, one in brackets each. */
    Path jdk(String version) {
        return jdk(
                version,
                "case \"$*\" in\n"
                        + "*Unpack*) exit 0 ;;\n"
                        + "*Rehearsal*) for a in \"$@\"; do case $a in -XX:ArchiveClassesAtExit=*) echo x > \"${a#*=}\" ;; esac; done; exit 0 ;;\n"
                        + "esac\n"
                        + "echo java " + version + "\n"
                        + "for a in \"$@\"; do echo \"[$a]\"; done\n"
                        + "exit ${FAKE_STATUS:-0}\n");
    }

    Path jdk(String version, String javaScript) {
        Path jdk = jdks.resolve("jdk-" + version);
        executable(jdk.resolve("bin/java"), "#!/bin/sh\n" + javaScript);
        executable(jdk.resolve("bin/javac"), "#!/bin/sh\n");
        write(
                jdk.resolve("release"),
                "IMPLEMENTOR=\"Fake\"\nJAVA_RUNTIME_VERSION=\"" + version + "+1\"\nJAVA_VERSION=\"" + version + "\"\n");
        return jdk;
    }

    Start start(String... arguments) {
        return startAs(home.resolve("lossmith"), arguments);
    }

    Start startAs(Path launcher, String... arguments) {
        try {
            return finish(begin(launcher, arguments));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    Process begin(Path launcher, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(tools.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.redirectError(
                Files.createTempFile(tools.getParent(), "err", ".txt").toFile());
        Process process = builder.start();
        process.getOutputStream().close();
        errors.put(process, builder.redirectError().file().toPath());
        return process;
    }

    private final Map<Process, Path> errors = new java.util.concurrent.ConcurrentHashMap<>();

    Start finish(Process process) throws IOException, InterruptedException {
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("the launcher hangs");
        }
        return new Start(process.exitValue(), out, Files.readString(errors.remove(process)));
    }

    /** The JAVA_HOME of each run of Maven. */
    List<String> mavenRuns() {
        try {
            return Files.exists(mavenLog) ? Files.readAllLines(mavenLog) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(Path file, String content) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void executable(Path file, String content) {
        write(file, content);
        try {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
