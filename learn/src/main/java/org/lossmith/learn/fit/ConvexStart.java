package org.lossmith.learn.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.lossmith.learn.fit.design.Design;
import org.lossmith.learn.fit.objective.Evaluation;
import org.lossmith.learn.fit.objective.FitLoss;
import org.lossmith.learn.fit.objective.FitScale;
import org.lossmith.learn.fit.objective.Objective;
import org.lossmith.learn.fit.objective.ScaledPenalty;
import org.lossmith.learn.fit.problem.Solved;

/**
 * Where the descent of a loss that is not convex begins: at the best of a constant score and of fits with convex relatives, all
 * on a sample of the rows. Further starts are fits on few rows drawn at random, each followed down on the sample (Rousseeuw 1984,
 * section 4: few rows are often free of outliers); the lowest end wins.
 */
final class ConvexStart {
    /** Rows of a random start for each parameter. */
    private static final int ROWS_A_PARAMETER = 3;

    private static final int FEWEST_ROWS = 20;
    /** Ends whose objectives differ by less than this share are one minimum. */
    private static final double SAME = 1e-3;

    private final FitLoss loss;
    private final Objective sample;
    private final ScaledPenalty penalty;
    private final SampleFit fit;

    /** A fit on few rows. */
    interface SampleFit {
        Solved solve(FitLoss loss, Objective rows, double[] start, FitScale scale);
    }

    /**
     * A place to start from.
     *
     * @param name where it comes from, in words
     * @param value the objective there, on the sample
     */
    record Start(double[] point, String name, double value) {}

    ConvexStart(FitLoss loss, Objective sample, ScaledPenalty penalty, SampleFit fit) {
        this.loss = loss;
        this.sample = sample;
        this.penalty = penalty;
        this.fit = fit;
    }

    /** @param unit a step that means something on the score's scale */
    Start best(double unit) {
        return best(sample, unit);
    }

    private Start best(Objective rows, double unit) {
        double[] constant = constant(loss, rows);
        Start best = new Start(constant, "the best constant", value(constant));
        boolean many = rows.design().dimension() > Planner.NEWTON_DIMENSION;
        for (FitLoss relative : loss.convexRelatives(rows.design().targets().values(), unit, many)) {
            double[] start = constant(relative, rows);
            FitScale scale = relative.scale(rows, rows.evaluate(start, relative.direct(), false));
            double[] point =
                    fit.solve(relative, rows, start, scale).solution().at().parameters();
            double value = value(point);
            if (value < best.value()) {
                best = new Start(point, "the fit of " + relative.spec(), value);
            }
        }
        return best;
    }

    /**
     * The lowest end of descents from {@code first} and from random starts, and what they say of the number of minima.
     *
     * @param notes receives one
     */
    Start lowest(Start first, int starts, long seed, FitScale scale, List<String> notes) {
        List<Start> ends = new ArrayList<>();
        ends.add(descended(first, scale));
        for (int number = 1; number < starts; number++) {
            Objective few = sample.onRows(random(seed + number));
            ends.add(descended(new Start(best(few, scale.unit()).point(), "random start " + number, 0), scale));
        }
        Start lowest = ends.get(0);
        for (Start end : ends) {
            lowest = end.value() < lowest.value() ? end : lowest;
        }
        notes.add(summary(lowest, ends));
        return lowest;
    }

    private Start descended(Start start, FitScale scale) {
        double[] end =
                fit.solve(loss, sample, start.point(), scale).solution().at().parameters();
        return new Start(end, start.name(), value(end));
    }

    private static String summary(Start lowest, List<Start> ends) {
        double margin = SAME * Math.max(Math.abs(lowest.value()), Double.MIN_NORMAL);
        long same = ends.stream()
                .filter(end -> end.value() <= lowest.value() + margin)
                .count();
        double highest = ends.stream().mapToDouble(Start::value).max().orElse(lowest.value());
        return String.format(
                Locale.ROOT,
                "%d starts: %d ended at the lowest objective found, %.6g, reached from %s; the worst end was %.6g",
                ends.size(),
                same,
                lowest.value(),
                lowest.name(),
                highest);
    }

    private int[] random(long seed) {
        int size = sample.design().size();
        int wanted = Math.max(FEWEST_ROWS, ROWS_A_PARAMETER * sample.design().dimension());
        Random random = new Random(seed);
        int[] chosen = random.ints(Math.min(wanted, size), 0, size).toArray();
        Arrays.sort(chosen);
        return chosen;
    }

    /** The best constant scores of some rows, in the intercepts; 0 where one is infinite or there is no intercept. */
    static double[] constant(FitLoss chosen, Objective rows) {
        Design design = rows.design();
        double[] point = new double[design.dimension()];
        if (design.intercept()) {
            double[] constant =
                    chosen.constant(design.targets().values(), design.targets().weights());
            for (int output = 0; output < constant.length; output++) {
                double score = constant[output];
                point[(output + 1) * design.columns() - 1] = Double.isFinite(score) ? score : 0;
            }
        }
        return point;
    }

    private double value(double[] point) {
        Evaluation at = sample.evaluate(point, loss.direct(), false);
        return at.finite() ? at.loss() + penalty.value(point) : Double.POSITIVE_INFINITY;
    }
}
