package org.lossmith.learn.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;
import org.lossmith.learn.data.Matrix;
import org.lossmith.learn.data.Rows;
import org.lossmith.learn.data.Series;
import org.lossmith.learn.fit.design.Workers;
import org.lossmith.learn.fit.objective.FitLoss;
import org.lossmith.learn.fit.problem.Fitted;
import org.lossmith.learn.fit.workingset.PathWatch;
import org.lossmith.learn.solver.FitWatch;
import org.lossmith.penalty.AdaptiveL1;
import org.lossmith.penalty.Penalty;
import org.lossmith.penalty.PenaltyFamily;

/**
 * Fits along decreasing lambdas, evenly spaced on a log scale from the largest that is of interest: where the last coefficient
 * becomes zero, or for ridge, which gives no zeros, 1000 times that of a lasso (Friedman, Hastie and Tibshirani 2010). Each fit
 * starts from the one before it. Immutable.
 */
public final class LambdaPath {
    public static final int DEFAULT_COUNT = 100;
    /** The smallest lambda as a part of the largest, where rows outnumber columns and where they do not (as glmnet has it). */
    public static final double TALL_RATIO = 1e-4;

    public static final double WIDE_RATIO = 1e-2;

    private final PathModel model;
    private final PenaltyFamily family;
    private final int count;
    private final @Nullable Double ratio;
    private final FitWatch watch;

    private LambdaPath(PathModel model, PenaltyFamily family, int count, @Nullable Double ratio, FitWatch watch) {
        this.model = model;
        this.family = family;
        this.count = count;
        this.ratio = ratio;
        this.watch = watch;
    }

    /** @param request its own penalty is not looked at */
    public static LambdaPath of(FitRequest request, PenaltyFamily family) {
        return new LambdaPath(new PathModel.OfScore(request), family, DEFAULT_COUNT, null, FitWatch.NONE);
    }

    /** The same for one score a class. */
    public static LambdaPath of(ClassFitter fitter, PenaltyFamily family) {
        return new LambdaPath(new PathModel.OfClasses(fitter), family, DEFAULT_COUNT, null, FitWatch.NONE);
    }

    /** The same for the parameters of a distribution. */
    public static LambdaPath of(DensityFitter fitter, PenaltyFamily family) {
        DensityFitter penalised = fitter.withPenalty(family.at(1));
        return new LambdaPath(new PathModel.OfDensity(penalised), family, DEFAULT_COUNT, null, FitWatch.NONE);
    }

    /** With so many lambdas, at least 1. */
    public LambdaPath withCount(int changed) {
        if (changed < 1) {
            throw new InputException("the number of lambdas must be at least 1, not " + changed + "; " + DEFAULT_COUNT
                    + " is the default");
        }
        return new LambdaPath(model, family, changed, ratio, watch);
    }

    /** With a smallest lambda that is this part of the largest, between 0 and 1. */
    public LambdaPath withRatio(double changed) {
        if (!(changed > 0 && changed < 1)) {
            throw new InputException("the smallest lambda as a part of the largest must be between 0 and 1, not "
                    + changed + "; " + TALL_RATIO + " is usual, or " + WIDE_RATIO + " where columns outnumber rows");
        }
        return new LambdaPath(model, family, count, changed, watch);
    }

    /** @param changed is told of every step over all rows, and may end the fits */
    public LambdaPath withWatch(FitWatch changed) {
        return new LambdaPath(model, family, count, ratio, changed);
    }

    PathModel model() {
        return model;
    }

    FitWatch watch() {
        return watch;
    }

    /**
     * Fits on some rows; arguments as for {@link Fitter#fit(Matrix, Series, Series, Rows, FitResult)}. The path may end before
     * its smallest lambda, see {@link PathResult#ended}.
     *
     * @throws InputException as a single fit, and if no column has anything to say about the target
     */
    public PathResult fit(Matrix x, Series target, @Nullable Series weight, Rows rows) {
        return fit(loss(x.rows()), x, target, weight, rows);
    }

