package org.lossmith.learn.compare;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.data.Dataset;
import org.lossmith.learn.data.Rows;
import org.lossmith.learn.evaluate.EvenSample;
import org.lossmith.learn.evaluate.WeightedQuantile;
import org.lossmith.learn.fit.FitResult;
import org.lossmith.loss.Losses;

/**
 * The tail of the errors of an absolute-error fit, which the tail itself cannot bend. The parameters taken from it are the
 * same on every fold: one number from all rows' scatter gives no row's target away. Looked for when it is first asked for.
 */
final class TailSearch {
    /** Rows that the errors' tail is looked for in. */
    private static final int ROWS = 20_000;

    /** Errors this much smaller than the target's scatter are rounding. */
    private static final double INTERPOLATED = 1e-9;

    private final Dataset data;
    private final CrossFitter fitter;
    private final Runnable begins;
    private @Nullable ErrorTail found;

    /** @param begins is called before the search */
    TailSearch(Dataset data, CrossFitter fitter, Runnable begins) {
        this.data = data;
        this.fitter = fitter;
        this.begins = begins;
    }

    ErrorTail tail() {
        ErrorTail known = found;
        if (known == null) {
            begins.run();
            known = search(Rows.of(EvenSample.of(data.used(), ROWS)));
            found = known;
        }
        return known;
    }

    private ErrorTail search(Rows rows) {
        FitResult fit = fitter.fit(Losses.parse("absolute-error"), rows);
        double[] error = new double[rows.size()];
        for (int i = 0; i < error.length; i++) {
            error[i] = data.target()[rows.row(i)] - fit.score(data.x(), rows.row(i));
        }
        ErrorTail tail = ErrorTail.of(error);
        ErrorTail scatter = scatter(rows);
        return tail.sigma() > INTERPOLATED * scatter.sigma() ? tail : scatter;
    }

    /** The tail of the target around its median: what there is where a fit has enough inputs to go through every row. */
    private ErrorTail scatter(Rows rows) {
        double[] target = new double[rows.size()];
        for (int i = 0; i < target.length; i++) {
            target[i] = data.target()[rows.row(i)];
        }
        double median = new WeightedQuantile(target, null).at(0.5);
        return ErrorTail.of(Arrays.stream(target).map(value -> value - median).toArray());
    }
}
