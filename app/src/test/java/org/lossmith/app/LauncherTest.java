package org.lossmith.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {
    @TempDir
    private Path folder;

    private FakeCheckout checkout;

    @BeforeEach
    void makeCheckout() {
        checkout = new FakeCheckout(folder);
    }

    @Test
    void firstUse_buildsAndSaysSoInOneLine() {
        checkout.jdk("17.0.15");
        FakeCheckout.Start start = checkout.start("losses");
        assertThat(start.err()).isEqualTo("lossmith: first use, building with Maven; this happens once\n");
        assertThat(start.out())
                .startsWith("java 17.0.15\n")
                .contains("[-jar]\n")
                .endsWith("[losses]\n");
        assertThat(start.status()).isZero();
    }

    @Test
    void secondUse_isSilentAndWithoutMaven() {
        checkout.jdk("17.0.15");
        checkout.start("losses");
        assertThat(checkout.start("losses").err()).isEmpty();
        assertThat(checkout.mavenRuns()).hasSize(1);
    }

    @Test
    void changedSource_buildsAgain() throws IOException {
        checkout.jdk("17.0.15");
        checkout.start();
        Path source = checkout.home.resolve("learn/src/main/java/A.java");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));
        assertThat(checkout.start().err()).isEqualTo("lossmith: the sources have changed, building again\n");
    }

    @Test
    void removedSource_buildsAgain() throws IOException {
        checkout.jdk("17.0.15");
        checkout.start();
        Path source = checkout.home.resolve("learn/src/main/java/A.java");
        Files.delete(source);
        Files.setLastModifiedTime(
                source.getParent(), FileTime.from(Instant.now().plusSeconds(5)));
        assertThat(checkout.start().err()).contains("building again");
    }

    @Test
    void failedBuild_showsWhatMavenSaid() {
        checkout.jdk("17.0.15");
        checkout.maven("echo '[ERROR] no such artifact'; exit 1");
        FakeCheckout.Start start = checkout.start("losses");
        assertThat(start.err())
                .contains("[ERROR] no such artifact")
                .endsWith("lossmith: the build failed; what Maven said is above.\n");
        assertThat(start.out()).isEmpty();
        assertThat(start.status()).isEqualTo(2);
        assertThat(checkout.home.resolve(".lossmith")).isEmptyDirectory();
    }

    @Test
    void printingCommands_startWithTheQuickCompilerAlone() {
        checkout.jdk("17.0.15");
        assertThat(checkout.start("losses", "huber").out()).contains("[-XX:TieredStopAtLevel=1]");
        assertThat(checkout.start("--help").out()).contains("[-XX:TieredStopAtLevel=1]");
        assertThat(checkout.start("compare", "x").out()).doesNotContain("TieredStopAtLevel");
    }

    @Test
    void arguments_arriveUntouched() {
        checkout.jdk("17.0.15");
        checkout.start();
        FakeCheckout.Start start = checkout.start("eval", "a b", "", "*", "$HOME", "--x=\"y\"");
        assertThat(start.out()).endsWith("[eval]\n[a b]\n[]\n[*]\n[$HOME]\n[--x=\"y\"]\n");
    }

    @Test
    void exitCode_isTheProgramsOwn() {
        checkout.jdk("17.0.15");
        checkout.environment.put("FAKE_STATUS", "3");
        assertThat(checkout.start().status()).isEqualTo(3);
    }

    @Test
    void newestJdk_runsTheProgram() {
        checkout.jdk("11.0.2");
        checkout.jdk("17.0.15");
        checkout.jdk("25.0.3");
        checkout.jdk("9.0.4");
        assertThat(checkout.start().out()).startsWith("java 25.0.3\n");
    }

    @Test
    void chosenJdk_winsOverTheNewest() {
        Path chosen = checkout.jdk("17.0.15");
        checkout.jdk("25.0.3");
        checkout.environment.put("LOSSMITH_JAVA", chosen.toString());
        assertThat(checkout.start().out()).startsWith("java 17.0.15\n");
        checkout.environment.put("LOSSMITH_JAVA", chosen.resolve("bin/java").toString());
        assertThat(checkout.start().out()).startsWith("java 17.0.15\n");
    }

    @Test
    void chosenJdk_absentOrOld_isRefused() {
        checkout.jdk("17.0.15");
        checkout.environment.put("LOSSMITH_JAVA", folder.resolve("nothing").toString());
        assertThat(checkout.start().err()).contains("LOSSMITH_JAVA").contains("no bin/java");
        checkout.environment.put("LOSSMITH_JAVA", checkout.jdk("11.0.2").toString());
        assertThat(checkout.start().err()).contains("which is Java 11; Lossmith needs a JDK 17 or newer");
    }

    @Test
    void oldVersionScheme_isUnderstood() {
        checkout.jdk("1.8.0_402");
        assertThat(checkout.start().err()).contains("found only Java 8 in").contains("apt install openjdk-17-jdk");
    }

    @Test
    void onlyOldJdk_isRefusedByName() {
        Path old = checkout.jdk("11.0.2");
        FakeCheckout.Start start = checkout.start("losses");
        assertThat(start.err()).startsWith("lossmith: needs a JDK 17 or newer, and found only Java 11 in " + old);
        assertThat(start.status()).isEqualTo(2);
    }

    @Test
    void noJdk_isSaid() {
        assertThat(checkout.start().err()).startsWith("lossmith: needs a JDK 17 or newer, and found no Java at all.");
    }

    @Test
    void runtimeWithoutCompiler_cannotBuild() throws IOException {
        Files.delete(checkout.jdk("17.0.15").resolve("bin/javac"));
        assertThat(checkout.start().err()).contains("only a runtime without javac");
    }

    @Test
    void noMaven_isSaid() throws IOException {
        checkout.jdk("17.0.15");
        Files.delete(checkout.tools.resolve("mvn"));
        for (String tool : List.of("find", "cksum", "mkdir", "rm", "readlink", "date", "cp", "mv", "cat")) {
            FakeCheckout.executable(
                    checkout.tools.resolve(tool), "#!/bin/sh\nPATH=/usr/bin:/bin\nexec " + tool + " \"$@\"\n");
        }
        checkout.environment.put("PATH", checkout.tools.toString());
        FakeCheckout.Start start = checkout.start();
        assertThat(start.err()).startsWith("lossmith: needs Maven to build, and there is no mvn on the PATH.");
        assertThat(start.status()).isEqualTo(2);
    }

    @Test
    void brokenNewestJdk_isLeftOutFromThenOn() {
        checkout.jdk("17.0.15");
        checkout.jdk("25.0.3", "case \"$*\" in *Rehearsal*) echo libjvm.so is missing; exit 1 ;; esac; exit 0");
        assertThat(checkout.start().out()).startsWith("java 17.0.15\n");
        assertThat(checkout.start().out()).startsWith("java 17.0.15\n");
    }

    @Test
    void onlyJdkBroken_isSaid() {
        checkout.jdk("25.0.3", "case \"$*\" in *Rehearsal*) echo libjvm.so is missing; exit 1 ;; esac; exit 0");
        FakeCheckout.Start start = checkout.start();
        assertThat(start.err()).contains("bin/java does not work: libjvm.so is missing");
        assertThat(start.status()).isEqualTo(2);
    }

    @Test
    void updatedJdk_getsANewArchive() {
        Path jdk = checkout.jdk("17.0.15");
        checkout.start();
        FakeCheckout.write(jdk.resolve("release"), "JAVA_RUNTIME_VERSION=\"17.0.16+1\"\nJAVA_VERSION=\"17.0.16\"\n");
        checkout.start();
        assertThat(checkout.home.resolve(".lossmith"))
                .isDirectoryRecursivelyContaining(
                        path -> path.toString().endsWith(".jdk") && read(path).contains("17.0.16+1"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void symbolicLink_toALink_isFollowed() throws IOException {
        checkout.jdk("17.0.15");
        Path first = Files.createSymbolicLink(folder.resolve("first link"), checkout.home.resolve("lossmith"));
        Path second = Files.createSymbolicLink(folder.resolve("second"), Path.of("first link"));
        assertThat(checkout.startAs(second, "x").out()).startsWith("java 17.0.15\n");
        assertThat(first).isSymbolicLink();
    }

    @Test
    void checkoutThatCannotBeWritten_buildsInTheCache() {
        checkout.jdk("17.0.15");
        // A file in the way stops even root, for whom permissions do not count.
        FakeCheckout.write(checkout.home.resolve(".lossmith"), "");
        FakeCheckout.Start start = checkout.start();
        assertThat(start.out()).startsWith("java 17.0.15\n").contains("/user/.cache/lossmith/");
        assertThat(checkout.start().err()).isEmpty();
    }

    @Test
    void nowhereToWrite_isSaid() {
        checkout.jdk("17.0.15");
        FakeCheckout.write(checkout.home.resolve(".lossmith"), "");
        FakeCheckout.write(folder.resolve("user"), "");
        assertThat(checkout.start().err()).contains("cannot write to").contains("Set LOSSMITH_CACHE");
    }

    @Test
    void firstUses_atTheSameTime_buildOnce() throws IOException, InterruptedException {
        checkout.jdk("17.0.15");
        checkout.maven(
                "sleep 1; mkdir -p app/target/lib; echo jar > app/target/lossmith.jar; echo jar > app/target/lib/some.jar");
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            processes.add(checkout.begin(checkout.home.resolve("lossmith"), "x"));
        }
        for (Process process : processes) {
            assertThat(checkout.finish(process).out())
                    .startsWith("java 17.0.15\n")
                    .endsWith("[x]\n");
        }
        assertThat(checkout.mavenRuns()).hasSize(1);
    }

    @Test
    void lockOfADeadProcess_isTakenOver() {
        checkout.jdk("17.0.15");
        FakeCheckout.write(checkout.home.resolve(".lossmith/lock/owner"), "4194304\n");
        assertThat(checkout.start().out()).startsWith("java 17.0.15\n");
        assertThat(checkout.home.resolve(".lossmith/lock")).doesNotExist();
        assertThat(checkout.mavenRuns()).hasSize(1);
    }
}
