package org.lossmith.app.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.lossmith.app.text.Figures;
import org.lossmith.app.text.Wrap;
import org.lossmith.learn.compare.Comparison;
import org.lossmith.learn.compare.Comparison.Candidate;
import org.lossmith.learn.compare.Comparison.Metric;

/**
 * Metrics down, candidates across; under each figure how far its 95% interval reaches. The metric that decides comes first,
 * the best candidates are marked. Candidates that do not fit beside each other go into a further block.
 */
final class MetricTable {
    private static final int DIGITS = 4;
    private static final int GAP = 2;

    private final Comparison comparison;
    private final List<String> metrics;
    private final int nameWidth;

    MetricTable(Comparison comparison) {
        this.comparison = comparison;
        Set<String> names = new LinkedHashSet<>();
        names.add(comparison.metric());
        comparison
                .candidates()
                .forEach(candidate -> names.addAll(candidate.metrics().keySet()));
        this.metrics = List.copyOf(names);
        this.nameWidth = metrics.stream().mapToInt(String::length).max().orElse(0);
    }

    String format() {
        StringBuilder text = new StringBuilder();
        List<Candidate> block = new ArrayList<>();
        for (Candidate candidate : comparison.candidates()) {
            block.add(candidate);
            if (block.size() > 1 && width(block) > Wrap.WIDTH) {
                block.remove(block.size() - 1);
                text.append(format(block)).append('\n');
                block = new ArrayList<>(List.of(candidate));
            }
        }
        return text.append(format(block)).toString();
    }

    private int width(List<Candidate> block) {
        return nameWidth
                + block.stream().mapToInt(candidate -> GAP + width(candidate)).sum();
    }

    private int width(Candidate candidate) {
        int width = header(candidate).stream().mapToInt(String::length).max().orElse(0);
        for (String metric : metrics) {
            width = Math.max(
                    width,
                    Math.max(
                            value(candidate, metric).length(),
                            reach(candidate, metric).length()));
        }
        return width;
    }

    private String format(List<Candidate> block) {
        StringBuilder text = new StringBuilder();
        int headerLines =
                block.stream().mapToInt(each -> header(each).size()).max().orElse(0);
        for (int line = 0; line < headerLines; line++) {
            int at = line;
            line(text, "", block, candidate -> {
                List<String> header = header(candidate);
                int own = at - (headerLines - header.size());
                return own < 0 ? "" : header.get(own);
            });
        }
        for (String metric : metrics) {
            line(text, metric, block, candidate -> value(candidate, metric));
            line(text, "", block, candidate -> reach(candidate, metric));
        }
        return text.toString();
    }

    private interface Cell {
        String of(Candidate candidate);
    }

    private void line(StringBuilder text, String name, List<Candidate> block, Cell cell) {
        StringBuilder line = new StringBuilder(name).append(" ".repeat(nameWidth - name.length()));
        for (Candidate candidate : block) {
            String content = cell.of(candidate);
            line.append(" ".repeat(GAP + width(candidate) - content.length())).append(content);
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }

    /** The name, broken after its hyphens where it is long, and under it the mark of the best. */
    private List<String> header(Candidate candidate) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String part : candidate.loss().split("(?<=-)")) {
            if (line.length() > 0 && line.length() + part.length() > 10) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(part);
        }
        lines.add(line.toString());
        lines.add(comparison.best().contains(candidate.loss()) ? "(best)" : "");
        return lines;
    }

    private String value(Candidate candidate, String name) {
        Metric metric = candidate.metrics().get(name);
        return metric == null ? "-" : Figures.aligned(metric.value(), scale(name), DIGITS);
    }

    private String reach(Candidate candidate, String name) {
        Metric metric = candidate.metrics().get(name);
        if (metric == null || !Double.isFinite(metric.low()) || !Double.isFinite(metric.high())) {
            return "";
        }
        return "\u00B1" + Figures.aligned((metric.high() - metric.low()) / 2, scale(name), DIGITS);
    }

    /** The smallest figure of a metric: all of its row is shown with the decimals that suit it. */
    private double scale(String name) {
        double[] sizes = comparison.candidates().stream()
                .map(candidate -> candidate.metrics().get(name))
                .filter(metric -> metric != null && Double.isFinite(metric.value()) && metric.value() != 0)
                .mapToDouble(metric -> Math.abs(metric.value()))
                .toArray();
        return Arrays.stream(sizes).min().orElse(0);
    }
}
