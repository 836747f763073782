package org.lossmith.learn.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;
import org.lossmith.learn.data.Dataset;
import org.lossmith.learn.data.InputNames;
import org.lossmith.learn.data.Notice;
import org.lossmith.learn.data.Series;
import org.lossmith.learn.data.TableSource;
import org.lossmith.learn.data.TargetKind;
import org.lossmith.learn.fit.FitResult;
import org.lossmith.learn.fit.LinearFit;
import org.lossmith.learn.leak.Leaks;
import org.lossmith.penalty.Penalty;
import org.lossmith.penalty.PenaltyFamily;

/** Trains a linear model on a file: the one call behind {@code lossmith train}. */
public final class Train {
    private static final String RIDGE_REASON =
            "1 / (2 rows), since with several classes some coefficient would nearly always be infinite without a penalty;"
                    + " --penalty none leaves it out";

    private final TrainRequest request;
    private final Dataset data;
    private final TrainControl control;
    private final @Nullable PenaltyFamily family;
    private final Penalty given;
    private final @Nullable String penaltyReason;

    /** @param penaltyReason why the request has its penalty, if nobody asked for it */
    private Train(TrainRequest request, Dataset data, TrainControl control, @Nullable String penaltyReason) {
        boolean usual = usual(request);
        boolean ridge = usual && data.kind() == TargetKind.CATEGORIES;
        this.request = request;
        this.data = data;
        this.control = control;
        this.family = LambdaChooser.family(request);
        this.given = family != null ? family.at(1) : usual ? usualPenalty(data) : Penalty.parse(request.penalty());
        this.penaltyReason = ridge ? RIDGE_REASON : penaltyReason;
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
        requirePenalty(request);
        Model resume = control.resume();
        TrainRequest full = resume == null ? request : new Resumption(resume).continued(request);
        control.stage().accept("reading " + request.read().file());
        FileDigest digest = FileDigest.begin(request.read().file());
        try (Dataset data = TableSource.read(request.read())) {
            String reason = full.equals(request) ? null : "the lambda of the model that is resumed";
            return new Train(full, data, control, reason).run(digest, started);
        }
    }

    private static void requirePenalty(TrainRequest request) {
        boolean choose = LambdaChooser.family(request) != null;
        if (!choose && !usual(request)) {
            Penalty.parse(request.penalty());
        }
        String splitBy = request.read().splitBy();
        if (!choose && splitBy != null) {
            throw new InputException("--split-by " + splitBy
                    + ": train holds rows out only to choose the lambda of a penalty, and here there is none to choose; write"
                    + " --penalty l1 to have it chosen, --exclude " + splitBy
                    + " to predict without that column, or leave --split-by out");
        }
    }

    /** The same for data that is in memory; the request's file is only named, not read. The data stays open. */
    public static Training run(Dataset data, TrainRequest request, Consumer<String> step) {
        return new Train(request, data, TrainControl.of(step), null).run(null, System.nanoTime());
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
        ChosenFit chosen = family == null
                ? ChosenFit.given(given, fit(first))
                : new LambdaChooser(request, data, first, control).choose(family, warnings);
        warnings.addAll(0, Leaks.in(data).warnings());
        warnOfLostRows(chosen.fit(), first.target(), warnings);
        Uncertainty errors = control.watch().stopped()
                ? null
                : estimate(first.with(chosen.penalty()), chosen.penalty()).of(chosen.fit(), warnings);
        Model model = model(chosen, control.watch().stopped() ? null : errors, digest);
        return new Training(
                model,
                data.droppedBecause(),
                weightSum(),
                data.columns(),
                penaltyReason,
                warnings,
                (System.nanoTime() - started) / 1e9,
                chosen.choice(),
                TrainedCoverage.of(model, data));
    }

    private void warnOfLostRows(LinearFit fit, Series target, List<Notice> warnings) {
        if (fit instanceof FitResult one
                && request.loss() instanceof ModelLoss.OfScore loss
                && !control.watch().stopped()) {
            Notice lost = LostRows.in(data, loss.loss(), target, one, request.threads());
            if (lost != null) {
                warnings.add(lost);
            }
        }
    }

    private ErrorEstimate estimate(ModelFitter fitter, Penalty penalty) {
        return new ErrorEstimate(request, data, fitter, penalty, control.stage());
    }

    private LinearFit fit(ModelFitter fitter) {
        control.stage().accept("fitting " + request.loss().name());
        Model resume = control.resume();
        return fitter.fit(data.weights(), resume == null ? null : new Resumption(resume).start(data));
    }

    private Model model(ChosenFit chosen, @Nullable Uncertainty errors, @Nullable FileDigest digest) {
        ModelLink link = ModelLink.of(request.loss(), data.kind());
        return new Model(
                request.createdBy(),
                request.loss(),
                link,
                new ModelTarget(data.targetName(), data.kind(), data.labels(), data.positive()),
                request.read().nulls(),
                data.encoder(),
                data.x().standardDeviations(),
                scores(chosen.fit(), names()),
                FitSummary.of(chosen),
                errors,
                threshold(link),
                notes(chosen),
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

    private List<String> names() {
        return names(request.loss(), data);
    }

    /** What the scores are called where there are several. */
    static List<String> names(ModelLoss loss, Dataset data) {
        return loss instanceof ModelLoss.OfDistribution distribution ? distribution.scores() : data.labels();
    }

    static List<LinearScore> scores(LinearFit fit, List<String> labels) {
        List<LinearScore> scores = new ArrayList<>();
        for (int k = 0; k < fit.outputs(); k++) {
            String label = fit.outputs() == 1 ? null : labels.get(k);
            scores.add(new LinearScore(label, fit.intercept(k), fit.coefficients(k)));
        }
        return scores;
    }

    private List<String> notes(ChosenFit chosen) {
        List<String> notes = new ArrayList<>();
        if (chosen.unfinished() != null) {
            notes.add(chosen.unfinished());
        }
        chosen.fit().notes().forEach(note -> notes.add(InputNames.in(note, data.features())));
        return notes;
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
