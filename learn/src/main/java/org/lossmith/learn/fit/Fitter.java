package org.lossmith.learn.fit;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;
import org.lossmith.learn.data.Matrix;
import org.lossmith.learn.data.Rows;
import org.lossmith.learn.data.Series;
import org.lossmith.learn.fit.design.Workers;
import org.lossmith.learn.fit.objective.ElementLoss;
import org.lossmith.learn.fit.problem.Fitted;
import org.lossmith.learn.fit.workingset.PathWatch;
import org.lossmith.learn.solver.FitWatch;
import org.lossmith.penalty.Penalty;

/**
 * Fits a linear model with any elementwise loss: minimises {@code weighted mean of loss(score, target) + penalty},
 * where the weighted mean divides by the sum of the weights. A weight of 2 counts as two rows, a weight of 0 as none.
 */
public final class Fitter {
    /** Steps a penalty takes on a path, about. */
    private static final long STEPS = 4;

    private final FitRequest request;
    private final FitWatch watch;

    public Fitter(FitRequest request) {
        this(request, FitWatch.NONE);
    }

    /** @param watch is told of every step over all rows, and may end the fit */
    public Fitter(FitRequest request, FitWatch watch) {
        this.request = request;
        this.watch = watch;
    }

    public FitRequest request() {
        return request;
    }

    /** Fits on all rows without weights. */
    public FitResult fit(Matrix x, double[] target) {
        return fit(x, target, null, Rows.all(x.rows()), null);
    }

    /** Fits on all rows. */
    public FitResult fit(Matrix x, double[] target, double @Nullable [] weight) {
        return fit(x, target, weight, Rows.all(x.rows()), null);
    }

    /**
     * Fits on some rows.
     *
     * @param x finite numbers
     * @param target one for each row of the matrix, in the loss's domain
     * @param weight one for each row of the matrix, finite and at least 0, or null for all 1
     * @param rows the rows to fit on; the others are not looked at
     * @param start a fit of the same columns to start from (it saves passes over the data), or null
     * @throws InputException if there are no rows, no positive weight, or a number that is not allowed (with its row
     *     named)
     */
    public FitResult fit(Matrix x, double[] target, double @Nullable [] weight, Rows rows, @Nullable FitResult start) {
        return fit(x, Series.of(target), weight == null ? null : Series.of(weight), rows, start);
    }

    /** The same for numbers that need not be in memory, such as those of a data set that is too large for it. */
    public FitResult fit(Matrix x, Series target, @Nullable Series weight, Rows rows, @Nullable FitResult start) {
        return fit(ElementLoss.of(request.loss().forRows(x.rows())), request, watch, x, target, weight, rows, start);
    }

    /** The same with any elementwise loss; the request's own is not looked at. */
    static FitResult fit(
            ElementLoss loss,
            FitRequest request,
            FitWatch watch,
            Matrix x,
            Series target,
            @Nullable Series weight,
            Rows rows,
            @Nullable FitResult start) {
        Rows counted = Inputs.check(loss, x, target, weight, rows);
        try (Workers workers = new Workers(request.threads())) {
            FitRun run = new FitRun(loss, FitSettings.of(request), x, target, weight, counted, workers);
            return result(run.watchedBy(watch).run(start));
        }
    }

    /**
     * Fits the same rows under one penalty after the other, each from where the last one ended. What does not depend on
     * the penalty is made once, so this is much faster than as many fits; for squared error further penalties hardly
     * cost anything. The request's own penalty is not looked at.
     *
     * @param penalties in the order of their strength, best from the strongest to the weakest
     * @return one fit for each penalty, in their order; fewer if the watch ended them, of which the last may be unfinished
     * @throws InputException as for a single fit
     */
    public List<FitResult> fitPath(
            Matrix x, double[] target, double @Nullable [] weight, Rows rows, List<Penalty> penalties) {
        return fitPath(x, Series.of(target), weight == null ? null : Series.of(weight), rows, penalties);
    }

    /** The same for numbers that need not be in memory. */
    public List<FitResult> fitPath(
            Matrix x, Series target, @Nullable Series weight, Rows rows, List<Penalty> penalties) {
        // Every penalty sees every row, in each of a few steps.
        ElementLoss loss = ElementLoss.of(request.loss().forRows(STEPS * x.rows() * penalties.size()));
        Rows counted = Inputs.check(loss, x, target, weight, rows);
        try (Workers workers = new Workers(request.threads())) {
            FitSettings settings = FitSettings.of(request.withPenalty(Penalty.none()));
            FitRun run = new FitRun(loss, settings, x, target, weight, counted, workers);
            List<Fitted> found = run.watchedBy(watch).path(penalties, PathWatch.ofAll(watch, penalties.size()));
            return workers.list(found.size(), i -> result(found.get(i)));
        }
    }

    static FitResult result(Fitted found) {
        return new FitResult(
                found.design().coordinates().intercept(found.parameters(), 0),
                found.design().coordinates().coefficients(found.parameters(), 0),
                found.converged(),
                found.iterations(),
                found.objective(),
                found.certificate(),
                found.solver(),
                found.reason(),
                found.notes());
    }
}
