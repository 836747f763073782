package org.lossmith.app.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lossmith.app.text.Figures;
import org.lossmith.app.text.Wrap;
import org.lossmith.learn.compare.Comparison;
import org.lossmith.learn.compare.Comparison.Candidate;
import org.lossmith.learn.compare.Comparison.ClassFigure;
import org.lossmith.learn.compare.Comparison.ClassFigures;
import org.lossmith.learn.compare.Comparison.Classes;
import org.lossmith.learn.compare.Comparison.Metric;

/** What the best loss makes of each class: which were confused, precision and recall. Within 80 columns, or in part. */
final class ClassText {
    private static final int LONGEST_LABEL = 12;
    private static final int MOST_ROWS = 30;
    private static final int CELL = 15;

    private final Comparison comparison;
    private final Classes classes;
    private final Candidate best;
    private final ClassFigures figures;
    private final StringBuilder text = new StringBuilder();

    private ClassText(Comparison comparison, Classes classes, Candidate best, ClassFigures figures) {
        this.comparison = comparison;
        this.classes = classes;
        this.best = best;
        this.figures = figures;
    }

    /** Empty for targets that are no classes. */
    static String of(Comparison comparison) {
        Classes classes = comparison.classes();
        for (Candidate candidate : comparison.candidates()) {
            ClassFigures figures = candidate.classes();
            if (classes != null
                    && figures != null
                    && candidate.loss().equals(comparison.best().get(0))) {
                return new ClassText(comparison, classes, candidate, figures).write();
            }
        }
        return "";
    }

    private String write() {
        confusion();
        each();
        return text.toString();
    }

    /** Left out where it would not fit; the report and the JSON have it. */
    private void confusion() {
        int count = classes.labels().size();
        int[] width = new int[count];
        int total = names();
        for (int call = 0; call < count; call++) {
            width[call] = label(call).length();
            for (int truth = 0; truth < count; truth++) {
                width[call] = Math.max(width[call], weight(truth, call).length());
            }
            total += 2 + width[call];
        }
        if (total > Wrap.WIDTH) {
            return;
        }
        text.append("\nCalled by ").append(best.loss()).append(" (across) what is really (down)\n");
        line("", IntStream.range(0, count).mapToObj(this::label).toList(), width);
        for (int truth = 0; truth < count; truth++) {
            int of = truth;
            line(
                    label(truth),
                    IntStream.range(0, count).mapToObj(call -> weight(of, call)).toList(),
                    width);
        }
    }

    private String weight(int truth, int call) {
        return Figures.significant(figures.confusion()[truth][call], 6);
    }

    private void line(String name, List<String> cells, int[] width) {
        StringBuilder line = new StringBuilder(name).append(" ".repeat(names() - name.length()));
        for (int cell = 0; cell < cells.size(); cell++) {
            String content = cells.get(cell);
            line.append(" ".repeat(2 + width[cell] - content.length())).append(content);
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }

    private void each() {
        text.append("\nEach class under ").append(best.loss()).append('\n');
        int[] width = {6, 6, CELL, CELL, CELL};
        line("", List.of("rows", "called", "precision", "recall", "F1"), width);
        int shown = Math.min(MOST_ROWS, classes.labels().size());
        for (int k = 0; k < shown; k++) {
            ClassFigure figure = figures.each().get(k);
            List<String> cells = new ArrayList<>();
            cells.add(Figures.count(classes.rows().get(k)));
            cells.add(Figures.count(figure.called()));
            cells.add(cell(figure.precision()));
            cells.add(cell(figure.recall()));
            cells.add(cell(figure.f1()));
            line(label(k), cells, width);
        }
        if (shown < classes.labels().size()) {
            text.append("and ").append(classes.labels().size() - shown).append(" more: --json, --report\n");
        }
        mean("macro", "macro-precision", "macro-recall", "macro-f1", width);
        mean("weighted", "", "", "weighted-f1", width);
        text.append(Wrap.hanging("Baseline  ", baseline()));
    }

    private void mean(String name, String precision, String recall, String f1, int[] width) {
        List<String> cells = new ArrayList<>(List.of("", ""));
        for (String metric : List.of(precision, recall, f1)) {
            cells.add(metric.isEmpty() ? "" : cell(best.metrics().get(metric)));
        }
        line(name, cells, width);
    }

    private String baseline() {
        String most = classes.labels()
                .get(IntStream.range(0, classes.labels().size())
                        .boxed()
                        .max((a, b) -> Long.compare(
                                classes.rows().get(a), classes.rows().get(b)))
                        .orElse(0));
        List<String> parts = new ArrayList<>();
        for (String name : List.of(comparison.metric(), "log-loss", "accuracy")) {
            Metric metric = classes.baseline().get(name);
            String part = metric == null ? "" : name + " " + Figures.significant(metric.value(), 3);
            if (!part.isEmpty() && !parts.contains(part)) {
                parts.add(part);
            }
        }
        return "the class frequencies alone give " + String.join(", ", parts) + " (every row called " + most + ")";
    }

    private int names() {
        int longest = IntStream.range(0, classes.labels().size())
                .map(k -> label(k).length())
                .max()
                .orElse(0);
        return Math.max("weighted".length(), longest);
    }

    private String label(int k) {
        // Cut in the middle: labels that are numbered differ at their end.
        String label = classes.labels().get(k);
        return label.length() <= LONGEST_LABEL
                ? label
                : label.substring(0, 5) + "..." + label.substring(label.length() - 4);
    }

    private static String cell(@Nullable Metric metric) {
        return metric == null
                ? "-" + " ".repeat(7)
                : String.format(Locale.ROOT, "%.3f \u00B1%.3f", metric.value(), (metric.high() - metric.low()) / 2);
    }
}
