package org.lossmith.learn.fit;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.data.Matrix;
import org.lossmith.learn.data.Series;
import org.lossmith.loss.Loss;

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

    /** The fits on all rows, and the curve that a lambda is chosen by. */
    public record Result(PathResult path, LambdaCurve curve) {}

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
        stage.accept("fitting the path on all rows");
        PathResult whole = path.fit(x, target, weight, Rows.all(x.rows()));
        double[] lambdas = whole.lambdas();
        Loss loss = path.request().loss().forRows((long) x.rows() * lambdas.length);
        double[][] losses = new double[folds][];
        double[] weights = new double[folds];
        for (int fold = 0; fold < folds; fold++) {
            stage.accept("fitting the path without fold " + (fold + 1) + " of " + folds);
            PathResult others = path.fit(x, target, weight, Rows.except(foldOfRow, fold), lambdas);
            HeldOut heldOut = new HeldOut(loss, x, target, weight, Rows.only(foldOfRow, fold));
            losses[fold] = heldOut.losses(others.fits(), path.request().threads());
            weights[fold] = heldOut.weightSum();
        }
        return new Result(whole, LambdaCurve.of(lambdas, losses, weights));
    }
}
