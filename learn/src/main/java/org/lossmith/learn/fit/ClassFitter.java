package org.lossmith.learn.fit;

import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;
import org.lossmith.learn.data.Matrix;
import org.lossmith.learn.data.Rows;
import org.lossmith.learn.data.Series;
import org.lossmith.learn.fit.design.Design;
import org.lossmith.learn.fit.design.Workers;
import org.lossmith.learn.fit.objective.ClassLoss;
import org.lossmith.learn.fit.objective.FitLoss;
import org.lossmith.learn.fit.problem.Fitted;
import org.lossmith.learn.solver.FitWatch;
import org.lossmith.loss.RowLoss;
import org.lossmith.penalty.ColumnPenalties;
import org.lossmith.penalty.Penalty;

/**
 * Fits a linear model with one score for each of several classes: minimises {@code weighted mean of loss(scores, class) +
 * penalty}, the penalty being the sum over all classes' coefficients of standardised inputs, never over intercepts.
 *
 * <p>No class is left out for reference. The losses see only differences between the scores of a row, so of all coefficients
 * that predict alike those are given that are centred: over the classes, the coefficients of an input and the intercepts sum to
 * 0. An L2 penalty has its minimum there anyway. An L1 penalty chooses the coefficients itself; then only intercepts are centred.
 *
 * @param loss of the catalogue's group for classes
 * @param classes at least 2; targets are 0 to {@code classes - 1}
 * @param columns in which columns differ: penalty factors and groups, the same for every class; no bounds
 * @param threads at least 1; the result has the same bits for every number
 */
public record ClassFitter(RowLoss loss, int classes, Penalty penalty, ColumnPenalties columns, int threads) {
    public ClassFitter {
        if (classes < 2) {
            throw new InputException("a model of classes needs at least 2 of them, not " + classes);
        }
        if (!columns.bounds().isEmpty()) {
            throw new InputException(
                    "bounds on coefficients need a loss with one score a row: with classes only differences"
                            + " between their coefficients matter; leave out the bounds");
        }
        if (threads < 1) {
            throw new InputException("threads must be at least 1, not " + threads);
        }
    }

    /** No penalty, every processor. */
    public static ClassFitter of(RowLoss loss, int classes) {
        return new ClassFitter(
                loss,
                classes,
                Penalty.none(),
                ColumnPenalties.none(),
                Runtime.getRuntime().availableProcessors());
    }

    public ClassFitter withPenalty(Penalty changed) {
        return new ClassFitter(loss, classes, changed, columns, threads);
    }

    public ClassFitter withColumns(ColumnPenalties changed) {
        return new ClassFitter(loss, classes, penalty, changed, threads);
    }

    public ClassFitter withThreads(int changed) {
        return new ClassFitter(loss, classes, penalty, columns, changed);
    }

    /**
     * Fits on some rows.
     *
     * @param x finite numbers
     * @param target the class of each row of the matrix
     * @param weight one for each row of the matrix, finite and at least 0, or null for all 1
     * @param rows the rows to fit on; the others are not looked at
     * @throws InputException if there are no rows, no positive weight, or a number that is not allowed (with its row named)
     */
    public ClassFitResult fit(Matrix x, double[] target, double @Nullable [] weight, Rows rows) {
        return fit(x, Series.of(target), weight == null ? null : Series.of(weight), rows);
    }

    /** The same for numbers that need not be in memory, such as those of a data set that is too large for it. */
    public ClassFitResult fit(Matrix x, Series target, @Nullable Series weight, Rows rows) {
        return fit(x, target, weight, rows, null, FitWatch.NONE);
    }

    /**
     * The same, begun and ended otherwise.
     *
     * @param start a fit of the same columns and classes to start from, or null
     * @param watch is told of every step over all rows, and may end the fit
     */
    public ClassFitResult fit(
            Matrix x,
            Series target,
            @Nullable Series weight,
            Rows rows,
            @Nullable ClassFitResult start,
            FitWatch watch) {
        FitLoss own = loss(x.rows());
        Rows counted = Inputs.check(own, x, target, weight, rows);
        try (Workers workers = new Workers(threads)) {
            return result(new FitRun(own, settings(), x, target, weight, counted, workers)
                    .watchedBy(watch)
                    .run(start));
        }
    }

    FitLoss loss(long rows) {
        return new ClassLoss(loss.forRows(rows), classes);
    }

    FitSettings settings() {
        return FitSettings.usual(penalty, columns, 1, 0);
    }

    ClassFitResult result(Fitted found) {
        Design design = found.design();
        double[] parameters = found.parameters().clone();
        int columns = design.columns();
        for (int column = 0; column < columns && !penalty.givesZeros(); column++) {
            centre(parameters, column, columns);
        }
        double[] intercepts = new double[classes];
        double[][] coefficients = new double[classes][];
        for (int k = 0; k < classes; k++) {
            intercepts[k] = design.coordinates().intercept(parameters, k);
            coefficients[k] = design.coordinates().coefficients(parameters, k);
        }
        centre(intercepts, 0, 1);
        return new ClassFitResult(
                intercepts,
                coefficients,
                found.converged(),
                found.iterations(),
                found.objective(),
                found.certificate(),
                found.solver(),
                found.reason(),
                found.notes());
    }

    private static void centre(double[] parameters, int first, int step) {
        double sum = 0;
        int count = 0;
        for (int at = first; at < parameters.length; at += step) {
            sum += parameters[at];
            count++;
        }
        for (int at = first; at < parameters.length; at += step) {
            parameters[at] -= sum / count;
        }
    }
}
