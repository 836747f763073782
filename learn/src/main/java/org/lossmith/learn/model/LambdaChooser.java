package org.lossmith.learn.model;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;
import org.lossmith.learn.data.Dataset;
import org.lossmith.learn.data.Notice;
import org.lossmith.learn.data.TargetKind;
import org.lossmith.learn.evaluate.Folds;
import org.lossmith.learn.fit.CrossValidatedPath;
import org.lossmith.learn.fit.LambdaPath;
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
        if (request.loss() instanceof ModelLoss.OfClasses) {
            throw new InputException(
                    "--penalty " + spec + ": for scores of several classes no lambda is chosen; give one:"
                            + " --penalty " + spec + (spec.contains(":") ? "," : ":") + "lambda=0.01");
        }
        return PenaltyFamily.parse(spec);
    }

    /** @param warnings where to say what the reader should know of the choice */
    LambdaChoice choose(PenaltyFamily family, List<Notice> warnings) {
        LambdaSearch search = request.search();
        Folds folds = folds(search.folds());
        if (folds.notice() != null) {
            warnings.add(new Notice("fewer-folds", folds.notice()));
        }
        LambdaPath path = LambdaPath.of(fitter.request(), family)
                .withCount(search.count())
                .withWatch(control.watch());
        CrossValidatedPath.Result found = CrossValidatedPath.of(path)
                .withStage(control.stage())
                .fit(data.x(), fitter.target(), data.weights(), folds.of(), folds.count());
        if (control.watch().stopped()) {
            throw new InputException(
                    "interrupted before a lambda was chosen, so there is no model; give one, as in --penalty "
                            + family.at(found.path().lambdas()[search.count() / 2])
                                    .spec());
        }
        LambdaRule rule = search.ruleFor(family);
        LambdaChoice choice =
                new LambdaChoice(rule, found.path(), found.curve(), folds.count(), rule.chosen(found.curve()));
        warnAtTheEnds(choice, warnings);
        return choice;
    }

    private Folds folds(int wanted) {
        double[] labels = data.kind() == TargetKind.BINARY ? data.targets().toArray() : null;
        return Folds.make(data.used(), labels, data.groups(), request.read().splitBy(), wanted, request.seed());
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
