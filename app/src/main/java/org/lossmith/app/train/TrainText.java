package org.lossmith.app.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lossmith.app.text.Figures;
import org.lossmith.app.text.LeftOut;
import org.lossmith.app.text.Wrap;
import org.lossmith.learn.data.Notice;
import org.lossmith.learn.data.TargetKind;
import org.lossmith.learn.evaluate.Coverage;
import org.lossmith.learn.model.FitSummary;
import org.lossmith.learn.model.LambdaChoice;
import org.lossmith.learn.model.Model;
import org.lossmith.learn.model.ModelTarget;
import org.lossmith.learn.model.Training;
import org.lossmith.learn.solver.Certificate;

/** A training in plain words, 80 columns wide. */
final class TrainText {
    private static final int LABELS_NAMED = 8;
    private static final int ZEROS_NAMED = 30;

    private final Training training;
    private final Model model;
    private final StringBuilder text = new StringBuilder();

    private TrainText(Training training) {
        this.training = training;
        this.model = training.model();
    }

    /** @param output the model's file, or null */
    static String of(Training training, @Nullable String output) {
        TrainText text = new TrainText(training);
        text.data();
        text.loss();
        text.penalty();
        text.fit();
        text.coverage();
        text.text.append('\n').append(CoefficientTable.of(model(training)));
        text.zeros();
        text.notes();
        text.kept(output);
        return text.text.toString();
    }

    private static Model model(Training training) {
        return training.model();
    }

    private void line(String title, String said) {
        text.append(Wrap.hanging((title + "            ").substring(0, 12), said));
    }

    private void data() {
        ModelTarget target = model.target();
        int inputs = model.inputs().size();
        String positive = target.positive() == null ? "" : ", positive is \"" + target.positive() + "\"";
        List<String> labels = target.labels();
        String named = target.positive() != null || labels.isEmpty()
                ? ""
                : ": " + labels.stream().limit(LABELS_NAMED).collect(Collectors.joining(", "))
                        + (labels.size() > LABELS_NAMED ? ", ..." : "");
        line(
                "Data",
                model.training().file() + ": " + target.column() + " ("
                        + target.kind().word() + positive + named
                        + ") from " + Figures.count(inputs) + (inputs == 1 ? " input, " : " inputs, ")
                        + Figures.count(model.training().used()) + " of "
                        + Figures.count(model.training().rows()) + " rows used");
        training.droppedBecause().forEach((why, rows) -> line("", Figures.count(rows) + " left out: " + why));
        String leftOut = LeftOut.text(training.columns());
        if (!leftOut.isEmpty()) {
            line("", leftOut);
        }
        String weight = model.training().weight();
        if (weight != null) {
            line("", "rows weighted by " + weight + ", in all " + Figures.significant(training.weightSum(), 6));
        }
    }

    private void loss() {
        String spec = model.loss().spec();
        line("Loss", (spec == null ? "" : spec + ": ") + model.loss().formula());
        if (spec == null && !model.loss().parameters().isEmpty()) {
            line(
                    "",
                    "with "
                            + model.loss().parameters().entrySet().stream()
                                    .map(each -> each.getKey() + " = " + Figures.exact(each.getValue()))
                                    .collect(Collectors.joining(", ")));
        }
    }

    private void penalty() {
        FitSummary fit = model.fit();
        String reason = training.penaltyReason();
        line("Penalty", fit.penalty() + (reason == null ? "" : ", " + reason));
        LambdaChoice choice = training.choice();
        if (choice != null) {
            line("", chosen(choice));
            String ended = choice.path().ended();
            if (ended != null) {
                line("", "the path ended at lambda " + Figures.significant(smallest(choice), 3) + ": " + ended);
            }
        }
        Map<String, Double> names = PenaltyNames.of(model.loss().name(), fit.penalty(), training.weightSum());
        if (!names.isEmpty()) {
            line(
                    "",
                    "on standardised inputs; elsewhere called "
                            + names.entrySet().stream()
                                    .map(each -> each.getKey() + " = " + Figures.significant(each.getValue(), 4))
                                    .collect(Collectors.joining(", ")));
        }
    }

