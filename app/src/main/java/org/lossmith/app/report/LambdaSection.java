package org.lossmith.app.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.fit.LambdaCurve;
import org.lossmith.learn.fit.LinearFit;
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
        return "Mean loss on rows held out in " + choice.judged()
                + " folds, with a standard error on either side. Smallest: "
                + at(curve.min(), nonZeros) + ". Largest lambda within one standard error of that: "
                + at(curve.oneStandardError(), nonZeros) + ". Along the top: how many "
                + (classes() ? "inputs have a coefficient that is not 0." : "coefficients are not 0.")
                + (choice.path().ended() == null
                        ? ""
                        : " The path ends where " + choice.path().ended() + ".");
    }

    private String at(int index, int[] nonZeros) {
        return Numbers.plain(curve.mean()[index]) + " ± " + Numbers.brief(curve.standardError()[index]) + " at lambda "
                + Numbers.plain(choice.path().lambdas()[index]) + " with "
                + Numbers.count(nonZeros[index], classes() ? "input" : "coefficient");
    }

    private String pathsCaption() {
        int inputs = model.inputs().size();
        int lines = inputs * model.scores().size();
        return "Each line is the coefficient of an input"
                + (classes() ? " in the score of a class" : "")
                + ", times the input’s standard deviation, in fits on all rows."
                + (lines > MOST_LINES
                        ? " Of " + Numbers.count(lines) + " coefficients the " + MOST_LINES
                                + " that grow largest are drawn."
                        : "")
                + " The solid rule is the chosen lambda.";
    }

    Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("lambdas", ScriptJson.numbers(choice.path().lambdas()));
        figures.put("mean", ScriptJson.numbers(curve.mean()));
        figures.put("error", ScriptJson.numbers(curve.standardError()));
        figures.put("counted", classes() ? "inputs with a coefficient" : "coefficients that are not 0");
        figures.put("nonZeros", IntStream.of(choice.path().nonZeros()).boxed().toList());
        figures.put("min", curve.min());
        figures.put("oneStandardError", curve.oneStandardError());
        figures.put("chosen", choice.chosen());
        figures.put("loss", model.loss().name());
        figures.put("paths", paths());
        return figures;
    }

    private boolean classes() {
        return model.scores().size() > 1;
    }

    /**
     * A line of the picture: what an input adds to a score.
     *
     * @param reach the largest it comes to along the path
     */
    private record Line(int score, int input, double reach) {}

    private List<Object> paths() {
        List<Object> paths = new ArrayList<>();
        for (Line line : largest()) {
            List<@Nullable Object> values = ScriptJson.numbers(choice.path().fits().stream()
                    .mapToDouble(fit -> effect(fit, line.score(), line.input()))
                    .toArray());
            paths.add(List.of(name(line), values));
        }
        return paths;
    }

    private String name(Line line) {
        String input = View.cell(model.inputs().get(line.input()));
        String label = model.scores().get(line.score()).label();
        return label == null ? input : View.cell(label) + ": " + input;
    }

    private List<Line> largest() {
        return IntStream.range(0, model.scores().size())
                .boxed()
                .flatMap(score -> IntStream.range(0, model.inputs().size()).mapToObj(input -> line(score, input)))
                .sorted(Comparator.comparingDouble(line -> -line.reach()))
                .limit(MOST_LINES)
                .toList();
    }

    private Line line(int score, int input) {
        double reach = choice.path().fits().stream()
                .mapToDouble(fit -> Math.abs(effect(fit, score, input)))
                .max()
                .orElse(0);
        return new Line(score, input, reach);
    }

    private double effect(LinearFit fit, int score, int input) {
        return fit.coefficients(score)[input] * model.deviations()[input];
    }
}
