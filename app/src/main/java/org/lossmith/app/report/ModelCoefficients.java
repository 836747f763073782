package org.lossmith.app.report;

import static org.lossmith.app.report.Element.element;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.model.LinearScore;
import org.lossmith.learn.model.Model;
import org.lossmith.learn.model.ModelLoss;
import org.lossmith.learn.model.Uncertainty;

/** A model's coefficients, those that move the score most first; exact zeros are listed by name. */
final class ModelCoefficients {
    /** More names than this are a wall. */
    private static final int MOST_AT_A_GLANCE = 60;

    private final Model model;

    ModelCoefficients(Model model) {
        this.model = model;
    }

    /** Inputs whose coefficients are exactly 0 in every score. */
    List<String> zeros() {
        return IntStream.range(0, model.inputs().size())
                .filter(j -> model.scores().stream().allMatch(score -> score.coefficients()[j] == 0))
                .mapToObj(model.inputs()::get)
                .toList();
    }

    Section toSection() {
        List<Element> content = new ArrayList<>();
        Uncertainty errors = model.errors();
        for (int k = 0; k < model.scores().size(); k++) {
            content.add(table(
                    model.scores().get(k),
                    errors == null ? null : errors.scores().get(k)));
        }
        if (errors != null) {
            content.add(element("p", errors.explanation()));
        }
        List<String> zeros = zeros();
        if (!zeros.isEmpty()) {
            content.add(element(
                    "h3",
                    model.scores().size() > 1
                            ? "Exactly 0 in every score: " + Numbers.count(zeros.size(), "input")
                            : Numbers.count(zeros.size(), "coefficient") + (zeros.size() == 1 ? " is" : " are")
                                    + " exactly 0"));
            Element names = element(
                    "p",
                    zeros.stream().limit(View.MOST_ROWS).map(View::cell).collect(Collectors.joining(", "))
                            + (zeros.size() > View.MOST_ROWS
                                    ? " and " + Numbers.count(zeros.size() - View.MOST_ROWS) + " more"
                                    : ""));
            content.add(
                    zeros.size() <= MOST_AT_A_GLANCE
                            ? names
                            : element("details")
                                    .add(element("summary", "Their names"))
                                    .add(names));
        }
        return new Section("coefficients", "The coefficients", content);
    }

    private Element table(LinearScore score, Uncertainty.@Nullable OfScore errors) {
        boolean parameter = model.loss() instanceof ModelLoss.OfDistribution;
        String of = score.label() == null
                ? ""
                : (parameter ? " of the score " : " of the score of ") + View.cell(score.label());
        Table table = new Table("Coefficients" + of
                        + " that are not 0, by how far a standard deviation of the input moves the" + " score")
                .column("Input")
                .numbers("Coefficient")
                .numbers("Per standard deviation");
        if (errors != null) {
            table.numbers("Standard error").numbers("95% from").numbers("to");
        }
        table.row(element("th", "(intercept)").style("name"), cells(score.intercept(), "", errors, 0));
        List<Integer> order = order(score);
        for (int j : order.subList(0, Math.min(View.MOST_ROWS, order.size()))) {
            table.row(
                    element("th", View.cell(model.inputs().get(j))).style("name"),
                    cells(score.coefficients()[j], Numbers.plain(effect(score, j)), errors, j + 1));
        }
        if (order.size() > View.MOST_ROWS) {
            String more = "and " + Numbers.count(order.size() - View.MOST_ROWS) + " more";
            table.row(element("th", more), List.of(element("td", "see the model file")));
        }
        return table.toElement();
    }

    private static List<Element> cells(double value, String effect, Uncertainty.@Nullable OfScore errors, int at) {
        List<Element> cells = new ArrayList<>(List.of(Table.number(Numbers.plain(value)), Table.number(effect)));
        if (errors != null) {
            cells.add(Table.number(Numbers.plain(errors.error()[at])));
            cells.add(Table.number(Numbers.plain(errors.low()[at])));
            cells.add(Table.number(Numbers.plain(errors.high()[at])));
        }
        return cells;
    }

    private double effect(LinearScore score, int input) {
        return score.coefficients()[input] * model.deviations()[input];
    }

    private List<Integer> order(LinearScore score) {
        return IntStream.range(0, score.coefficients().length)
                .filter(j -> score.coefficients()[j] != 0)
                .boxed()
                .sorted(Comparator.comparingDouble(j -> -Math.abs(effect(score, j))))
                .toList();
    }
}
