package org.lossmith.app.report;

import static org.lossmith.app.report.Element.element;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lossmith.formula.Expr;
import org.lossmith.formula.Formula;
import org.lossmith.formula.RowFormula;
import org.lossmith.formula.Signature;
import org.lossmith.learn.compare.Comparison;
import org.lossmith.learn.compare.Comparison.Candidate;
import org.lossmith.loss.Learns;
import org.lossmith.loss.Loss;
import org.lossmith.loss.Properties;
import org.lossmith.loss.TargetDomain;

/** The formula of each loss, why its parameters have their values, and how the fit went. */
final class LossesSection {
    /** Nodes beyond which a formula is easier to read as text that wraps. */
    private static final int LARGEST_SET = 24;
    /** What the letters in losses of several classes stand for. */
    static final String OF_CLASSES =
            "z[] are the model’s scores, one for each class k; y is the number of the row’s own class, from"
                    + " 0; [k = y] is 1 for that class and 0 for the others.";

    private final View view;

    LossesSection(View view) {
        this.view = view;
    }

    Section toSection() {
        List<Element> cards = view.candidates().stream().map(this::card).toList();
        return new Section(
                "losses",
                "The losses",
                List.of(element("p", names()), element("div").style("cards").addAll(cards)));
    }

    private String names() {
        Comparison.Classes classes = view.comparison().classes();
        if (classes == null) {
            return "z is the model’s score, y the target.";
        }
        String penalty = classes.penaltyReason() == null
                ? ""
                : " The penalty was not asked for: " + classes.penaltyReason() + ".";
        return OF_CLASSES + penalty;
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
                .or(() -> KnownLoss.ofClasses(candidate).map(loss -> formulae(loss.specialisedFormula(), typed)))
                .orElse(List.of(typed));
    }

    static List<Element> formulae(Formula formula, Element typed) {
        List<Element> lines = new ArrayList<>(value(formula.typed(), formula.typed()));
        lines.add(gradient("gradient", formula.gradient()));
        lines.add(typed);
        return lines;
    }

    /** The same for a loss of several scores: a gradient for each block of them. */
    static List<Element> formulae(RowFormula formula, Element typed) {
        List<Element> lines = new ArrayList<>(value(formula.typed(), formula.value()));
        List<Signature.Block> scores = formula.signature().scores();
        for (Signature.Block block : scores) {
            lines.add(gradient(scores.size() == 1 ? "gradient" : "by " + block.name(), formula.gradient(block)));
        }
        lines.add(typed);
        return lines;
    }

    /** As typed or simplified, whichever is shorter, if that is short enough to be set. */
    private static List<Element> value(Expr typed, Expr simplified) {
        Expr shorter = typed.size() <= simplified.size() ? typed : simplified;
        return shorter.size() <= LARGEST_SET ? List.of(named("loss").add(MathMarkup.of(shorter))) : List.of();
    }

    private static Element gradient(String name, Expr gradient) {
        return gradient.size() <= LARGEST_SET
                ? named(name).add(MathMarkup.of(gradient))
                : named(name).add(element("code", gradient.toString()));
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
        KnownLoss.of(candidate).ifPresent(loss -> {
            if (view.isBinary()) {
                term(
                        details,
                        "y",
                        loss.targetDomain() == TargetDomain.SIGN
                                ? "+1 for a positive row, else −1"
                                : "1 for a positive row, else 0");
            }
            term(details, "learns", learns(loss));
            term(details, "shape", shape(loss.properties()));
        });
        KnownLoss.ofClasses(candidate).ifPresent(loss -> {
            term(details, "for", loss.summary());
            term(details, "predicts", loss.link().description());
            term(details, "shape", loss.isConvex() ? "convex" : "not convex");
        });
        term(details, "penalty", candidate.penalty());
        term(details, "fit", fit(candidate));
        details.add(element("dt", "as written"));
        details.add(element("dd").add(element("code", candidate.spec())));
        return details;
    }

    private static String learns(Loss loss) {
        String centre = switch (loss.properties().learns()) {
            case MEAN -> "the mean";
            case MEDIAN -> "the median";
            case QUANTILE -> "a quantile";
            case EXPECTILE -> "an expectile";
            case MODE -> "where targets are densest";
            case PROBABILITY -> "the probability";
            case CLASS -> "the likelier label, not its probability";
            case CENTRE -> "a robust centre, between mean and median";
            case UNKNOWN -> "not known";
        };
        boolean scored = loss.properties().learns() == Learns.PROBABILITY
                || loss.properties().learns() == Learns.MEAN;
        return switch (loss.link()) {
            case LOGIT -> scored ? centre + ", as log-odds z" : centre;
            case LOG -> scored ? centre + ", as its log z" : centre;
            case IDENTITY, SIGN -> centre;
        };
    }

    private static String shape(Properties properties) {
        String convex = properties.convex() ? "convex, " : "not convex, ";
        String smooth = properties.smooth() ? "smooth, " : "with a kink, ";
        return convex
                + smooth
                + (Double.isFinite(properties.lipschitz())
                        ? "no row pulls harder than " + Numbers.plain(properties.lipschitz())
                        : "the pull of a row has no limit");
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
