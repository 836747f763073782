package org.lossmith.learn.fit;

import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;
import org.lossmith.learn.data.BlockMatrix;
import org.lossmith.learn.data.Matrix;

/**
 * Fits a linear model with any elementwise loss: minimises {@code weighted mean of loss(score, target) + penalty},
 * where the weighted mean divides by the sum of the weights. A weight of 2 counts as two rows, a weight of 0 as none.
 */
public final class Fitter {
    private final FitRequest request;

    public Fitter(FitRequest request) {
        this.request = request;
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
        return fit(ElementLoss.of(request.loss().forRows(x.rows())), request, x, target, weight, rows, start);
    }

    /** The same with any elementwise loss; the request's own is not looked at. */
    static FitResult fit(
            ElementLoss loss,
            FitRequest request,
            Matrix x,
            double[] target,
            double @Nullable [] weight,
            Rows rows,
            @Nullable FitResult start) {
        Rows counted = Inputs.check(loss, x, target, weight, rows);
        FitRun.Settings settings = new FitRun.Settings(
                request.penalty(),
                request.intercept(),
                request.standardise(),
                request.tolerance(),
                request.gapTolerance(),
                request.maxIterations(),
                request.solver(),
                1,
                0);
        try (Workers workers = new Workers(request.threads())) {
            FitRun.Fitted found =
                    new FitRun(loss, settings, (BlockMatrix) x, target, weight, counted, workers).run(start);
            return new FitResult(
                    found.design().intercept(found.parameters(), 0),
                    found.design().coefficients(found.parameters(), 0),
                    found.converged(),
                    found.iterations(),
                    found.objective(),
                    found.certificate(),
                    found.solver(),
                    found.reason(),
                    found.notes());
        }
    }
}
