package org.lossmith.learn.fit;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;
import org.lossmith.formula.Signature;
import org.lossmith.learn.data.Matrix;
import org.lossmith.learn.data.Series;
import org.lossmith.loss.RowLoss;
import org.lossmith.penalty.ColumnPenalties;
import org.lossmith.penalty.Penalty;

/**
 * Fits a distribution whose every parameter is a linear function of the inputs, and mixtures of such (mixture density networks of
 * one layer: Bishop 1994; generalised additive models for location, scale and shape: Rigby and Stasinopoulos 2005): minimises
 * {@code weighted mean of -log likelihood + penalty}, the penalty being the sum over all scores' coefficients of standardised
 * inputs.
 *
 * @param loss of the catalogue's distributions, of one target a row
 * @param components of a mixture, at least 1; not looked at for other distributions
 * @param threads at least 1; the result has the same bits for every number
 * @param starts how many places to descend from; the lowest end is the result
 * @param seed of the random ones
 */
public record DensityFitter(RowLoss loss, int components, Penalty penalty, int threads, int starts, long seed) {
    public DensityFitter {
        if (!DensityLoss.takes(loss.targetDomain()) || isOverTargetVectors(loss)) {
            throw new InputException(
                    loss.name() + " takes " + loss.targetDomain().description()
                            + " for each row, not one number: fit gaussian-nll, student-t-nll, gaussian-mixture or"
                            + " another distribution of one target");
        }
        if (components < 1) {
            throw new InputException("a mixture needs at least 1 component, not " + components);
        }
        if (threads < 1) {
            throw new InputException("threads must be at least 1, not " + threads);
        }
        if (starts < 1) {
            throw new InputException("the number of starts must be at least 1, not " + starts);
        }
    }

    private static boolean isOverTargetVectors(RowLoss loss) {
        return loss.formula().signature().targets().stream().anyMatch(Signature.Block::isVector)
                || loss.formula().signature().targets().size() != 1;
    }

    /** Two components, no penalty, every processor, one start. */
    public static DensityFitter of(RowLoss loss) {
        return new DensityFitter(loss, 2, Penalty.none(), Runtime.getRuntime().availableProcessors(), 1, 0);
    }

    public DensityFitter withComponents(int changed) {
        return new DensityFitter(loss, changed, penalty, threads, starts, seed);
    }

    public DensityFitter withPenalty(Penalty changed) {
        return new DensityFitter(loss, components, changed, threads, starts, seed);
    }

    public DensityFitter withThreads(int changed) {
        return new DensityFitter(loss, components, penalty, changed, starts, seed);
    }

    public DensityFitter withStarts(int changed, long from) {
        return new DensityFitter(loss, components, penalty, threads, changed, from);
    }

    /**
     * Fits on some rows.
     *
     * @param x finite numbers
     * @param target one for each row of the matrix
     * @param weight one for each row of the matrix, finite and at least 0, or null for all 1
     * @param rows the rows to fit on; the others are not looked at
     * @throws InputException if there are no rows, no positive weight, or a number that is not allowed (with its row named)
     */
    public DensityFitResult fit(Matrix x, double[] target, double @Nullable [] weight, Rows rows) {
        DensityLoss own = new DensityLoss(loss.forRows(x.rows()), components);
        Series targets = Series.of(target);
        Series weights = weight == null ? null : Series.of(weight);
        Rows counted = Inputs.check(own, x, targets, weights, rows);
        FitSettings settings = FitSettings.usual(penalty, ColumnPenalties.none(), starts, seed);
        try (Workers workers = new Workers(threads)) {
            return result(own.scores(), new FitRun(own, settings, x, targets, weights, counted, workers).run(null));
        }
    }

    private static DensityFitResult result(List<String> scores, Fitted found) {
        double[] intercepts = new double[scores.size()];
        double[][] coefficients = new double[scores.size()][];
        for (int k = 0; k < intercepts.length; k++) {
            intercepts[k] = found.design().intercept(found.parameters(), k);
            coefficients[k] = found.design().coefficients(found.parameters(), k);
        }
        return new DensityFitResult(
                scores,
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
}
