package org.lossmith.app.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.fit.FitResult;
import org.lossmith.learn.fit.LambdaCurve;
import org.lossmith.learn.model.LambdaChoice;
import org.lossmith.learn.model.LambdaRule;
import org.lossmith.learn.model.Model;

/** How lambda was chosen: held-out losses and coefficients along the path. */
final class LambdaSection {
    /** More lines than this cannot be told apart. */
    private static final int MOST_LINES = 30;

    private final LambdaChoice choice;
    private final LambdaCurve curve;
    private final Model model;

    LambdaSection(LambdaChoice choice, Model model) {
        this.choice = choice;
        this.curve = choice.curve();
        this.model = model;
    }

    Section toSection() {
        return new Section(
                "lambda",
                "How lambda was chosen",
                List.of(
                        Figure.of("lambdaCurve", curveTitle(), curveCaption()).toElement(),
                        Figure.of("coefficientPaths", "What each coefficient does as lambda falls", pathsCaption())
                                .toElement()));
    }

    private String curveTitle() {
        return choice.rule() == LambdaRule.MIN
                ? "The lambda with the smallest loss on rows held out"
                : "The largest lambda within one standard error of the smallest loss on rows held out";
    }

    private String curveCaption() {
        int[] nonZeros = choice.path().nonZeros();
        return "Mean loss on rows held out in " + choice.folds()
                + " folds, with a standard error on either side. Smallest: "
                + at(curve.min(), nonZeros) + ". Largest lambda within one standard error of that: "
                + at(curve.oneStandardError(), nonZeros) + ". Along the top: how many coefficients are not 0.";
    }

    private String at(int index, int[] nonZeros) {
        return Numbers.plain(curve.mean()[index]) + " ± " + Numbers.brief(curve.standardError()[index]) + " at lambda "
                + Numbers.plain(choice.path().lambdas()[index]) + " with "
                + Numbers.count(nonZeros[index], "coefficient");
    }

    private String pathsCaption() {
        int inputs = model.inputs().size();
        return "Each line is the coefficient of an input, times the input’s standard deviation, in fits on all rows."
                + (inputs > MOST_LINES
                        ? " Of " + Numbers.count(inputs) + " inputs the " + MOST_LINES + " with the largest are drawn."
                        : "")
                + " The solid rule is the chosen lambda.";
    }

    Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("lambdas", ScriptJson.numbers(choice.path().lambdas()));
        figures.put("mean", ScriptJson.numbers(curve.mean()));
        figures.put("error", ScriptJson.numbers(curve.standardError()));
        figures.put("nonZeros", IntStream.of(choice.path().nonZeros()).boxed().toList());
        figures.put("min", curve.min());
        figures.put("oneStandardError", curve.oneStandardError());
        figures.put("chosen", choice.chosen());
        figures.put("loss", model.loss().name());
        figures.put("paths", paths());
        return figures;
    }

    private List<Object> paths() {
        List<Object> paths = new ArrayList<>();
        for (int input : largest()) {
            List<@Nullable Object> values = ScriptJson.numbers(choice.path().fits().stream()
                    .mapToDouble(fit -> effect(fit, input))
                    .toArray());
            paths.add(List.of(View.cell(model.inputs().get(input)), values));
        }
        return paths;
    }

    private List<Integer> largest() {
        return IntStream.range(0, model.inputs().size())
                .boxed()
                .sorted(Comparator.comparingDouble(input -> -reach(input)))
                .limit(MOST_LINES)
                .toList();
    }

    private double reach(int input) {
        return choice.path().fits().stream()
                .mapToDouble(fit -> Math.abs(effect(fit, input)))
                .max()
                .orElse(0);
    }

    private double effect(FitResult fit, int input) {
        return fit.coefficients()[input] * model.deviations()[input];
    }
}
