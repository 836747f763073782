package org.lossmith.learn.fit;

import org.jspecify.annotations.Nullable;
import org.lossmith.InputException;
import org.lossmith.formula.Signature;
import org.lossmith.learn.data.Matrix;
import org.lossmith.learn.data.Rows;
import org.lossmith.learn.data.Series;
import org.lossmith.learn.data.StoredMatrix;
import org.lossmith.learn.fit.design.Workers;
import org.lossmith.learn.fit.objective.DensityLoss;
import org.lossmith.learn.fit.objective.TargetScale;
import org.lossmith.learn.fit.problem.Fitted;
import org.lossmith.learn.solver.FitWatch;
import org.lossmith.loss.RowLoss;
import org.lossmith.penalty.ColumnPenalties;
import org.lossmith.penalty.Penalty;

/**
 * Fits a distribution whose every parameter is a linear function of the inputs, and mixtures of such (mixture density networks of
 * one layer: Bishop 1994; generalised additive models for location, scale and shape: Rigby and Stasinopoulos 2005): minimises
 * {@code weighted mean of -log likelihood + penalty}, the penalty being the sum over all scores' coefficients of standardised
 * inputs. Where there are locations and log scales, the target is standardised too: a fit in other units is the same fit, and the
 * penalty counts how far a location moves in standard deviations of the target.
 *
 * @param loss of the catalogue's distributions, of one target a row
 * @param components of a mixture, at least 1; not looked at for other distributions
 * @param columns in which columns differ: penalty factors and groups, the same for every score; no bounds
 * @param threads at least 1; the result has the same bits for every number
 * @param starts how many places to descend from; the lowest end is the result
 * @param seed of the random ones
 */
public record DensityFitter(
        RowLoss loss, int components, Penalty penalty, ColumnPenalties columns, int threads, int starts, long seed) {
    public DensityFitter {
        if (!DensityLoss.takes(loss.targetDomain()) || isOverTargetVectors(loss)) {
            throw new InputException(
                    loss.name() + " takes " + loss.targetDomain().description()
                            + " for each row, not one number: fit gaussian-nll, student-t-nll, gaussian-mixture or"
                            + " another distribution of one target");
        }
        if (!columns.bounds().isEmpty()) {
            throw new InputException(
                    "bounds on coefficients need a loss with one score a row: with several parameters of a distribution it is"
                            + " open which of them they are for; leave out the bounds");
        }
        if (isLaplace(loss) && penalty.lambda() > 0) {
            throw new InputException(
                    "laplace-nll has a kink and is fitted exactly, corner by corner, which leaves no room for a"
                            + " penalty: take student-t-nll with the penalty, or leave the penalty out");
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

    /** One location, whose absolute distances have a kink; mixtures of such are descended like the smooth ones. */
    static boolean isLaplace(RowLoss loss) {
        return loss.name().equals("laplace-nll");
    }

    /** Two components, no penalty, every processor, one start. */
    public static DensityFitter of(RowLoss loss) {
        return new DensityFitter(
                loss,
                2,
                Penalty.none(),
                ColumnPenalties.none(),
                Runtime.getRuntime().availableProcessors(),
                1,
                0);
    }

    public DensityFitter withComponents(int changed) {
        return new DensityFitter(loss, changed, penalty, columns, threads, starts, seed);
    }

    public DensityFitter withPenalty(Penalty changed) {
        return new DensityFitter(loss, components, changed, columns, threads, starts, seed);
    }

    public DensityFitter withColumns(ColumnPenalties changed) {
        return new DensityFitter(loss, components, penalty, changed, threads, starts, seed);
    }

    public DensityFitter withThreads(int changed) {
        return new DensityFitter(loss, components, penalty, columns, changed, starts, seed);
    }

    public DensityFitter withStarts(int changed, long from) {
        return new DensityFitter(loss, components, penalty, columns, threads, changed, from);
    }

    /**
     * Fits on some rows.
     *
     * @param x finite numbers
     * @param target one for each row of the matrix
     * @param weight one for each row of the matrix, finite and at least 0, or null for all 1
     * @param rows the rows to fit on; the others are not looked at
     * @throws InputException if there are no rows, no positive weight, a number that is not allowed (with its row named), or a
     *     target that does not vary although its scale is to be learned
     */
    public DensityFitResult fit(Matrix x, double[] target, double @Nullable [] weight, Rows rows) {
        return fit(x, Series.of(target), weight == null ? null : Series.of(weight), rows, null, FitWatch.NONE);
    }

    /**
     * The same for numbers that need not be in memory, begun and ended otherwise.
     *
     * @param start a fit of the same columns and scores to start from, or null
     * @param watch is told of every step over all rows, and may end the fit
     */
    public DensityFitResult fit(
            Matrix x,
            Series target,
            @Nullable Series weight,
            Rows rows,
            @Nullable DensityFitResult start,
            FitWatch watch) {
        DensityLoss plain = loss(x.rows());
        Rows counted = Inputs.check(plain, x, target, weight, rows);
        DensityLoss own = plain.in(unit(plain, target, weight, counted));
        if (isLaplace(loss) && x instanceof StoredMatrix) {
            throw new InputException(
                    "laplace-nll keeps four numbers of every row in memory, and these data are in a scratch file"
                            + " because they do not fit there: take student-t-nll, or fewer rows with --where");
        }
        if (isLaplace(loss)) {
            return new LaplaceFit(own, columns, threads, watch).fit(x, target, weight, counted);
        }
        try (Workers workers = new Workers(threads)) {
            Fitted found = new FitRun(own, settings(), x, target, weight, counted, workers)
                    .watchedBy(watch)
                    .run(start == null ? null : start.inward(own));
            return result(found, own).checked(x, target, weight, counted, own);
        }
    }

    /** In the target's own unit. */
    DensityLoss loss(long rows) {
        return DensityLoss.of(loss.forRows(rows), components);
    }

    static TargetScale unit(DensityLoss own, Series target, @Nullable Series weight, Rows counted) {
        return own.scores().ofLocationAndScale()
                ? TargetScale.of(target, weight, counted, own.spec())
                : TargetScale.NONE;
    }

    FitSettings settings() {
        return FitSettings.usual(penalty, columns, starts, seed);
    }

    static DensityFitResult result(Fitted found, DensityLoss own) {
        double[] intercepts = new double[own.outputs()];
        double[][] coefficients = new double[own.outputs()][];
        for (int k = 0; k < intercepts.length; k++) {
            intercepts[k] = found.design().coordinates().intercept(found.parameters(), k);
            coefficients[k] = found.design().coordinates().coefficients(found.parameters(), k);
        }
        return new DensityFitResult(
                        own.scores().names(),
                        intercepts,
                        coefficients,
                        found.converged(),
                        found.iterations(),
                        found.objective(),
                        found.certificate(),
                        found.solver(),
                        found.reason(),
                        found.notes())
                .outward(own);
    }
}
