package org.lossmith.learn.model;

import org.jspecify.annotations.Nullable;
import org.lossmith.learn.data.Dataset;
import org.lossmith.learn.data.Series;
import org.lossmith.learn.evaluate.Coverage;

/** How a model's distributions suit the rows that it was trained on. */
final class TrainedCoverage {
    /** Enough for shares that are right to three tenths of a per cent. */
    private static final int ENOUGH = 100_000;

    private TrainedCoverage() {}

    /** Over all rows, or over some spread evenly; null for a model of no distribution. */
    static @Nullable Coverage of(Model model, Dataset data) {
        if (!(model.loss() instanceof ModelLoss.OfDistribution loss)) {
            return null;
        }
        Coverage.Sum sum = new Coverage.Sum();
        Series weight = data.weights();
        int step = (data.used() + ENOUGH - 1) / ENOUGH;
        double[] score = new double[model.scores().size()];
        for (int row = 0; row < data.used(); row += step) {
            for (int k = 0; k < score.length; k++) {
                score[k] = model.scores().get(k).of(data.x(), row);
            }
            double counts = weight == null ? 1 : weight.get(row);
            if (counts > 0) {
                sum.add(loss.family().at(score), data.targets().get(row), counts);
            }
        }
        return sum.get();
    }
}