    /** The same for numbers in memory. */
    public PathResult fit(Matrix x, double[] target, double @Nullable [] weight, Rows rows) {
        return fit(x, Series.of(target), weight == null ? null : Series.of(weight), rows);
    }

    /** What the rows are fitted by; paths that share it share its compiled loops. */
    FitLoss loss(int rows) {
        // Every lambda sees every row.
        return model.loss((long) rows * count);
    }

    PathResult fit(FitLoss loss, Matrix x, Series target, @Nullable Series weight, Rows rows) {
        Rows counted = Inputs.check(loss, x, target, weight, rows);
        try (Workers workers = new Workers(model.threads())) {
            FitSettings settings = model.settings().with(Penalty.none());
            FitLoss own = model.in(loss, target, weight, counted);
            FitRun run = new FitRun(own, settings, x, target, weight, counted, workers).watchedBy(watch);
            double[] lambdas = spaced(run, counted.size(), x.columns());
            PathWatch follower = settles(loss)
                    ? PathWatch.ofChanges(watch, count, run::floor)
                    : PathWatch.ofAll(watch, lambdas.length);
            return result(lambdas, run.path(penalties(lambdas), follower), follower, own);
        }
    }

    /**
     * Fits for a cross-validation, under the lambdas of a path on all rows: no more exact than their losses on rows held out can
     * show.
     */
    PathResult forJudging(
            FitLoss loss, Matrix x, Series target, @Nullable Series weight, Rows rows, double[] lambdas, int threads) {
        Rows counted = Inputs.check(loss, x, target, weight, rows);
        try (Workers workers = new Workers(threads)) {
            FitSettings settings = model.settings().with(Penalty.none()).forJudging();
            FitLoss own = model.in(loss, target, weight, counted);
            FitRun run = new FitRun(own, settings, x, target, weight, counted, workers).watchedBy(watch);
            PathWatch follower = CrossValidatedPath.few(x)
                    ? PathWatch.amongOthers(watch, lambdas.length)
                    : PathWatch.ofAll(watch, lambdas.length);
            return result(lambdas, run.path(penalties(lambdas), follower), follower, own);
        }
    }

    /** Whether the loss falls smoothly as lambda does, so that where it stands still it is done. */
    private boolean settles(FitLoss loss) {
        return loss.convex() && loss.smooth() && family.convex() && !(family.at(1) instanceof AdaptiveL1);
    }

    private PathResult result(double[] lambdas, List<Fitted> found, PathWatch follower, FitLoss own) {
        // What was interrupted is kept only where there is nothing else.
        int kept = follower.interrupted() && found.size() > 1 ? found.size() - 1 : found.size();
        List<LinearFit> fits = new ArrayList<>();
        for (int i = 0; i < kept; i++) {
            fits.add(model.result(found.get(i), family.at(lambdas[i]), own));
        }
        return new PathResult(family, Arrays.copyOf(lambdas, kept), fits, follower.reason());
    }

    private double[] spaced(FitRun run, int rows, int columns) {
        double largest = LargestLambda.of(run, family);
        if (!(largest > 0 && largest < Double.POSITIVE_INFINITY)) {
            throw new InputException("no lambda can be chosen: the loss does not change with any of the " + columns
                    + " columns (is each of them constant, or has the target one value only?); leave the penalty out");
        }
        return spaced(largest, rows > columns ? TALL_RATIO : WIDE_RATIO);
    }

    private double[] spaced(double largest, double usualRatio) {
        // Ridge's first lambda is so many times that of a lasso, which its last should not be.
        double usual = family.givesZeros() ? usualRatio : usualRatio / LargestLambda.RIDGE;
        double end = ratio == null ? usual : ratio;
        double[] lambdas = new double[count];
        for (int i = 0; i < count; i++) {
            lambdas[i] = i == 0 ? largest : largest * StrictMath.pow(end, i / (count - 1.0));
        }
        return lambdas;
    }

    private List<Penalty> penalties(double[] lambdas) {
        return Arrays.stream(lambdas).mapToObj(family::at).toList();
    }
}
