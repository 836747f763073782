package org.lossmith.app.report;

import static org.lossmith.app.report.Element.element;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lossmith.formula.Expr;
import org.lossmith.formula.Formula;
import org.lossmith.learn.compare.Comparison.Candidate;

/** The formula of each loss, why its parameters have their values, and how the fit went. */
final class LossesSection {
    /** Nodes beyond which a formula is easier to read as text that wraps. */
    private static final int LARGEST_SET = 24;

    private final View view;

    LossesSection(View view) {
        this.view = view;
    }

    Section toSection() {
        List<Element> cards = view.candidates().stream().map(this::card).toList();
        return new Section(
                "losses",
                "The losses",
                List.of(
                        element("p", "z is the model’s score, y the target."),
                        element("div").style("cards").addAll(cards)));
    }

    private Element card(Candidate candidate) {
        Element card = element("article")
                .style("card")
                .add(element("h3").add(view.lossName(candidate.loss())).addAll(badge(candidate)))
                .addAll(formula(candidate))
                .add(element("dl").style("meanings").addAll(details(candidate)));
        return card;
    }

    /** Set as maths if it can be read, and always as it would be typed. */
    private static List<Element> formula(Candidate candidate) {
        Element typed = element("pre").add(element("code", candidate.formula()));
        return KnownLoss.of(candidate)
                .map(loss -> formulae(loss.formula(), typed))
                .orElse(List.of(typed));
    }

    private static List<Element> formulae(Formula formula, Element typed) {
        List<Element> lines = new ArrayList<>();
        if (formula.typed().size() <= LARGEST_SET) {
            lines.add(named("loss").add(MathMarkup.of(formula.typed())));
        }
        Expr gradient = formula.gradient();
        lines.add(
                gradient.size() <= LARGEST_SET
                        ? named("gradient").add(MathMarkup.of(gradient))
                        : named("gradient").add(element("code", gradient.toString())));
        lines.add(typed);
        return lines;
    }

    private static Element named(String name) {
        return element("div")
                .style("formula")
                .attribute("tabindex", "0")
                .attribute("role", "group")
                .attribute("aria-label", name)
                .add(element("span", name));
    }

    private List<Element> badge(Candidate candidate) {
        if (!view.isBest(candidate.loss())) {
            return List.of();
        }
        return List.of(element("span", view.isTie() ? "tied best" : "best").style("badge"));
    }

    private List<Element> details(Candidate candidate) {
        List<Element> details = new ArrayList<>();
        for (Map.Entry<String, Double> parameter : new TreeMap<>(candidate.parameters()).entrySet()) {
            String reason = candidate.parameterReasons().get(parameter.getKey());
            term(
                    details,
                    parameter.getKey(),
                    Numbers.plain(parameter.getValue()) + (reason == null ? "" : ": " + reason));
        }
        if (candidate.threshold() != null) {
            term(details, "threshold", "positive above a probability of " + Numbers.plain(candidate.threshold()));
        }
        term(details, "penalty", candidate.penalty());
        term(details, "fit", fit(candidate));
        details.add(element("dt", "as written"));
        details.add(element("dd").add(element("code", candidate.spec())));
        return details;
    }

    private static void term(List<Element> details, String name, String value) {
        details.add(element("dt", name));
        details.add(element("dd", value));
    }

    private static String fit(Candidate candidate) {
        String outcome = candidate.converged() ? "converged in " : "not converged after ";
        return outcome + Numbers.count(candidate.iterations(), "iteration") + ", optimality "
                + Numbers.plain(candidate.optimality()) + ", " + Numbers.plain(candidate.seconds()) + " s";
    }
}
