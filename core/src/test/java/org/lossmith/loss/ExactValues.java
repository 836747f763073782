package org.lossmith.loss;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The table of exact values that bench/peers/exact_values.py wrote. */
final class ExactValues {
    private ExactValues() {}

    /** One line of the table; the three results as text with 25 digits. */
    record Line(Loss loss, double score, double target, String value, String gradient, String hessian) {}

    static List<Line> read() {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(ExactValues.class.getResourceAsStream("exact-values.csv")),
                StandardCharsets.UTF_8))) {
            Map<String, Loss> losses = new HashMap<>();
            return reader.lines().skip(1).map(text -> line(text, losses)).toList();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static Line line(String text, Map<String, Loss> losses) {
        String[] cells = text.split(",", -1);
        String spec = cells[1].isEmpty() ? cells[0] : cells[0] + ":" + cells[1].replace(';', ',');
        return new Line(
                losses.computeIfAbsent(spec, Losses::parse),
                Double.parseDouble(cells[2]),
                Double.parseDouble(cells[3]),
                cells[4],
                cells[5],
                cells[6]);
    }
}
