package org.lossmith.app.train;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.lossmith.app.text.Figures;
import org.lossmith.app.text.TextTable;
import org.lossmith.app.text.Wrap;
import org.lossmith.learn.model.LinearScore;
import org.lossmith.learn.model.Model;
import org.lossmith.learn.model.ModelLoss;
import org.lossmith.learn.model.Uncertainty;

/** A model's coefficients: those that move the score most come first, zeros are left out. */
final class CoefficientTable {
    /** A table longer than this is not read; the model file has all of them. */
    private static final int MOST_ROWS = 40;

    private static final int LONGEST_NAME = 28;
    private static final int SHORTEST_NAME = 18;
    private static final int END_SHOWN = 10;
    private static final int DIGITS = 4;

    private final Model model;

    private CoefficientTable(Model model) {
        this.model = model;
    }

    static String of(Model model) {
        return new CoefficientTable(model).write();
    }

    private String write() {
        StringBuilder text = new StringBuilder();
        for (int k = 0; k < model.scores().size(); k++) {
            LinearScore score = model.scores().get(k);
            text.append(k > 0 ? "\n" : "");
            if (score.label() != null) {
                String quote = model.loss() instanceof ModelLoss.OfDistribution ? "" : "\"";
                text.append("Score ")
                        .append(quote.isEmpty() ? "" : "of ")
                        .append(quote)
                        .append(score.label())
                        .append(quote)
                        .append("\n");
            }
            text.append(table(score, k));
            int left = nonZero(score).size() - MOST_ROWS;
            if (left > 0) {
                text.append("and ")
                        .append(Figures.count(left))
                        .append(" more with smaller effects, in the model file\n");
            }
        }
        Uncertainty errors = model.errors();
        if (errors != null) {
            text.append(Wrap.paragraph("", "", errors.explanation()));
        }
        return text.toString();
    }

    /** Where names and numbers are wider than a terminal, the names give way. */
    private String table(LinearScore score, int k) {
        String table = table(score, k, LONGEST_NAME);
        int beyond = table.lines().mapToInt(String::length).max().orElse(0) - Wrap.WIDTH;
        return beyond > 0 ? table(score, k, Math.max(SHORTEST_NAME, LONGEST_NAME - beyond)) : table;
    }

    private String table(LinearScore score, int k, int longestName) {
        Uncertainty errors = model.errors();
        return errors == null
                ? plain(score, longestName)
                : withErrors(score, errors.scores().get(k), longestName);
    }

    private String plain(LinearScore score, int longestName) {
        TextTable table = new TextTable().row("input", "coefficient", "per standard deviation");
        table.row("(intercept)", number(score.intercept()), "");
        for (int j : shown(score)) {
            table.row(name(j, longestName), number(score.coefficients()[j]), number(effect(score, j)));
        }
        return table.format("");
    }

    private String withErrors(LinearScore score, Uncertainty.OfScore errors, int longestName) {
        TextTable table = new TextTable().row("input", "coefficient", "std. error", "95% from", "to", "per std. dev.");
        table.row(row("(intercept)", score.intercept(), errors, 0, ""));
        for (int j : shown(score)) {
            table.row(row(name(j, longestName), score.coefficients()[j], errors, j + 1, number(effect(score, j))));
        }
        return table.format("");
    }

    private static String[] row(String name, double value, Uncertainty.OfScore errors, int at, String effect) {
        return new String[] {
            name, number(value), number(errors.error()[at]), number(errors.low()[at]), number(errors.high()[at]), effect
        };
    }

    private static String number(double value) {
        return Figures.significant(value, DIGITS);
    }

    /** In one line. Inputs of one column differ in the end of their names, so it is the middle that is left out. */
    private String name(int input, int longest) {
        String name = model.inputs().get(input).replaceAll("\\p{Cntrl}+", " ");
        return name.length() <= longest
                ? name
                : name.substring(0, longest - 3 - END_SHOWN) + "..." + name.substring(name.length() - END_SHOWN);
    }

    private double effect(LinearScore score, int input) {
        return score.coefficients()[input] * model.deviations()[input];
    }

    private static List<Integer> nonZero(LinearScore score) {
        return IntStream.range(0, score.coefficients().length)
                .filter(j -> score.coefficients()[j] != 0)
                .boxed()
                .toList();
    }

    private List<Integer> shown(LinearScore score) {
        List<Integer> order = new ArrayList<>(nonZero(score));
        order.sort(Comparator.comparingDouble(j -> -Math.abs(effect(score, j))));
        return order.subList(0, Math.min(MOST_ROWS, order.size()));
    }
}
