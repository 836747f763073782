package org.lossmith.learn.compare;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;
import org.lossmith.learn.data.Dataset;
import org.lossmith.learn.data.InputNames;
import org.lossmith.learn.data.Rows;
import org.lossmith.learn.data.TargetKind;
import org.lossmith.learn.evaluate.Folds;
import org.lossmith.learn.evaluate.Threshold;
import org.lossmith.learn.fit.FitRequest;
import org.lossmith.learn.fit.FitResult;
import org.lossmith.learn.fit.Fitter;
import org.lossmith.loss.Link;
import org.lossmith.loss.Loss;
import org.lossmith.loss.TargetDomain;
import org.lossmith.penalty.ColumnPenalties;
import org.lossmith.penalty.Penalty;

/**
 * Fits a contender on all rows and on each fold's training rows, and scores the rows held out. For labels, everything that is
 * tuned after training (the probability of a margin's score, the threshold) is tuned on the training rows of the fold alone, and
 * then applied to the rows held out.
 *
 * <p>Every fold starts afresh. Starting from the fit on all rows would save passes over the data, but where the optimum is not
 * unique (more inputs than rows, repeated inputs, kinks, separated labels, several valleys) it would carry what that fit knows
 * of the held-out rows into the fold: with 60 inputs of pure noise and 30 rows the held-out errors came out as 0.
 */
final class CrossFitter {
    /** Predictions of a log link are capped here, so that their squares stay finite. */
    private static final double LARGEST = 1e70;

    private final Dataset data;
    private final Folds folds;
    private final Penalty penalty;
    private final int threads;
    private final Decider decider;

    CrossFitter(Dataset data, Folds folds, Penalty penalty, int threads, Decider decider) {
        this.data = data;
        this.folds = folds;
        this.penalty = penalty;
        this.threads = threads;
        this.decider = decider;
    }

    /** Fits a contender on a part of the rows without holding any out. */
    FitResult fit(Loss loss, Rows rows) {
        return fit(loss, targetFor(loss), rows);
    }

    private FitResult fit(Loss loss, double[] target, Rows rows) {
        Fitter fitter = fitter(loss);
        return InputNames.in(() -> fitter.fit(data.x(), target, data.weight(), rows, null), data.features());
    }

    ScoreCrossFit run(ScoreContender contender, Consumer<String> step) {
        long started = System.nanoTime();
        Loss loss = contender.loss();
        double[] target = targetFor(loss);
        step.accept(contender.name() + ", all rows");
        FitResult whole = fit(loss, target, Rows.all(data.used()));
        double[] score = new double[data.used()];
        double[] prediction = new double[data.used()];
        boolean labels = data.kind() == TargetKind.BINARY;
        boolean[] called = labels ? new boolean[data.used()] : null;
        boolean converged = whole.converged();
        for (int fold = 0; fold < folds.count(); fold++) {
            step.accept(contender.name() + ", fold " + (fold + 1) + " of " + folds.count());
            Rows training = Rows.except(folds.of(), fold);
            if (labels) {
                TrainingLabels.require(data, training, fold);
            }
            FitResult fit = fit(loss, target, training);
            converged &= fit.converged();
            Rows heldOut = Rows.only(folds.of(), fold);
            scoreRows(fit, heldOut, score, contender);
            if (called == null) {
                predict(loss, heldOut, score, prediction);
            } else {
                call(loss, fit, training, heldOut, score, prediction, called);
            }
        }
        Double threshold = labels ? threshold(loss, whole) : null;
        double seconds = (System.nanoTime() - started) / 1e9;
        return new ScoreCrossFit(contender, whole, score, prediction, called, threshold, converged, seconds);
    }

    private Fitter fitter(Loss loss) {
        ColumnPenalties columns =
                ColumnPenalties.none().withGroups(data.encoder().groups());
        return new Fitter(
                FitRequest.of(loss).withPenalty(penalty).withColumns(columns).withThreads(threads));
    }

    /** Labels 0 and 1 become -1 and +1 for losses of margins. */
    private double[] targetFor(Loss loss) {
        if (data.kind() != TargetKind.BINARY || loss.targetDomain() != TargetDomain.SIGN) {
            return data.target();
        }
        double[] sign = new double[data.used()];
        for (int row = 0; row < sign.length; row++) {
            sign[row] = 2 * data.target()[row] - 1;
        }
        return sign;
    }

    private void scoreRows(FitResult fit, Rows rows, double[] score, Contender contender) {
        for (int i = 0; i < rows.size(); i++) {
            int row = rows.row(i);
            double value = fit.score(data.x(), row);
            if (!Double.isFinite(value)) {
                throw new InputException(contender.name() + " gave data row " + data.sourceRow(row) + " the score "
                        + value + ", its fit ran away; add a penalty (--penalty l2:lambda=0.001) or leave it out");
            }
            score[row] = value;
        }
    }

    private static void predict(Loss loss, Rows rows, double[] score, double[] prediction) {
        boolean log = loss.link() == Link.LOG;
        for (int i = 0; i < rows.size(); i++) {
            int row = rows.row(i);
            prediction[row] = log ? Math.min(LARGEST, Math.exp(score[row])) : score[row];
        }
    }

    private void call(
            Loss loss, FitResult fit, Rows training, Rows heldOut, double[] score, double[] logit, boolean[] called) {
        double[] trainingScore = new double[training.size()];
        for (int i = 0; i < trainingScore.length; i++) {
            trainingScore[i] = fit.score(data.x(), training.row(i));
        }
        Selected labels = Selected.of(training, data);
        PlattScaling scaling = scaling(loss, trainingScore, labels);
        scaling.apply(trainingScore);
        Threshold threshold =
                Threshold.cheapest(trainingScore, labels.target, labels.weight, decider.under(), decider.over());
        for (int i = 0; i < heldOut.size(); i++) {
            int row = heldOut.row(i);
            logit[row] = scaling.logit(score[row]);
            called[row] = threshold.calls(logit[row]);
        }
    }

    private double threshold(Loss loss, FitResult whole) {
        double[] score = whole.scores(data.x());
        Selected labels = new Selected(data.target(), data.weight());
        PlattScaling scaling = scaling(loss, score, labels);
        scaling.apply(score);
        return Threshold.cheapest(score, labels.target, labels.weight, decider.under(), decider.over())
                .probability();
    }

    /** Scores that are logits already are taken as they are, and so is the score of a formula that a user wrote. */
    private static PlattScaling scaling(Loss loss, double[] score, Selected labels) {
        boolean logit = loss.link() == Link.LOGIT || (loss.link() == Link.IDENTITY && !loss.ofCatalogue());
        return logit ? PlattScaling.identity() : PlattScaling.fit(score, labels.target, labels.weight);
    }

    /** Targets and weights of some rows. */
    private record Selected(double[] target, double @Nullable [] weight) {
        static Selected of(Rows rows, Dataset data) {
            double[] target = new double[rows.size()];
            double[] all = data.weight();
            double[] weight = all == null ? null : new double[rows.size()];
            for (int i = 0; i < target.length; i++) {
                target[i] = data.target()[rows.row(i)];
                if (weight != null && all != null) {
                    weight[i] = all[rows.row(i)];
                }
            }
            return new Selected(target, weight);
        }
    }
}
