package org.lossmith.app.report;

import static org.lossmith.app.report.Element.element;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.evaluate.Coverage;
import org.lossmith.learn.model.FitSummary;
import org.lossmith.learn.model.LambdaChoice;
import org.lossmith.learn.model.Model;
import org.lossmith.learn.model.ModelLoss;
import org.lossmith.learn.model.Training;
import org.lossmith.learn.solver.Certificate;
import org.lossmith.loss.AnyLoss;
import org.lossmith.penalty.Penalty;
import org.lossmith.penalty.PenaltyFamily;

/** The page of a training: the model, how its lambda was chosen, its coefficients, how it was fitted. */
final class TrainingPage {
    private final Training training;
    private final Model model;
    private final @Nullable LambdaSection lambda;
    private final @Nullable CoverageSection coverage;
    private final ModelCoefficients coefficients;

    TrainingPage(Training training) {
        this.training = training;
        this.model = training.model();
        LambdaChoice choice = training.choice();
        this.lambda = choice == null ? null : new LambdaSection(choice, model);
        Coverage found = training.coverage();
        this.coverage = found == null ? null : new CoverageSection(found, model);
        this.coefficients = new ModelCoefficients(model);
    }

    String render() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("losses", List.of());
        figures.put("best", List.of());
        if (lambda != null) {
            figures.put("lambda", lambda.figures());
        }
        if (coverage != null) {
            figures.put("coverage", coverage.figures());
        }
        String title = model.target().column() + " by " + lossName() + " in "
                + model.training().file() + " – Lossmith";
        String made = "Made by Lossmith in " + Numbers.plain(training.seconds())
                + " s. This page holds no row of the data; it loads nothing from anywhere.";
        return new Frame(title, main(), ScriptJson.of(figures), made).render();
    }

    private Element main() {
        List<Section> sections = new ArrayList<>();
        if (lambda != null) {
            sections.add(lambda.toSection());
        }
        if (coverage != null) {
            sections.add(coverage.toSection());
        }
        sections.add(coefficients.toSection());
        sections.add(new Section("loss", "The loss", loss()));
        sections.add(new Section("fit", "How it was fitted", List.of(fit())));
        sections.add(new Section(
                "columns", "What was done to each column", List.of(DataSection.columns(training.columns()))));
        return element("main")
                .add(header())
                .add(warnings())
                .add(Section.contents(sections))
                .addAll(sections.stream().map(Section::toElement).toList());
    }

    private Element header() {
        int zeros = coefficients.zeros().size();
        int inputs = model.inputs().size();
        String scores = model.scores().size() == 1
                ? ""
                : model.loss() instanceof ModelLoss.OfDistribution distribution
                        ? " for " + View.enumerate(distribution.scores())
                                + ", the parameters of a distribution for each row"
                        : ", with a score for each class";
        String lead = zeros == 0
                ? "A linear model of " + Numbers.count(inputs, "input") + scores + "."
                : "A linear model of " + (inputs - zeros) + " of " + Numbers.count(inputs, "input") + scores
                        + "; the other coefficients are exactly 0.";
        Element facts = element("dl").style("facts");
        fact(facts, "Predicted", View.cell(model.target().column()), positive());
        fact(facts, "Rows used", Numbers.count(model.training().used()), dropped());
        fact(facts, "Penalty", penalty(), penaltyReason());
        fact(facts, "Fit", model.fit().converged() ? "converged" : "not converged", certificate());
        return element("header")
                .style("verdict")
                .add(element(
                                "p",
                                "Lossmith trained a model on "
                                        + model.training().file())
                        .style("overline"))
                .add(element("h1", View.shortened(model.target().column()) + " by " + lossName()))
                .add(element("p", lead).style("lead"))
                .add(facts);
    }

    private static void fact(Element list, String name, String value, String detail) {
        list.add(
                element("div").add(element("dt", name)).add(element("dd", value).add(element("small", detail))));
    }

    /** With its parameters where some are not the usual ones. */
    private String lossName() {
        String spec = model.loss().spec();
        if (spec == null) {
            return "a formula";
        }
        String name = model.loss().name();
        return AnyLoss.parse(name).spec().equals(spec) ? name : spec;
    }

    private String positive() {
        String positive = model.target().positive();
        return model.target().kind().word() + (positive == null ? "" : ", positive is " + View.cell(positive));
    }

    private String dropped() {
        long left = training.droppedBecause().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        return left == 0 ? "none left out" : Numbers.count(left) + " left out";
    }

    private String penalty() {
        FitSummary fit = model.fit();
        return fit.lambda() == 0
                ? fit.penalty()
                : PenaltyFamily.of(Penalty.parse(fit.penalty())).spec() + ", lambda " + Numbers.plain(fit.lambda());
    }

    private String penaltyReason() {
        LambdaChoice choice = training.choice();
        String reason = training.penaltyReason();
        return choice != null
                ? choice.rule().words() + ", " + choice.folds() + " folds"
                : reason != null ? reason : model.fit().lambda() == 0 ? "" : "on standardised inputs";
    }

    private String certificate() {
        Certificate certificate = model.fit().certificate();
        return certificate.kind().text() + " " + Numbers.brief(certificate.value())
                + (certificate.holds() ? " ≤ " : " > ") + Numbers.brief(certificate.tolerance());
    }

    private Element warnings() {
        List<Element> items = new ArrayList<>();
        training.warnings()
                .forEach(warning -> items.add(
                        element("li").add(element("code", warning.code())).text(" " + warning.message())));
        model.notes().forEach(note -> items.add(element("li", note)));
        if (items.isEmpty()) {
            return element("p", "No warnings: nothing in the data or the fit speaks against this model.")
                    .style("all-clear");
        }
        return element("section")
                .style("warnings")
                .attribute("id", "warnings")
                .add(element("h2", "Before you trust this: " + Numbers.count(items.size(), "note")))
                .add(element("ul").addAll(items));
    }

    private List<Element> loss() {
        Element typed = element("pre").add(element("code", model.loss().formula()));
        List<Element> content = new ArrayList<>();
        content.add(element("p", letters()));
        if (model.loss() instanceof ModelLoss.OfScore one) {
            content.addAll(LossesSection.formulae(one.loss().formula(), typed));
        } else if (model.loss() instanceof ModelLoss.OfClasses classes) {
            content.addAll(LossesSection.formulae(classes.loss().specialisedFormula(), typed));
        } else if (model.loss() instanceof ModelLoss.OfDistribution distribution) {
            content.addAll(LossesSection.formulae(distribution.loss().specialisedFormula(), typed));
        }
        Element list = element("dl").style("meanings");
        model.loss().parameters().forEach((name, value) -> term(list, name, Numbers.plain(value)));
        content.add(list);
        return content;
    }

    private String letters() {
        if (model.loss() instanceof ModelLoss.OfDistribution distribution) {
            return View.capitalised(View.enumerate(distribution.scores()))
                    + " are the model’s scores, y is the target.";
        }
        return model.loss() instanceof ModelLoss.OfClasses
                ? LossesSection.OF_CLASSES
                : "z is the model’s score, y the target.";
    }

    private Element fit() {
        FitSummary fit = model.fit();
        Element list = element("dl").style("meanings");
        term(list, "solver", fit.solver());
        term(list, "because", fit.reason());
        term(list, "steps", Numbers.count(fit.iterations()));
        term(list, "certificate", certificate());
        if (Double.isFinite(fit.certificate().gap())) {
            term(list, "duality gap", Numbers.brief(fit.certificate().gap()) + ", relative");
        }
        term(
                list,
                "objective",
                Numbers.plain(fit.objective())
                        + (fit.lambda() == 0 ? ", the mean loss" : ", the mean loss and the penalty"));
        term(list, "penalty", fit.penalty());
        return list;
    }

    private static void term(Element list, String name, String value) {
        list.add(element("dt", name)).add(element("dd", value));
    }
}
