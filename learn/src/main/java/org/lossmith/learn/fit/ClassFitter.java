package org.lossmith.learn.fit;

import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;
import org.lossmith.learn.data.BlockMatrix;
import org.lossmith.learn.data.Matrix;
import org.lossmith.loss.RowLoss;
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
 * @param threads at least 1; the result has the same bits for every number
 */
public record ClassFitter(RowLoss loss, int classes, Penalty penalty, int threads) {
    public ClassFitter {
        if (classes < 2) {
            throw new InputException("a model of classes needs at least 2 of them, not " + classes);
        }
        if (threads < 1) {
            throw new InputException("threads must be at least 1, not " + threads);
        }
    }

    /** No penalty, every processor. */
    public static ClassFitter of(RowLoss loss, int classes) {
        return new ClassFitter(
                loss, classes, Penalty.none(), Runtime.getRuntime().availableProcessors());
    }

    public ClassFitter withPenalty(Penalty changed) {
        return new ClassFitter(loss, classes, changed, threads);
    }

    public ClassFitter withThreads(int changed) {
        return new ClassFitter(loss, classes, penalty, changed);
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
        FitLoss own = new ClassLoss(loss.forRows(x.rows()), classes);
        Rows counted = Inputs.check(own, x, target, weight, rows);
        FitRun.Settings settings = new FitRun.Settings(
                penalty,
                true,
                true,
                FitRequest.DEFAULT_TOLERANCE,
                FitRequest.DEFAULT_GAP_TOLERANCE,
                FitRequest.DEFAULT_MAX_ITERATIONS,
                SolverName.AUTO,
                1,
                0);
        try (Workers workers = new Workers(threads)) {
            return result(new FitRun(own, settings, (BlockMatrix) x, target, weight, counted, workers).run(null));
        }
    }

    private ClassFitResult result(FitRun.Fitted found) {
        Design design = found.design();
        double[] parameters = found.parameters().clone();
        int columns = design.columns();
        for (int column = 0; column < columns && !penalty.givesZeros(); column++) {
            centre(parameters, column, columns);
        }
        double[] intercepts = new double[classes];
        double[][] coefficients = new double[classes][];
        for (int k = 0; k < classes; k++) {
            intercepts[k] = design.intercept(parameters, k);
            coefficients[k] = design.coefficients(parameters, k);
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
