package org.lossmith.learn.fit;

import org.jspecify.annotations.Nullable;
import org.lossmith.learn.data.BlockMatrix;
import org.lossmith.learn.data.Matrix;
import org.lossmith.learn.data.Rows;
import org.lossmith.learn.data.Series;
import org.lossmith.learn.fit.design.Design;
import org.lossmith.learn.fit.design.Standardisation;
import org.lossmith.learn.fit.design.Workers;
import org.lossmith.learn.fit.objective.Evaluation;
import org.lossmith.learn.fit.objective.FitLoss;
import org.lossmith.learn.fit.objective.Objective;
import org.lossmith.learn.solver.SolverName;

/**
 * All that fits of a loss with one second derivative everywhere need to know, from one sweep over many rows: means and
 * deviations of the columns, gradient and Gram matrix. Columns are taken relative to the means of a few rows, which are so
 * near those of all rows that moving to these costs no digits; where they are not, nothing is found and the usual passes,
 * first for the means, have to do.
 */
final class QuadraticSweep {
    /** The means of so many rows are off by about a fiftieth of a deviation. */
    private static final int FEW_ROWS = 2048;

    private final Design design;
    private final Evaluation at;

    private QuadraticSweep(Design design, Evaluation at) {
        this.design = design;
        this.at = at;
    }

    /** The rows in coordinates that are standardised on all of them. */
    Design design() {
        return design;
    }

    /** What a pass with a Gram matrix finds at a constant score that is nearly the best. */
    Evaluation at() {
        return at;
    }

    /** Null where another way is better, or where the few rows are not like the others. */
    static @Nullable QuadraticSweep of(
            FitLoss loss,
            FitSettings settings,
            Matrix x,
            Series target,
            @Nullable Series weight,
            Rows rows,
            Workers workers) {
        boolean newton = settings.solver() == SolverName.AUTO || settings.solver() == SolverName.NEWTON;
        boolean tall = rows.size() >= 2 * FitRun.SAMPLE && x.columns() < Planner.NEWTON_DIMENSION;
        if (!newton || !tall || !settings.intercept() || !loss.evenlyCurved() || !(x instanceof BlockMatrix blocks)) {
            return null;
        }
        Rows few = rows.spread(FEW_ROWS);
        Standardisation near = Standardisation.near(blocks, weight, few, workers)
                .without(settings.columns()::excluded)
                .withWeightSum(sum(weight, rows));
        Design rough = new Design(x, target, weight, rows, near, true);
        double[] constant = new double[rough.columns()];
        Design sample = new Design(x, target, weight, few, near, true);
        constant[near.active().length] =
                loss.constant(sample.targets().values(), sample.targets().weights())[0];
        Evaluation found = new Objective(rough, workers).evaluate(constant, loss.direct(), true);
        ShiftedMoments moments = new ShiftedMoments(near, found);
        if (!moments.accurate()) {
            return null;
        }
        Standardisation exact = moments.standardisation(x.columns());
        return new QuadraticSweep(rough.standardised(exact), moments.evaluation(exact));
    }

    private static double sum(@Nullable Series weight, Rows rows) {
        if (weight == null) {
            return rows.size();
        }
        double sum = 0;
        for (int position = 0; position < rows.size(); position++) {
            sum += weight.get(rows.row(position));
        }
        return sum;
    }
}
