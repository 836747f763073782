package org.lossmith.bench;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lossmith.bench.Case.Path;

/** Measurements as text, one a line, beside the wall, PyTorch and the loop by hand. */
final class RatioTable {
    private static final String HEAD = "%-25s %-8s %6s %9s %-6s %-7s %7s %8s %7s %7s %N1s %N2s %N1s%n";
    private static final String ROW = "%-25s %-8s %6d %9d %-6s %-7s %7d %8.3f %7.3f %7.3f %N1s %N2s %N1s%n";

    private RatioTable() {}

    static String of(List<Measurement> measurements) {
        boolean ranges =
                measurements.stream().anyMatch(measured -> measured.walls().jvms() > 1);
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                widths(HEAD, ranges),
                "loss",
                "what",
                "scores",
                "rows",
                "type",
                "path",
                "threads",
                "ns/row",
                "+",
                "wall",
                "/ wall",
                "PyTorch",
                "/ hand"));
        for (Measurement measured : measurements) {
            Case timed = measured.timed();
            text.append(String.format(
                    Locale.ROOT,
                    widths(ROW, ranges),
                    timed.loss(),
                    lower(timed.what()),
                    timed.scores(),
                    timed.rows(),
                    lower(timed.type()),
                    lower(timed.path()),
                    timed.threads(),
                    measured.nanoseconds(),
                    measured.spread(),
                    measured.wall(),
                    measured.walls().text(2),
                    timesPyTorch(measured, measurements),
                    text(measured.hand(), 2, "")));
        }
        return text.toString();
    }

    /** Of the columns of ratios, which hold ranges where a case had several JVMs. */
    private static String widths(String format, boolean ranges) {
        return format.replace("%N1", ranges ? "%16" : "%6").replace("%N2", ranges ? "%19" : "%8");
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String text(@Nullable Ratio ratio, int digits, String unit) {
        return ratio == null ? "" : ratio.text(digits) + unit;
    }

    /** By turns, or, where PyTorch has a line of its own and was timed at another moment, both counted in walls. */
    private static String timesPyTorch(Measurement measured, List<Measurement> all) {
        if (measured.torch() != null) {
            return text(measured.torch(), 1, "x");
        }
        return of(all, measured.timed().by(Path.PYTORCH))
                .filter(torch -> torch.timed() != measured.timed())
                .map(torch -> torch.walls().median() / measured.walls().median())
                .map(times -> String.format(Locale.ROOT, "%.1fx", times))
                .orElse("");
    }

    /** The measurement of a case, if it was timed. */
    static Optional<Measurement> of(List<Measurement> all, Case timed) {
        return all.stream().filter(candidate -> candidate.timed().equals(timed)).findFirst();
    }
}
