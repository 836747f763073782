package org.lossmith.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lossmith.bench.Case.ElementType;
import org.lossmith.bench.Case.Path;
import org.lossmith.bench.Case.What;

/**
 * Finds loops whose vectors C2 makes objects of: past its node limits it stops inlining the Vector API's methods, and such a loop
 * is then many times slower. A loop as it should be allocates its scratch memory once a call and next to nothing an element.
 */
final class Allocations {
    private static final int ROWS = 1 << 17;

    /** Bytes that one pass allocates per element, once compiled. */
    record Allocated(Case timed, double bytes) {
        boolean boxes() {
            return bytes > Warmup.MOST_BYTES;
        }
    }

    private Allocations() {}

    static List<Allocated> measure(List<Case> cases, PrintStream progress) {
        List<Allocated> found = new ArrayList<>();
        for (Case timed : cases) {
            Allocated allocated = measure(timed);
            found.add(allocated);
            progress.printf(
                    "%d of %d: %s %.2f bytes an element%n", found.size(), cases.size(), timed, allocated.bytes());
        }
        return found;
    }

    /** Every loss by vectors, value, gradient and Hessian, doubles and floats, on one thread. */
    static List<Case> cases() {
        return Plan.catalogue().stream()
                .filter(timed -> timed.path() == Path.SIMD)
                .map(timed -> new Case(timed.loss(), timed.what(), ROWS, timed.type(), timed.path(), 1, timed.scores()))
                .toList();
    }

    private static Allocated measure(Case timed) {
        try (Passes passes = Passes.of(timed)) {
            return new Allocated(timed, Warmup.run(passes, timed, 100));
        }
    }

    static String table(List<Allocated> all) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, "%-25s %-6s", "bytes an element", "type"));
        for (What what : What.values()) {
            text.append(String.format(Locale.ROOT, " %9s", what.name().toLowerCase(Locale.ROOT)));
        }
        text.append(System.lineSeparator());
        for (ElementType type : ElementType.values()) {
            all.stream()
                    .filter(found -> found.timed().type() == type)
                    .map(found -> found.timed().loss())
                    .distinct()
                    .forEach(loss -> text.append(line(loss, type, all)));
        }
        return text.toString();
    }

    private static String line(String loss, ElementType type, List<Allocated> all) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, "%-25s %-6s", loss, type.name().toLowerCase(Locale.ROOT)));
        for (What what : What.values()) {
            String bytes = all.stream()
                    .filter(found -> found.timed().loss().equals(loss)
                            && found.timed().type() == type
                            && found.timed().what() == what)
                    .findFirst()
                    .map(found -> String.format(Locale.ROOT, "%.2f%s", found.bytes(), found.boxes() ? "!" : " "))
                    .orElse("");
            text.append(String.format(Locale.ROOT, " %9s", bytes));
        }
        return text.append(System.lineSeparator()).toString();
    }
}
