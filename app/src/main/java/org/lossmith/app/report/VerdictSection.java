package org.lossmith.app.report;

import static org.lossmith.app.report.Element.element;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lossmith.app.report.View.Score;
import org.lossmith.learn.compare.Comparison;
import org.lossmith.learn.compare.Comparison.DataSummary;
import org.lossmith.learn.compare.Comparison.Metric;
import org.lossmith.learn.compare.Comparison.Validation;

/** The head of the page: which loss, by what, on which data. */
final class VerdictSection {
    private final View view;
    private final Comparison comparison;

    VerdictSection(View view) {
        this.view = view;
        this.comparison = view.comparison();
    }

    Element toElement() {
        return element("header")
                .style("verdict")
                .add(element(
                                "p",
                                "Lossmith compared "
                                        + Numbers.count(view.losses().size(), "cost function") + " on " + fileName())
                        .style("overline"))
                .add(headline())
                .add(element("p", comparison.verdict()).style("lead"))
                .add(facts())
                .add(deciding());
    }

    private String fileName() {
        return comparison.data().file();
    }

    private Element headline() {
        List<String> best = comparison.best();
        Element headline = element("h1");
        if (best.isEmpty()) {
            return headline.text("No cost function stands out");
        }
        headline.text(view.isTie() ? "A tie: " : "Train with ");
        for (int i = 0; i < best.size(); i++) {
            headline.text(i == 0 ? "" : i == best.size() - 1 ? " and " : ", ").add(view.coloured("em", best.get(i)));
        }
        return headline;
    }

    private Element facts() {
        DataSummary data = comparison.data();
        Element list = element("dl").style("facts");
        fact(list, "Predicted", data.target(), kind(data));
        fact(list, "Decided by", decidedBy(), comparison.metricReason());
        fact(list, "Rows used", Numbers.count(data.used()), dropped(data));
        fact(list, "Held out", heldOut(comparison.validation()), "no row is judged by a model that has seen it");
        return list;
    }

    /** The metric in words, with the short name that verdicts and commands use. */
    private String decidedBy() {
        MetricLabel metric = view.deciding();
        return metric.label().equalsIgnoreCase(metric.name())
                ? metric.label()
                : metric.label() + " (" + metric.name() + ")";
    }

    private static void fact(Element list, String name, String value, String detail) {
        list.add(
                element("div").add(element("dt", name)).add(element("dd", value).add(element("small", detail))));
    }

    private String kind(DataSummary data) {
        Comparison.Classes classes = comparison.classes();
        String labels =
                classes == null ? "" : ", " + Numbers.count(classes.labels().size()) + " labels";
        String positive = data.positive() == null ? "" : ", positive is " + data.positive();
        return data.kind() + labels + positive + ", from "
                + Numbers.count(data.features().size(), "feature");
    }

    private static String dropped(DataSummary data) {
        if (data.dropped() == 0) {
            return "all that the file has";
        }
        String reasons = data.droppedBecause().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> Numbers.count(entry.getValue()) + " " + entry.getKey())
                .collect(Collectors.joining(", "));
        return Numbers.count(data.dropped()) + " of " + Numbers.count(data.rows()) + " left out"
                + (reasons.isEmpty() ? "" : ": " + reasons);
    }

    private static String heldOut(Validation validation) {
        String split = validation.splitBy() == null ? "" : ", each " + validation.splitBy() + " kept whole";
        return validation.folds() + " folds" + split;
    }

    private Element deciding() {
        return Figure.of("deciding", decidingTitle(), decidingCaption()).toElement("h2");
    }

    private String decidingTitle() {
        MetricLabel metric = view.deciding();
        if (comparison.best().isEmpty()) {
            return View.capitalised(metric.label()) + " of every candidate";
        }
        if (view.isTie()) {
            return View.enumerate(comparison.best()) + " cannot be told apart by " + metric.label();
        }
        String best = comparison.best().get(0);
        List<Score> scores = view.scores(metric.name());
        boolean leads = view.leaders(metric).contains(best);
        String extreme = metric.higherIsBetter() ? "highest " : "lowest ";
        String title = best + (leads ? " has the " + extreme : " is chosen by ") + metric.label();
        Optional<Score> winner =
                scores.stream().filter(score -> score.loss().equals(best)).findFirst();
        Optional<Score> last = scores.stream()
                .filter(score -> !score.loss().equals(best))
                .reduce((left, right) ->
                        metric.isBetter(left.metric().value(), right.metric().value()) ? right : left);
        return winner.isPresent() && last.isPresent() ? title + ": " + against(winner.get(), last.get()) : title;
    }

    private String against(Score winner, Score other) {
        int decimals = view.decimals(view.deciding());
        return Numbers.fixed(winner.metric().value(), decimals) + " against "
                + Numbers.fixed(other.metric().value(), decimals) + " for " + other.loss();
    }

    private String decidingCaption() {
        MetricLabel metric = view.deciding();
        int decimals = view.decimals(view.deciding());
        String figures = view.scores(metric.name()).stream()
                .map(score -> score.loss() + " " + interval(score.metric(), decimals))
                .collect(Collectors.joining("; "));
        String best = view.isTie() ? " Filled dots are tied within noise." : " The filled dot is the best.";
        return View.capitalised(metric.label()) + " on held-out rows, " + metric.direction()
                + "; the lines are 95% intervals. " + figures + "." + best;
    }

    private static String interval(Metric metric, int decimals) {
        return Numbers.fixed(metric.value(), decimals) + " (" + Numbers.fixed(metric.low(), decimals) + " to "
                + Numbers.fixed(metric.high(), decimals) + ")";
    }
}
