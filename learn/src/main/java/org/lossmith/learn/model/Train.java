package org.lossmith.learn.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;
import org.lossmith.learn.data.Dataset;
import org.lossmith.learn.data.Notice;
import org.lossmith.learn.data.Series;
import org.lossmith.learn.data.TableSource;
import org.lossmith.learn.data.TargetKind;
import org.lossmith.learn.fit.ClassFitResult;
import org.lossmith.learn.fit.FitResult;
import org.lossmith.learn.fit.LinearFit;
import org.lossmith.penalty.Penalty;
import org.lossmith.penalty.PenaltyFamily;

/** Trains a linear model on a file: the one call behind {@code lossmith train}. */
public final class Train {
    private final TrainRequest request;
    private final Dataset data;
    private final TrainControl control;
    private final @Nullable PenaltyFamily family;
    private final Penalty given;

    private Train(TrainRequest request, Dataset data, TrainControl control) {
        this.request = request;
        this.data = data;
        this.control = control;
        this.family = LambdaChooser.family(request);
        this.given =
                family != null ? family.at(1) : usual(request) ? usualPenalty(data) : Penalty.parse(request.penalty());
    }

    /**
     * Reads the file and fits the model.
     *
     * @param step told what begins, in a few words
     * @throws InputException for anything wrong with the request or the data, with place and remedy
     */
    public static Training run(TrainRequest request, Consumer<String> step) {
        return run(request, TrainControl.of(step));
    }

    /** The same, from where a model ended or under the eyes of somebody who may end it. */
    public static Training run(TrainRequest request, TrainControl control) {
        long started = System.nanoTime();
        if (!usual(request) && LambdaChooser.family(request) == null) {
            Penalty.parse(request.penalty());
        }
        if (control.resume() != null) {
            if (LambdaChooser.family(request) != null) {
                throw new InputException("--resume goes on with one fit; --penalty " + request.penalty()
                        + " leaves lambda to be chosen, so give the model's own penalty, with its lambda");
            }
            new Resumption(control.resume()).require(request);
        }
        control.stage().accept("reading " + request.read().file());
        FileDigest digest = FileDigest.begin(request.read().file());
        try (Dataset data = TableSource.read(request.read())) {
            return new Train(request, data, control).run(digest, started);
        }
    }

    /** The same for data that is in memory; the request's file is only named, not read. The data stays open. */
    public static Training run(Dataset data, TrainRequest request, Consumer<String> step) {
        return new Train(request, data, TrainControl.of(step)).run(null, System.nanoTime());
    }

    private static boolean usual(TrainRequest request) {
        return request.penalty().strip().equals(TrainRequest.USUAL_PENALTY);
    }

    private static Penalty usualPenalty(Dataset data) {
        return data.kind() == TargetKind.CATEGORIES ? Penalty.parse("l2:lambda=" + 0.5 / data.used()) : Penalty.none();
    }

    private Training run(@Nullable FileDigest digest, long started) {
        Suitability.require(data, request.loss(), given);
        ModelFitter first = new ModelFitter(request, data, given, control.watch());
        estimate(first, given).require();
        List<Notice> warnings = new ArrayList<>(data.notices());
        LambdaChoice choice =
                family == null ? null : new LambdaChooser(request, data, first, control).choose(family, warnings);
        Penalty penalty = choice == null ? given : choice.penalty();
        ModelFitter fitter = choice == null ? first : first.with(penalty);
        LinearFit fit = choice == null ? fit(fitter) : choice.fit();
        Uncertainty errors =
                control.watch().stopped() ? null : estimate(fitter, penalty).of(fit, warnings);
        return new Training(
                model(fit, penalty, control.watch().stopped() ? null : errors, digest),
                data.droppedBecause(),
                weightSum(),
                data.columns(),
                usual(request) && data.kind() == TargetKind.CATEGORIES
                        ? "1 / (2 rows), since with several classes some coefficient would nearly always be infinite"
                                + " without a penalty; --penalty none leaves it out"
                        : null,
                warnings,
                (System.nanoTime() - started) / 1e9,
                choice);
    }

    private ErrorEstimate estimate(ModelFitter fitter, Penalty penalty) {
        return new ErrorEstimate(request, data, fitter, penalty, control.stage());
    }

    private LinearFit fit(ModelFitter fitter) {
        control.stage().accept("fitting " + request.loss().name());
        Model resume = control.resume();
        return fitter.fit(data.weights(), resume == null ? null : new Resumption(resume).start(data));
    }

    private Model model(LinearFit fit, Penalty penalty, @Nullable Uncertainty errors, @Nullable FileDigest digest) {
        ModelLink link = ModelLink.of(request.loss(), data.kind());
        return new Model(
                request.createdBy(),
                request.loss(),
                link,
                new ModelTarget(data.targetName(), data.kind(), data.labels(), data.positive()),
                request.read().nulls(),
                data.encoder(),
                data.x().standardDeviations(),
                scores(fit, data.labels()),
                FitSummary.of(fit, penalty.spec(), penalty.lambda()),
                errors,
                threshold(link),
                fit.notes().stream()
                        .map(note -> InputNames.in(note, data.features()))
                        .toList(),
                new Fingerprint(
                        data.file(),
                        digest == null ? null : digest.get(),
                        data.rows(),
                        data.used(),
                        request.read().where(),
                        request.read().weight(),
                        data.columns().size()));
    }

    private @Nullable Double threshold(ModelLink link) {
        Double asked = request.threshold();
        boolean applies = link == ModelLink.LOGIT && data.kind() == TargetKind.BINARY;
        if (asked != null && !applies) {
            throw new InputException("a threshold is for probabilities of two labels, and "
                    + request.loss().name() + " on " + data.targetName() + " gives none; leave --threshold out");
        }
        return asked != null ? asked : applies ? (Double) Model.USUAL_THRESHOLD : null;
    }

    static List<LinearScore> scores(LinearFit fit, List<String> labels) {
        if (fit instanceof FitResult one) {
            return List.of(new LinearScore(null, one.intercept(), one.coefficients()));
        }
        ClassFitResult classes = (ClassFitResult) fit;
        List<LinearScore> scores = new ArrayList<>();
        for (int k = 0; k < classes.intercepts().length; k++) {
            scores.add(new LinearScore(labels.get(k), classes.intercepts()[k], classes.coefficients()[k]));
        }
        return scores;
    }

    private double weightSum() {
        Series weights = data.weights();
        if (weights == null) {
            return data.used();
        }
        double sum = 0;
        for (int row = 0; row < weights.size(); row++) {
            sum += weights.get(row);
        }
        return sum;
    }
}
