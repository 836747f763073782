package org.lossmith.bench;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lossmith.bench.Case.Path;

/** Measurements as text, one a line, beside the wall and beside PyTorch. */
final class RatioTable {
    private static final String HEAD = "%-25s %-8s %6s %9s %-6s %-7s %7s %8s %7s %7s %6s %8s %6s%n";
    private static final String ROW = "%-25s %-8s %6d %9d %-6s %-7s %7d %8.3f %7.3f %7.3f %6.2f %8s %6s%n";

    private RatioTable() {}

    static String of(List<Measurement> measurements) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                HEAD,
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
                    ROW,
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
                    measured.wallRatio(),
                    timesPyTorch(measured, measurements)
                            .map(times -> String.format(Locale.ROOT, "%.1fx", times))
                            .orElse(""),
                    Double.isNaN(measured.controlRatio())
                            ? ""
                            : String.format(Locale.ROOT, "%.2f", measured.controlRatio())));
        }
        return text.toString();
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** How many times as fast as PyTorch at the same task, both counted in walls: they are not timed at the same moment. */
    static Optional<Double> timesPyTorch(Measurement measured, List<Measurement> all) {
        return of(all, measured.timed().by(Path.PYTORCH))
                .filter(torch -> torch.timed() != measured.timed())
                .map(torch -> torch.wallRatio() / measured.wallRatio());
    }

    /** The measurement of a case, if it was timed. */
    static Optional<Measurement> of(List<Measurement> all, Case timed) {
        return all.stream().filter(candidate -> candidate.timed().equals(timed)).findFirst();
    }
}
