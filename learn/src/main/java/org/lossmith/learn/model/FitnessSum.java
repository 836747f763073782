package org.lossmith.learn.model;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.evaluate.Coverage;
import org.lossmith.loss.RowLoss;
import org.lossmith.loss.TargetDomain;

/** Adds up how well predictions suit targets, over the rows whose target is there and one that the loss takes. */
final class FitnessSum {
    private final Model model;
    private long rows;
    private double loss;
    private double squares;
    private double sizes;
    private long right;
    private final Coverage.Sum coverage = new Coverage.Sum();

    FitnessSum(Model model) {
        this.model = model;
    }

    /** @param target coded as in training; NaN where it is missing */
    void add(PredictedRows predicted, double[] target) {
        int[] usable = new int[target.length];
        int count = 0;
        for (int row = 0; row < target.length; row++) {
            if (usable(target[row])) {
                usable[count++] = row;
            }
        }
        if (count == 0) {
            return;
        }
        usable = Arrays.copyOf(usable, count);
        rows += count;
        loss += losses(predicted, target, usable);
        if (model.loss() instanceof ModelLoss.OfDistribution distribution) {
            for (int row : usable) {
                coverage.add(Predictor.distribution(distribution.family(), predicted.score(), row), target[row], 1);
            }
        }
        double[] number = predicted.number();
        int[] label = predicted.label();
        for (int row : usable) {
            if (label != null) {
                right += label[row] == target[row] ? 1 : 0;
            } else if (number != null) {
                double error = number[row] - target[row];
                squares += error * error;
                sizes += Math.abs(error);
            }
        }
    }

    private boolean margin() {
        return model.loss() instanceof ModelLoss.OfScore one
                && one.loss().targetDomain() == TargetDomain.SIGN
                && !model.target().labels().isEmpty();
    }

    private boolean usable(double target) {
        if (Double.isNaN(target)) {
            return false;
        }
        if (model.loss() instanceof ModelLoss.OfDistribution distribution) {
            return distribution.takes(target);
        }
        return margin()
                || !(model.loss() instanceof ModelLoss.OfScore one)
                || one.loss().targetDomain().contains(target);
    }

    private double losses(PredictedRows predicted, double[] target, int[] usable) {
        boolean margin = margin();
        double[] wanted = new double[usable.length];
        double[][] score = new double[predicted.score().length][usable.length];
        for (int i = 0; i < usable.length; i++) {
            wanted[i] = margin ? 2 * target[usable[i]] - 1 : target[usable[i]];
            for (int k = 0; k < score.length; k++) {
                score[k][i] = predicted.score()[k][usable[i]];
            }
        }
        return model.loss() instanceof ModelLoss.OfScore one
                ? one.loss().sum(score[0], wanted, null, 0, wanted.length)
                : ((RowLoss) model.loss().loss()).sum(score, new double[][] {wanted}, null, 0, wanted.length);
    }

    Predict.@Nullable Fitness fitness() {
        if (rows == 0) {
            return null;
        }
        Map<String, Double> metrics = new LinkedHashMap<>();
        if (model.target().labels().isEmpty()) {
            metrics.put("rmse", Math.sqrt(squares / rows));
            metrics.put("mae", sizes / rows);
            if (model.loss() instanceof ModelLoss.OfDistribution) {
                Coverage found = coverage.get();
                for (int k = 0; k < Coverage.LEVELS.size(); k++) {
                    metrics.put(
                            "within-" + Math.round(100 * Coverage.LEVELS.get(k)),
                            found.within().get(k));
                }
            }
        } else {
            metrics.put("accuracy", (double) right / rows);
        }
        return new Predict.Fitness(rows, loss / rows, metrics);
    }
}
