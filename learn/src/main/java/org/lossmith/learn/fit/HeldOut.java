package org.lossmith.learn.fit;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.data.Matrix;
import org.lossmith.learn.data.Rows;
import org.lossmith.learn.data.Series;
import org.lossmith.learn.fit.design.Tile;
import org.lossmith.learn.fit.design.Workers;
import org.lossmith.learn.fit.objective.FitLoss;

/** Rows that models have not been fitted on. */
final class HeldOut {
    private static final int BLOCK = 1024;

    private final FitLoss loss;
    private final Matrix x;
    private final double[] target;
    private final double[] weight;
    private final Rows rows;
    private final double weightSum;

    HeldOut(FitLoss loss, Matrix x, Series target, @Nullable Series weight, Rows rows) {
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
    double[] losses(List<LinearFit> fits, int threads) {
        double[] means = new double[fits.size()];
        try (Workers workers = new Workers(threads)) {
            workers.run(means.length, (fit, worker) -> means[fit] = mean(fits.get(fit)));
        }
        return means;
    }

    private double mean(LinearFit fit) {
        Tile tile = new Tile(loss.outputs(), BLOCK, false);
        double[] value = new double[BLOCK];
        double sum = 0;
        for (int from = 0; from < target.length; from += BLOCK) {
            tile.rows = Math.min(BLOCK, target.length - from);
            System.arraycopy(target, from, tile.target, 0, tile.rows);
            for (int k = 0; k < loss.outputs(); k++) {
                for (int i = 0; i < tile.rows; i++) {
                    tile.scores[k][i] = fit.intercept(k) + x.dot(rows.row(from + i), fit.coefficients(k));
                }
            }
            loss.values(tile, value);
            for (int i = 0; i < tile.rows; i++) {
                sum += weight[from + i] == 0 ? 0 : weight[from + i] * value[i];
            }
        }
        return sum / weightSum;
    }
}
