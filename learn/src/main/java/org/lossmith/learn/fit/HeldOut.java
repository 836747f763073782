package org.lossmith.learn.fit;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.data.Matrix;
import org.lossmith.learn.data.Series;
import org.lossmith.loss.Loss;

/** Rows that models have not been fitted on. */
final class HeldOut {
    private static final int BLOCK = 1024;

    private final Loss loss;
    private final Matrix x;
    private final double[] target;
    private final double[] weight;
    private final Rows rows;
    private final double weightSum;

    HeldOut(Loss loss, Matrix x, Series target, @Nullable Series weight, Rows rows) {
        this.loss = loss;
        this.x = x;
        this.rows = rows;
        this.target = new double[rows.size()];
        this.weight = new double[rows.size()];
        double sum = 0;
        for (int i = 0; i < this.target.length; i++) {
            this.target[i] = target.get(rows.row(i));
            this.weight[i] = weight == null ? 1 : weight.get(rows.row(i));
            sum += this.weight[i];
        }
        this.weightSum = sum;
    }

    double weightSum() {
        return weightSum;
    }

    /** The weighted mean loss of each model; threads share out the models, so their number changes nothing. */
    double[] losses(List<FitResult> fits, int threads) {
        double[] means = new double[fits.size()];
        try (Workers workers = new Workers(threads)) {
            workers.run(means.length, (fit, worker) -> means[fit] = mean(fits.get(fit)));
        }
        return means;
    }

    private double mean(FitResult fit) {
        double[] score = new double[BLOCK];
        double[] targets = new double[BLOCK];
        double[] value = new double[BLOCK];
        double sum = 0;
        for (int from = 0; from < target.length; from += BLOCK) {
            int count = Math.min(BLOCK, target.length - from);
            System.arraycopy(target, from, targets, 0, count);
            for (int i = 0; i < count; i++) {
                score[i] = fit.score(x, rows.row(from + i));
            }
            loss.values(score, targets, value, 0, count);
            for (int i = 0; i < count; i++) {
                sum += weight[from + i] == 0 ? 0 : weight[from + i] * value[i];
            }
        }
        return sum / weightSum;
    }
}
