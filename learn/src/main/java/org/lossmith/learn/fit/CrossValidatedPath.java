package org.lossmith.learn.fit;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.data.BlockMatrix;
import org.lossmith.learn.data.Matrix;
import org.lossmith.learn.data.Rows;
import org.lossmith.learn.data.Series;
import org.lossmith.learn.data.StoredMatrix;
import org.lossmith.learn.fit.design.Workers;
import org.lossmith.learn.fit.objective.FitLoss;

/**
 * A path on all rows, and how its lambdas do on rows held out: each fold is judged by models of all other folds under the same
 * lambdas. Immutable.
 */
public final class CrossValidatedPath {
    /** Passes over fewer numbers than this (16 MB) take so little time that threads had better take a fold each. */
    private static final long FEW_NUMBERS = 2_000_000;

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

    /** One fold: what each lambda loses on it, as far as the path without it came, and its weight. */
    private record Fold(double[] losses, double weight) {}

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
        PathProgress progress = new PathProgress(path.watch(), folds + 1);
        FitLoss loss = path.loss(x.rows());
        PathResult whole = path.withWatch(progress.alone()).fit(loss, x, target, weight, Rows.all(x.rows()));
        int threads = path.model().threads();
        int abreast = few(x) ? Math.min(threads, folds) : 1;
        @Nullable Fold[] judged = new Fold[folds];
        try (Workers workers = new Workers(abreast)) {
            if (abreast > 1) {
                stage.accept("the paths without one of " + folds + " folds");
            }
            workers.run(folds, (fold, worker) -> {
                if (path.watch().stopped()) {
                    return;
                }
                if (abreast == 1) {
                    stage.accept("the path without fold " + (fold + 1) + " of " + folds);
                }
                PathResult others = path.withWatch(abreast == 1 ? progress.alone() : progress.amongOthers())
                        .forJudging(
                                loss,
                                x,
                                target,
                                weight,
                                Rows.except(foldOfRow, fold),
                                whole.lambdas(),
                                Math.max(1, threads / abreast));
                HeldOut heldOut = new HeldOut(loss, x, target, weight, Rows.only(foldOfRow, fold));
                judged[fold] =
                        new Fold(heldOut.losses(others.fits(), Math.max(1, threads / abreast)), heldOut.weightSum());
            });
        }
        return judged(whole, judged);
    }

    /** Whether threads had better take a fold each. */
    static boolean few(Matrix x) {
        return x instanceof BlockMatrix && !(x instanceof StoredMatrix) && (long) x.rows() * x.columns() <= FEW_NUMBERS;
    }

    /** By the folds that were judged under all lambdas; if there is none yet, by the one that came furthest. */
    private static Result judged(PathResult whole, @Nullable Fold[] folds) {
        List<Fold> known = Arrays.stream(folds).filter(Objects::nonNull).toList();
        if (known.isEmpty()) {
            return new Result(whole, null, 0);
        }
        int count = whole.lambdas().length;
        List<Fold> all =
                known.stream().filter(fold -> fold.losses().length == count).toList();
        if (all.isEmpty()) {
            Fold furthest = known.stream()
                    .max(Comparator.comparingInt(fold -> fold.losses().length))
                    .orElseThrow();
            return new Result(whole.first(furthest.losses().length), curve(whole, List.of(furthest)), 0);
        }
        return new Result(whole, curve(whole, all), all.size());
    }

    private static LambdaCurve curve(PathResult whole, List<Fold> folds) {
        double[][] losses = folds.stream().map(Fold::losses).toArray(double[][]::new);
        double[] weights = folds.stream().mapToDouble(Fold::weight).toArray();
        return LambdaCurve.of(Arrays.copyOf(whole.lambdas(), losses[0].length), losses, weights);
    }
}
