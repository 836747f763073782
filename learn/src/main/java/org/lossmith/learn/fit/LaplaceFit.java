package org.lossmith.learn.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.data.Matrix;
import org.lossmith.learn.data.Rows;
import org.lossmith.learn.data.Series;
import org.lossmith.learn.fit.objective.DensityLoss;
import org.lossmith.learn.solver.FitWatch;
import org.lossmith.loss.Loss;
import org.lossmith.loss.Losses;
import org.lossmith.penalty.ColumnPenalties;

/**
 * Location and log scale of a Laplace distribution, each fitted given the other until neither lowers the loss. Given the scales
 * the location is a fit of weighted absolute errors, whose end is a vertex; given the location the log scale g minimises the mean
 * of {@code g + |error| exp(-g)}, a smooth convex loss (gamma). The kinks are in the location alone and the scales only weigh
 * them, so what neither can lower is stationary for both together; and once the vertex is the right one, the next scale is the
 * last.
 */
final class LaplaceFit {
    private static final int MOST_ROUNDS = 200;
    /** A round that lowers the mean loss by less is rounding. */
    private static final double NOTICEABLE = 1e-13;
    /** Where a scale goes to 0, weights stay finite. */
    private static final double LARGEST = 300;

    private final DensityLoss loss;
    private final ColumnPenalties columns;
    private final int threads;
    private final FitWatch watch;

    LaplaceFit(DensityLoss loss, ColumnPenalties columns, int threads, FitWatch watch) {
        this.loss = loss;
        this.columns = columns;
        this.threads = threads;
        this.watch = watch;
    }

    /** Both fits and how the last round ended. */
    private record Round(FitResult location, FitResult scale, double objective) {}

    DensityFitResult fit(Matrix x, Series target, @Nullable Series weight, Rows rows) {
        double[] inward = new double[x.rows()];
        double[] weights = new double[x.rows()];
        for (int position = 0; position < rows.size(); position++) {
            int row = rows.row(position);
            inward[row] = loss.unit().inward(target.get(row));
            weights[row] = weight == null ? 1 : weight.get(row);
        }
        Round at = round(x, inward, weights, weights, rows, null);
        int rounds = 1;
        int steps = steps(at);
        boolean still = false;
        while (!still && rounds < MOST_ROUNDS && !watch.stopped()) {
            Round next = round(x, inward, weights, weighed(x, weights, rows, at.scale()), rows, at);
            still = !(next.objective() < at.objective() - NOTICEABLE * Math.max(1, Math.abs(at.objective())));
            at = next.objective() <= at.objective() ? next : at;
            steps += steps(next);
            rounds++;
        }
        return result(at, rounds, steps, still).outward(loss).checked(x, target, weight, rows, loss);
    }

    private static int steps(Round round) {
        return round.location().iterations() + round.scale().iterations();
    }

    private Round round(
            Matrix x, double[] target, double[] weights, double[] weighed, Rows rows, @Nullable Round from) {
        FitResult location = fitter("absolute-error")
                .fit(x, Series.of(target), Series.of(weighed), rows, from == null ? null : from.location());
        double[] distance = new double[target.length];
        for (int position = 0; position < rows.size(); position++) {
            int row = rows.row(position);
            // At a vertex some are 0, which the loss of positive amounts refuses and which this is as good as.
            distance[row] = Math.max(Double.MIN_NORMAL, Math.abs(target[row] - location.score(x, row)));
        }
        FitResult scale = fitter("gamma")
                .fit(x, Series.of(distance), Series.of(weights), rows, from == null ? null : from.scale());
        return new Round(location, scale, scale.objective());
    }

    private Fitter fitter(String name) {
        Loss given = Losses.named(name);
        return new Fitter(FitRequest.of(given).withColumns(columns).withThreads(threads), watch);
    }

    /** What a distance counts: the weight divided by the scale. */
    private static double[] weighed(Matrix x, double[] weights, Rows rows, FitResult scale) {
        double[] result = new double[weights.length];
        for (int position = 0; position < rows.size(); position++) {
            int row = rows.row(position);
            result[row] = weights[row] * Math.exp(Math.min(LARGEST, -scale.score(x, row)));
        }
        return result;
    }

    private DensityFitResult result(Round at, int rounds, int steps, boolean still) {
        List<String> notes = new ArrayList<>(at.location().notes());
        at.scale().notes().stream().filter(note -> !notes.contains(note)).forEach(notes::add);
        boolean both = at.location().converged() && at.scale().converged();
        notes.add(String.format(
                Locale.ROOT,
                "location and scale were fitted in turn, %d rounds: the certificate is that of the location given the scales;"
                        + " the scales given the location have a %s of %.2g; the loss is not convex, so another point may be lower",
                rounds,
                at.scale().certificate().kind().text(),
                at.scale().certificate().value()));
        if (!still) {
            notes.add("not converged: the last round still lowered the loss");
        }
        return new DensityFitResult(
                loss.scores().names(),
                new double[] {at.location().intercept(), at.scale().intercept()},
                new double[][] {at.location().coefficients(), at.scale().coefficients()},
                both && still,
                steps,
                at.objective() + loss.shift(),
                at.location().certificate(),
                "in turn: " + at.location().solver() + " for the location, "
                        + at.scale().solver() + " for the scale",
                "the loss has kinks by its location, and is smooth by its scale",
                notes);
    }
}
