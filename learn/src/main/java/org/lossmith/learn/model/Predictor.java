package org.lossmith.learn.model;

import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;
import org.lossmith.learn.data.EncodedChunk;
import org.lossmith.learn.data.Matrix;
import org.lossmith.learn.data.TargetKind;
import org.lossmith.learn.distribution.Distribution;
import org.lossmith.learn.distribution.DistributionFamily;
import org.lossmith.loss.Link;

/** Uses a model on rows whose inputs are there. */
public final class Predictor {
    private final Model model;
    private final double threshold;

    /**
     * @param threshold the probability from which a row gets the positive label, or null for the model's own
     * @throws InputException if there is a threshold and the model gives no probability of one of two labels
     */
    public Predictor(Model model, @Nullable Double threshold) {
        requireThreshold(model, threshold);
        Double own = model.threshold();
        this.model = model;
        this.threshold = threshold != null ? threshold : own != null ? own : Model.USUAL_THRESHOLD;
    }

    /** Refuses a threshold that is none, or that the model has no use for. */
    public static void requireThreshold(Model model, @Nullable Double threshold) {
        if (threshold != null && model.threshold() == null) {
            throw new InputException(
                    "--threshold is for models that give the probability of one of two labels; this one of "
                            + model.loss().name() + " does not: leave it out");
        }
        if (threshold != null && !(threshold >= 0 && threshold <= 1)) {
            throw new InputException("--threshold is a probability, from 0 to 1, not " + threshold);
        }
    }

    /** The probability from which a row gets the positive label. */
    public double threshold() {
        return threshold;
    }

    /** Whether predictions are labels rather than numbers. */
    public boolean givesLabels() {
        return !model.target().labels().isEmpty();
    }

    PredictedRows of(EncodedChunk chunk) {
        double[][] score = scores(chunk.x());
        boolean labels = givesLabels();
        double[][] probability = probabilities(score);
        return new PredictedRows(
                chunk.sourceRow(),
                chunk.kept(),
                score,
                labels ? null : numbers(score),
                labels ? labels(score, probability) : null,
                probability);
    }

    /** What a model's scores stand for besides a number, or null if that is no distribution. */
    public static @Nullable DistributionFamily distributions(Model model) {
        // A poisson fit of amounts that are no counts is a fit of their mean alone.
        boolean known = model.loss() instanceof ModelLoss.OfDistribution
                || (model.loss() instanceof ModelLoss.OfScore && model.target().kind() == TargetKind.COUNTS);
        return known ? model.loss().distribution() : null;
    }

    /** That of one row of planar scores. */
    public static Distribution distribution(DistributionFamily family, double[][] score, int row) {
        double[] own = new double[score.length];
        for (int k = 0; k < own.length; k++) {
            own[k] = score[k][row];
        }
        return family.at(own);
    }

    /** The scores of every row, with the same bits as those of the fit. */
    public double[][] scores(Matrix x) {
        double[][] score = new double[model.scores().size()][x.rows()];
        for (int k = 0; k < score.length; k++) {
            LinearScore linear = model.scores().get(k);
            for (int row = 0; row < x.rows(); row++) {
                score[k][row] = linear.of(x, row);
            }
        }
        return score;
    }

    private double[] numbers(double[][] scores) {
        if (model.loss() instanceof ModelLoss.OfDistribution distribution) {
            return centres(distribution.family(), scores);
        }
        double[] score = scores[0];
        Link link =
                model.link() == ModelLink.LOG ? Link.LOG : model.link() == ModelLink.LOGIT ? Link.LOGIT : Link.IDENTITY;
        double[] number = new double[score.length];
        for (int row = 0; row < number.length; row++) {
            number[row] = link.prediction(score[row]);
        }
        return number;
    }

    private static double[] centres(DistributionFamily family, double[][] scores) {
        double[] number = new double[scores[0].length];
        for (int row = 0; row < number.length; row++) {
            number[row] = distribution(family, scores, row).get(family.centre());
        }
        return number;
    }

    private double[][] probabilities(double[][] score) {
        int rows = score[0].length;
        if (model.link() == ModelLink.LOGIT && model.target().kind() == TargetKind.BINARY) {
            double[] positive = new double[rows];
            for (int row = 0; row < rows; row++) {
                positive[row] = Link.LOGIT.prediction(score[0][row]);
            }
            return new double[][] {positive};
        }
        if (model.link() != ModelLink.SOFTMAX) {
            return new double[0][];
        }
        double[][] probability = new double[score.length][rows];
        for (int row = 0; row < rows; row++) {
            softmax(score, row, probability);
        }
        return probability;
    }

    /** The largest score is taken off first, so that nothing overflows. */
    private static void softmax(double[][] score, int row, double[][] into) {
        double largest = score[largest(score, row)][row];
        double sum = 0;
        for (int k = 0; k < score.length; k++) {
            into[k][row] = Math.exp(score[k][row] - largest);
            sum += into[k][row];
        }
        for (int k = 0; k < score.length; k++) {
            into[k][row] /= sum;
        }
    }

    private int[] labels(double[][] score, double[][] probability) {
        int[] label = new int[score[0].length];
        for (int row = 0; row < label.length; row++) {
            label[row] = score.length > 1 ? largest(score, row) : positive(score[0][row], probability, row) ? 1 : 0;
        }
        return label;
    }

    private boolean positive(double score, double[][] probability, int row) {
        if (probability.length > 0) {
            return probability[0][row] >= threshold;
        }
        // Without probabilities a margin is told apart at 0, and a predicted mean of labels 0 and 1 at their midpoint.
        return switch (model.link()) {
            case IDENTITY -> score >= Model.USUAL_THRESHOLD;
            case LOG -> Math.exp(score) >= Model.USUAL_THRESHOLD;
            default -> score >= 0;
        };
    }

    /** The first of the largest. */
    private static int largest(double[][] score, int row) {
        int best = 0;
        for (int k = 1; k < score.length; k++) {
            if (score[k][row] > score[best][row]) {
                best = k;
            }
        }
        return best;
    }
}
