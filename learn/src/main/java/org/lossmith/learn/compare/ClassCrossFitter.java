package org.lossmith.learn.compare;

import java.util.function.Consumer;
import org.lossmith.InputException;
import org.lossmith.learn.data.Dataset;
import org.lossmith.learn.data.InputNames;
import org.lossmith.learn.data.Rows;
import org.lossmith.learn.evaluate.ClassMetrics;
import org.lossmith.learn.evaluate.Folds;
import org.lossmith.learn.evaluate.Sampling;
import org.lossmith.learn.fit.ClassFitResult;
import org.lossmith.learn.fit.ClassFitter;
import org.lossmith.loss.RowLoss;
import org.lossmith.penalty.ColumnPenalties;
import org.lossmith.penalty.Penalty;

/**
 * {@link CrossFitter} for several classes. A row is called the class with the largest score; where every class is to count the
 * same, the class whose probability is the largest multiple of its share of the training rows, which is the call with the least
 * balanced error (Menon and others 2021).
 */
final class ClassCrossFitter {
    private final Dataset data;
    private final Folds folds;
    private final Penalty penalty;
    private final int threads;
    private final boolean balanced;

    ClassCrossFitter(Dataset data, Folds folds, Penalty penalty, int threads, Decider decider) {
        this.data = data;
        this.folds = folds;
        this.penalty = penalty;
        this.threads = threads;
        this.balanced = decider.metric().equals("balanced-error");
    }

    ClassCrossFit run(ClassContender contender, Consumer<String> step) {
        long started = System.nanoTime();
        step.accept(contender.name() + ", all rows");
        ClassFitResult whole = fit(contender.loss(), Rows.all(data.used()));
        double[][] score = new double[data.labels().size()][data.used()];
        double[][] logit = new double[score.length][data.used()];
        int[] called = new int[data.used()];
        boolean converged = whole.converged();
        for (int fold = 0; fold < folds.count(); fold++) {
            step.accept(contender.name() + ", fold " + (fold + 1) + " of " + folds.count());
            Rows training = Rows.except(folds.of(), fold);
            TrainingLabels.require(data, training, fold);
            ClassFitResult fit = fit(contender.loss(), training);
            converged &= fit.converged();
            Rows heldOut = Rows.only(folds.of(), fold);
            fit.scores(data.x(), heldOut, score);
            requireFinite(contender, heldOut, score);
            double factor = factor(contender, fit, training);
            call(heldOut, score, factor, handicap(contender, training), logit, called);
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        return new ClassCrossFit(contender, whole, score, logit, called, converged, seconds);
    }

    private ClassFitResult fit(RowLoss loss, Rows rows) {
        ClassFitter fitter = ClassFitter.of(loss, data.labels().size())
                .withPenalty(penalty)
                .withColumns(ColumnPenalties.none().withGroups(data.encoder().groups()))
                .withThreads(threads);
        return InputNames.in(() -> fitter.fit(data.x(), data.target(), data.weight(), rows), data.features());
    }

    /** What the classes' shares of the training rows alone would say of each row: the least that a model must beat. */
    ClassMetrics baseline(Sampling sampling) {
        double[][] logit = new double[data.labels().size()][data.used()];
        int[] called = new int[data.used()];
        for (int fold = 0; fold < folds.count(); fold++) {
            Rows heldOut = Rows.only(folds.of(), fold);
            double[] shares = logShares(Rows.except(folds.of(), fold));
            double[][] score = new double[logit.length][data.used()];
            for (int i = 0; i < heldOut.size(); i++) {
                for (int k = 0; k < logit.length; k++) {
                    score[k][heldOut.row(i)] = shares[k];
                }
            }
            call(heldOut, score, 1, new double[logit.length], logit, called);
        }
        return new ClassMetrics(logit, called, data.target(), data.weight(), sampling);
    }

    private double factor(ClassContender contender, ClassFitResult fit, Rows training) {
        if (contender.givesProbabilities()) {
            return TemperatureScaling.identity().factor();
        }
        double[][] score = new double[data.labels().size()][data.used()];
        fit.scores(data.x(), training, score);
        return TemperatureScaling.fit(score, data.target(), data.weight(), training)
                .factor();
    }

    /** Class weights in the loss have raised the probabilities of rare classes already. */
    private double[] handicap(ClassContender contender, Rows training) {
        double[] shares = logShares(training);
        double[] weights = contender.classWeights(shares.length);
        for (int k = 0; k < shares.length; k++) {
            shares[k] = balanced ? shares[k] + Math.log(weights[k]) : 0;
        }
        return shares;
    }

    private double[] logShares(Rows rows) {
        double[] share = new double[data.labels().size()];
        double[] weight = data.weight();
        for (int i = 0; i < rows.size(); i++) {
            share[(int) data.target()[rows.row(i)]] += weight == null ? 1 : weight[rows.row(i)];
        }
        for (int k = 0; k < share.length; k++) {
            share[k] = Math.log(share[k]);
        }
        return share;
    }

    /** @param handicap what each class's score must exceed to be called */
    private static void call(
            Rows rows, double[][] score, double factor, double[] handicap, double[][] logit, int[] called) {
        for (int i = 0; i < rows.size(); i++) {
            int row = rows.row(i);
            int best = 0;
            for (int k = 0; k < score.length; k++) {
                logit[k][row] = factor * score[k][row];
                best = logit[k][row] - handicap[k] > logit[best][row] - handicap[best] ? k : best;
            }
            called[row] = best;
        }
    }

    private void requireFinite(ClassContender contender, Rows rows, double[][] score) {
        for (int i = 0; i < rows.size(); i++) {
            for (double[] of : score) {
                double value = of[rows.row(i)];
                if (!Double.isFinite(value)) {
                    throw new InputException(contender.name() + " gave data row " + data.sourceRow(rows.row(i))
                            + " the score " + value
                            + ", its fit ran away; add a penalty (--penalty l2:lambda=0.001) or leave it out");
                }
            }
        }
    }
}