    private String chosen(LambdaChoice choice) {
        return "lambda " + Figures.significant(choice.lambda(), 3) + " ("
                + choice.rule().words() + "), "
                + Figures.count(choice.path().nonZeros()[choice.chosen()]) + " of "
                + Figures.count(model.inputs().size())
                + (model.scores().size() == 1 ? " coefficients are not 0" : " inputs are used")
                + "; held-out mean loss "
                + Figures.significant(choice.curve().mean()[choice.chosen()], 4) + ", standard error "
                + Figures.significant(choice.curve().standardError()[choice.chosen()], 2) + ", over "
                + (choice.complete() ? choice.folds() : choice.judged() + " of " + choice.folds())
                + " folds and " + choice.path().lambdas().length + " lambdas";
    }

    private static double smallest(LambdaChoice choice) {
        double[] lambdas = choice.path().lambdas();
        return lambdas[lambdas.length - 1];
    }

    /** A fit may hold its certificate and still not be what was asked for; the notes say why. */
    private static String reached(FitSummary fit) {
        if (fit.converged()) {
            return "converged in ";
        }
        return fit.certificate().holds()
                ? "NOT what was asked for (see the notes), though this fit converged in "
                : "NOT CONVERGED after ";
    }

    private void fit() {
        FitSummary fit = model.fit();
        line("Solver", fit.solver() + ", because " + fit.reason());
        Certificate certificate = fit.certificate();
        boolean holds = certificate.holds();
        line(
                "Certificate",
                reached(fit) + fit.iterations()
                        + (fit.iterations() == 1 ? " step: " : " steps: ")
                        + certificate.kind().text() + " "
                        + Figures.significant(certificate.value(), 2) + (holds ? " <= " : " > ")
                        + Figures.significant(certificate.tolerance(), 2)
                        + (Double.isFinite(certificate.gap()) && certificate.kind() != Certificate.Kind.DUALITY_GAP
                                ? "; duality gap " + Figures.significant(certificate.gap(), 2)
                                : ""));
        line(
                "Objective",
                Figures.significant(fit.objective(), 8)
                        + (fit.lambda() == 0 ? ", the mean loss" : ", the mean loss and the penalty"));
    }

    private void coverage() {
        Coverage coverage = training.coverage();
        if (coverage == null) {
            return;
        }
        List<String> shares = new ArrayList<>();
        for (int k = 0; k < Coverage.LEVELS.size(); k++) {
            shares.add("the " + Math.round(100 * Coverage.LEVELS.get(k)) + "% intervals hold "
                    + Figures.significant(100 * coverage.within().get(k), 3) + "%");
        }
        line(
                "Intervals",
                "of " + Figures.count(coverage.rows()) + " training rows " + String.join(", ", shares)
                        + (model.target().kind() == TargetKind.COUNTS
                                ? " (of whole numbers an interval holds at least its share)"
                                : ""));
    }

    private void zeros() {
        List<String> zeros = TrainJson.zeros(training);
        if (!zeros.isEmpty()) {
            String more =
                    zeros.size() > ZEROS_NAMED ? " and " + Figures.count(zeros.size() - ZEROS_NAMED) + " more" : "";
            text.append('\n')
                    .append(Wrap.paragraph(
                            "",
                            "  ",
                            Figures.count(zeros.size()) + " of "
                                    + Figures.count(model.inputs().size())
                                    + (model.scores().size() > 1
                                            ? " inputs have coefficients of exactly 0 in every score: "
                                            : " coefficients are exactly 0: ")
                                    + zeros.stream().limit(ZEROS_NAMED).collect(Collectors.joining(", ")) + more));
        }
    }

    private void notes() {
        if (model.notes().isEmpty() && training.warnings().isEmpty()) {
            return;
        }
        text.append("\nNotes\n");
        model.notes().forEach(note -> text.append(Wrap.paragraph("  ", "    ", note)));
        for (Notice warning : training.warnings()) {
            text.append(Wrap.paragraph("  ", "    ", warning.code() + ": " + warning.message()));
        }
    }

    private void kept(@Nullable String output) {
        text.append('\n');
        if (output == null) {
            text.append(Wrap.paragraph(
                    "", "  ", "Nothing was kept; -o model.json keeps the model for `lossmith predict`."));
        } else {
            text.append("Model: ").append(output).append('\n');
            text.append("Predict with: lossmith predict ").append(output).append(" DATA\n");
        }
    }
}
