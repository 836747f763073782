package org.lossmith.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;
import jdk.incubator.vector.DoubleVector;

/** What a result depends on, in one line. */
final class Machine {
    private Machine() {}

    static String describe() {
        return String.format(
                "%s UTC, %s, %d cores (load %.1f), %s memory, %d doubles in a vector, JDK %s (%s)",
                LocalDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES),
                entry("/proc/cpuinfo", "model name"),
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                entry("/proc/meminfo", "MemTotal"),
                DoubleVector.SPECIES_PREFERRED.length(),
                System.getProperty("java.version"),
                System.getProperty("java.vendor"));
    }

    private static String entry(String file, String key) {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(key))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .orElse("unknown " + key);
        } catch (IOException absent) {
            return "unknown " + key + " (" + System.getProperty("os.arch") + ")";
        }
    }
}
