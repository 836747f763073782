package org.lossmith.app.compare;

import java.util.ArrayList;
import java.util.List;
import org.lossmith.app.text.Figures;
import org.lossmith.app.text.LeftOut;
import org.lossmith.app.text.Wrap;
import org.lossmith.learn.compare.Comparison;
import org.lossmith.learn.compare.Comparison.Candidate;
import org.lossmith.learn.compare.Comparison.DataSummary;

/** A comparison in plain words, 80 columns wide: what was read, the table, the verdict, the warnings. */
final class ComparisonText {
    private static final int LABELS_NAMED = 8;

    private final Comparison comparison;
    private final StringBuilder text = new StringBuilder();

    private ComparisonText(Comparison comparison) {
        this.comparison = comparison;
    }

    static String of(Comparison comparison) {
        return new ComparisonText(comparison).write();
    }

    private String write() {
        data();
        text.append('\n').append(new MetricTable(comparison).format()).append('\n');
        text.append(Wrap.paragraph("", "", comparison.verdict()));
        text.append(ClassText.of(comparison));
        parameters();
        unconverged();
        warnings();
        repeat();
        return text.toString();
    }

    private void data() {
        DataSummary data = comparison.data();
        String from = Figures.count(data.features().size()) + (data.features().size() == 1 ? " input" : " inputs");
        Comparison.Classes classes = comparison.classes();
        String positive = data.positive() == null ? "" : ", positive is \"" + data.positive() + "\"";
        String labels = classes == null ? "" : ": " + labels(classes.labels());
        text.append(Wrap.hanging(
                "Data     ",
                data.file() + ": " + data.target() + " (" + data.kind() + positive + labels + ") from " + from + ", "
                        + Figures.count(data.used()) + " of " + Figures.count(data.rows()) + " rows used"));
        data.droppedBecause()
                .forEach((why, rows) ->
                        text.append(Wrap.hanging("         ", Figures.count(rows) + " left out: " + why)));
        String leftOut = LeftOut.text(data.columns());
        if (!leftOut.isEmpty()) {
            text.append(Wrap.hanging("         ", leftOut));
        }
        Comparison.Validation validation = comparison.validation();
        String whole =
                validation.splitBy() == null ? "" : ", rows with equal " + validation.splitBy() + " kept together";
        text.append(Wrap.hanging(
                "Figures  ",
                validation.folds() + "-fold cross-validation" + whole
                        + ": rows the model has not seen; \u00B1 is half of the 95% interval"));
        text.append(Wrap.hanging("Decides  ", comparison.metric() + ": " + comparison.metricReason()));
        if (classes != null && classes.penaltyReason() != null) {
            String penalty = comparison.candidates().get(0).penalty();
            text.append(Wrap.hanging("Penalty  ", penalty + ", " + classes.penaltyReason()));
        }
    }

    private static String labels(List<String> labels) {
        return String.join(", ", labels.subList(0, Math.min(LABELS_NAMED, labels.size())))
                + (labels.size() > LABELS_NAMED ? " and " + (labels.size() - LABELS_NAMED) + " more" : "");
    }

    private void parameters() {
        List<String> lines = new ArrayList<>();
        for (Candidate candidate : comparison.candidates()) {
            if (isFormula(candidate)) {
                lines.add(Wrap.hanging("  ", candidate.loss() + " is " + candidate.formula()));
            }
            candidate.parameters().forEach((name, value) -> {
                String why = candidate.parameterReasons().get(name);
                String number = why == null ? Figures.exact(value) : Figures.significant(value, 4);
                lines.add(Wrap.paragraph(
                        "  ", "    ", candidate.loss() + ": " + name + "=" + number + (why == null ? "" : ", " + why)));
            });
        }
        section("Parameters", lines);
    }

    private static boolean isFormula(Candidate candidate) {
        return candidate.loss().startsWith("formula");
    }

    /** The comparison's warnings say what it means and what to do; this only keeps it from being overlooked. */
    private void unconverged() {
        List<String> names = comparison.candidates().stream()
                .filter(candidate -> !candidate.converged())
                .map(Candidate::loss)
                .toList();
        if (!names.isEmpty()) {
            text.append('\n')
                    .append(Wrap.hanging("Did not converge: ", String.join(", ", names) + "; see the warnings"));
        }
    }

    private void warnings() {
        List<String> lines = new ArrayList<>();
        for (Comparison.Warning warning : comparison.warnings()) {
            lines.add(Wrap.paragraph("  ", "    ", warning.code() + ": " + warning.message()));
        }
        section("Warnings", lines);
    }

    private void repeat() {
        List<String> lines = new ArrayList<>();
        for (String command : comparison.repeat()) {
            lines.add("  " + command + "\n");
        }
        section("To repeat this and go on", lines);
    }

    private void section(String title, List<String> lines) {
        if (!lines.isEmpty()) {
            text.append('\n').append(title).append('\n');
            lines.forEach(text::append);
        }
    }
}
