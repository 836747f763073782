package org.lossmith.learn.model;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.data.Dataset;
import org.lossmith.learn.data.Series;
import org.lossmith.learn.fit.LinearFit;

/**
 * Fits the same model on rows drawn again with replacement (Efron 1979), as often as asked. A draw is a weight for each row, the
 * number of times it was drawn; each has a generator of its own, so that the draws depend on the seed alone.
 */
final class Bootstrap {
    private static final double LOW = 0.025;

    private final Dataset data;
    private final ModelFitter fitter;
    private final long seed;
    private int unfinished;

    Bootstrap(Dataset data, ModelFitter fitter, long seed) {
        this.data = data;
        this.fitter = fitter;
        this.seed = seed;
    }

    /** Draws whose fit did not converge. */
    int unfinished() {
        return unfinished;
    }

    /** @param whole the fit on all rows, near which the others start */
    List<Uncertainty.OfScore> run(int draws, LinearFit whole, Consumer<String> step) {
        int scores = whole.outputs();
        int parameters = data.x().columns() + 1;
        double[][][] drawn = new double[scores][parameters][draws];
        for (int draw = 0; draw < draws; draw++) {
            step.accept("bootstrap, draw " + (draw + 1) + " of " + draws);
            LinearFit fit = fitter.fit(weights(draw), whole);
            unfinished += fit.converged() ? 0 : 1;
            for (int k = 0; k < scores; k++) {
                drawn[k][0][draw] = fit.intercept(k);
                for (int j = 1; j < parameters; j++) {
                    drawn[k][j][draw] = fit.coefficients(k)[j - 1];
                }
            }
        }
        return Arrays.stream(drawn).map(Bootstrap::summary).toList();
    }

    private Series weights(int draw) {
        int rows = data.used();
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + draw);
        double[] weight = new double[rows];
        for (int i = 0; i < rows; i++) {
            weight[random.nextInt(rows)]++;
        }
        @Nullable Series own = data.weights();
        if (own != null) {
            for (int row = 0; row < rows; row++) {
                weight[row] *= own.get(row);
            }
        }
        return Series.of(weight);
    }

    private static Uncertainty.OfScore summary(double[][] drawn) {
        int parameters = drawn.length;
        double[] error = new double[parameters];
        double[] low = new double[parameters];
        double[] high = new double[parameters];
        for (int j = 0; j < parameters; j++) {
            double[] sorted = drawn[j].clone();
            Arrays.sort(sorted);
            double mean = Arrays.stream(sorted).sum() / sorted.length;
            double squares = Arrays.stream(sorted)
                    .map(value -> (value - mean) * (value - mean))
                    .sum();
            error[j] = Math.sqrt(squares / (sorted.length - 1));
            low[j] = quantile(sorted, LOW);
            high[j] = quantile(sorted, 1 - LOW);
        }
        return new Uncertainty.OfScore(error, low, high);
    }

    /** Between the two draws around it, as R and numpy do by default. */
    private static double quantile(double[] sorted, double share) {
        double at = share * (sorted.length - 1);
        int below = (int) Math.floor(at);
        int above = Math.min(sorted.length - 1, below + 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
