package org.lossmith.learn.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.data.Matrix;
import org.lossmith.learn.data.Series;

/**
 * A path on all rows, and how its lambdas do on rows held out: each fold is judged by models of all other folds under the same
 * lambdas. Immutable.
 */
public final class CrossValidatedPath {
    private final LambdaPath path;
    private final Consumer<String> stage;

    private CrossValidatedPath(LambdaPath path, Consumer<String> stage) {
        this.path = path;
        this.stage = stage;
    }

    /**
     * The fits on all rows, and the curve that a lambda is chosen by.
     *
     * @param path where it was interrupted, as far as something is known of it
     * @param curve null if it was interrupted before any fold was judged
     * @param judged folds that were judged under all lambdas of the path
     */
    public record Result(PathResult path, @Nullable LambdaCurve curve, int judged) {}

    public static CrossValidatedPath of(LambdaPath path) {
        return new CrossValidatedPath(path, label -> {});
    }

    /** @param changed told what begins, in a few words */
    public CrossValidatedPath withStage(Consumer<String> changed) {
        return new CrossValidatedPath(path, changed);
    }

    /**
     * @param foldOfRow the fold of each row, from 0
     * @param folds how many there are
     */
    public Result fit(Matrix x, Series target, @Nullable Series weight, int[] foldOfRow, int folds) {
        stage.accept("the path on all rows");
        int[] done = {0};
        PathResult whole =
                path.withWatch(new Counting(path.watch(), done, folds + 1)).fit(x, target, weight, Rows.all(x.rows()));
        double[] lambdas = whole.lambdas();
        FitLoss loss = path.model().loss((long) x.rows() * lambdas.length);
        List<double[]> losses = new ArrayList<>();
        double[] weights = new double[folds];
        for (int fold = 0; fold < folds && !path.watch().stopped(); fold++) {
            stage.accept("the path without fold " + (fold + 1) + " of " + folds);
            PathResult others = path.withWatch(new Counting(path.watch(), done, folds + 1))
                    .fit(x, target, weight, Rows.except(foldOfRow, fold), lambdas);
            HeldOut heldOut = new HeldOut(loss, x, target, weight, Rows.only(foldOfRow, fold));
            losses.add(heldOut.losses(others.fits(), path.model().threads()));
            weights[fold] = heldOut.weightSum();
        }
        return judged(whole, losses, weights);
    }

    /** By the folds that were judged under all lambdas; if the first of them was interrupted, by what there is of it. */
    private static Result judged(PathResult whole, List<double[]> losses, double[] weights) {
        if (losses.isEmpty()) {
            return new Result(whole, null, 0);
        }
        int count = whole.lambdas().length;
        int judged = (int) losses.stream().filter(fold -> fold.length == count).count();
        PathResult path = judged > 0 ? whole : whole.first(losses.get(0).length);
        double[][] known = losses.subList(0, Math.max(1, judged)).toArray(double[][]::new);
        return new Result(path, LambdaCurve.of(path.lambdas(), known, Arrays.copyOf(weights, known.length)), judged);
    }

    /** Counts the fits of all paths together; they are taken to be as long as the first. */
    private static final class Counting implements FitWatch {
        private final FitWatch watch;
        private final int[] done;
        private final int before;
        private final int paths;

        Counting(FitWatch watch, int[] done, int paths) {
            this.watch = watch;
            this.done = done;
            this.before = done[0];
            this.paths = paths;
        }

        @Override
        public boolean stopped() {
            return watch.stopped();
        }

        @Override
        public void step(Step step) {
            watch.step(step);
        }

        @Override
        public void fitted(int finished, int of) {
            done[0] = before + finished;
            // The first path may have ended early; the others end where it did.
            watch.fitted(done[0], before == 0 ? of * paths : before + (paths - before / of) * of);
        }
    }
}
