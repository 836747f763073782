package org.lossmith.learn.model;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.data.Dataset;
import org.lossmith.learn.data.InputNames;
import org.lossmith.learn.data.Notice;
import org.lossmith.learn.data.TargetKind;
import org.lossmith.learn.evaluate.Folds;
import org.lossmith.learn.fit.CrossValidatedPath;
import org.lossmith.learn.fit.LambdaCurve;
import org.lossmith.learn.fit.LambdaPath;
import org.lossmith.learn.fit.PathResult;
import org.lossmith.penalty.PenaltyFamily;

/** Chooses the lambda of a penalty that leaves it open. */
final class LambdaChooser {
    private final TrainRequest request;
    private final Dataset data;
    private final ModelFitter fitter;
    private final TrainControl control;

    LambdaChooser(TrainRequest request, Dataset data, ModelFitter fitter, TrainControl control) {
        this.request = request;
        this.data = data;
        this.fitter = fitter;
        this.control = control;
    }

    /** The family of the request's penalty, or null if its lambda is given. */
    static @Nullable PenaltyFamily family(TrainRequest request) {
        String spec = request.penalty();
        if (spec.strip().equals(TrainRequest.USUAL_PENALTY) || !PenaltyFamily.leavesLambda(spec)) {
            return null;
        }
        return PenaltyFamily.parse(spec);
    }

    /** @param warnings where to say what the reader should know of the choice */
    ChosenFit choose(PenaltyFamily family, List<Notice> warnings) {
        LambdaSearch search = request.search();
        Folds folds = folds(search.folds());
        if (folds.notice() != null) {
            warnings.add(new Notice("fewer-folds", folds.notice()));
        }
        warnOfClassesInOneFold(folds, warnings);
        LambdaPath path = fitter.path(family).withCount(search.count()).withWatch(control.watch());
        CrossValidatedPath validated = CrossValidatedPath.of(path).withStage(control.stage());
        CrossValidatedPath.Result found = InputNames.in(
                () -> validated.fit(data.x(), fitter.target(), data.weights(), folds.of(), folds.count()),
                data.features());
        LambdaCurve curve = found.curve();
        if (curve == null) {
            return unjudged(found.path());
        }
        LambdaRule rule = search.ruleFor(family);
        LambdaChoice choice =
                new LambdaChoice(rule, found.path(), curve, folds.count(), found.judged(), rule.chosen(curve));
        if (choice.complete()) {
            warnAtTheEnds(choice, warnings);
        }
        return new ChosenFit(choice.penalty(), choice.fit(), choice, choice.complete() ? null : unfinished(choice));
    }

    /** Nothing speaks for a lambda yet: the last fit that was finished is where the path had come to. */
    private static ChosenFit unjudged(PathResult path) {
        int last = path.lambdas().length - 1;
        return new ChosenFit(
                path.family().at(path.lambdas()[last]),
                path.fits().get(last),
                null,
                "the choice of lambda was interrupted before any rows were held out: this model has the smallest of "
                        + (last == 0 ? "one lambda" : "the " + (last + 1) + " lambdas")
                        + " that the path had come to" + REMEDY);
    }

    private static String unfinished(LambdaChoice choice) {
        String by = choice.judged() == 0
                ? "of the " + choice.path().lambdas().length
                        + " largest lambdas it is the best by a part of the rows held out"
                : "it is chosen by " + choice.judged() + " of " + choice.folds() + " folds";
        return "the choice of lambda was interrupted: " + by + REMEDY;
    }

    private static final String REMEDY = "; without --resume the same command chooses it anew";

    private Folds folds(int wanted) {
        boolean labels = data.kind() == TargetKind.BINARY || data.kind() == TargetKind.CATEGORIES;
        return Folds.make(
                data.used(),
                labels ? data.targets().toArray() : null,
                data.groups(),
                request.read().splitBy(),
                wanted,
                request.seed());
    }

    /** Without the fold that has all rows of a class no model knows it, and what it loses on them has no limit. */
    private void warnOfClassesInOneFold(Folds folds, List<Notice> warnings) {
        if (data.kind() != TargetKind.CATEGORIES) {
            return;
        }
        int[] fold = new int[data.labels().size()];
        boolean[] several = new boolean[fold.length];
        Arrays.fill(fold, -1);
        for (int row = 0; row < data.used(); row++) {
            int label = (int) data.targets().get(row);
            several[label] |= fold[label] >= 0 && fold[label] != folds.of()[row];
            fold[label] = folds.of()[row];
        }
        List<String> alone = IntStream.range(0, fold.length)
                .filter(label -> !several[label])
                .mapToObj(label -> '"' + data.labels().get(label) + '"')
                .toList();
        if (!alone.isEmpty()) {
            warnings.add(new Notice(
                    "class-in-one-fold",
                    "all rows with the " + data.targetName() + " " + String.join(", ", alone)
                            + " are held out together: the models that they judge have not seen it, and what those lose on"
                            + " them weighs on the choice of lambda; " + remedy()));
        }
    }

    private String remedy() {
        String splitBy = request.read().splitBy();
        return splitBy == null
                ? "leave such rows out (--where), or give lambda"
                : "split by a column whose values share the classes more evenly than those of " + splitBy
                        + ", leave such rows out (--where), or give lambda";
    }

    private static void warnAtTheEnds(LambdaChoice choice, List<Notice> warnings) {
        if (choice.curve().min() == choice.path().lambdas().length - 1) {
            warnings.add(new Notice(
                    "smallest-lambda",
                    "held-out losses are smallest at the smallest lambda that was tried: on these rows the penalty does"
                            + " not help, and a model without one may be as good (--penalty none)"));
        } else if (choice.curve().min() == 0) {
            warnings.add(new Notice(
                    "largest-lambda",
                    "held-out losses are smallest at the largest lambda that was tried: no input was seen to help"));
        }
    }
}
