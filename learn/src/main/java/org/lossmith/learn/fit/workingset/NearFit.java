package org.lossmith.learn.fit.workingset;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.fit.design.DesignColumns;
import org.lossmith.learn.fit.design.Workers;
import org.lossmith.learn.fit.objective.FitScale;
import org.lossmith.learn.fit.objective.GapWithinReach;
import org.lossmith.learn.fit.objective.ScaledPenalty;
import org.lossmith.learn.fit.objective.ScoredRows;

/**
 * Fits one penalty of a path after the other over the columns that are near: those in use, and those whose slopes were not far
 * from what l1 holds one or two penalties before. Of the others it says nothing ({@link Certifier} does).
 */
final class NearFit {
    /** Slopes of this share of l1 are near. */
    private static final double NEAR = 0.9;

    /** Columns whose slopes are beyond this share of l1 two penalties on come in soon. */
    private static final double SOON = 1;

    private static final int MOST_ROUNDS = 30;

    private final DesignColumns columns;
    private final RestrictedNewton newton;
    private final FitScale scale;
    private final Workers workers;
    private double[] parameters;
    /** The loss's slopes: those that are fresh are at the present rows, others at those of a penalty or two before. */
    private double[] slopes = new double[0];

    private final boolean[] fresh;
    private final int[] near;
    private int nearCount;
    private final int[] wanted;
    private final double[] products;

    NearFit(DesignColumns columns, RestrictedNewton newton, double[] start, FitScale scale, Workers workers) {
        this.columns = columns;
        this.newton = newton;
        this.scale = scale;
        this.workers = workers;
        this.parameters = start.clone();
        this.fresh = new boolean[start.length];
        this.near = new int[start.length + 1];
        this.wanted = new int[start.length];
        this.products = new double[start.length];
        newton.moveTo(parameters);
    }

    /** Goes back to a point with the loss's slopes by all columns there. */
    void backTo(double[] point, double[] gradient) {
        parameters = point.clone();
        newton.moveTo(parameters);
        Arrays.fill(fresh, false);
        slopes = gradient.clone();
    }

    /** What was found, to be checked. */
    Certifier.Claim claim(ScaledPenalty penalty, int steps) {
        int[] known = Arrays.copyOf(near, nearCount);
        ScoredRows rows = newton.rows();
        return new Certifier.Claim(
                penalty, parameters.clone(), known, at(slopes, known), rows.gradient.clone(), rows.mean(), steps);
    }

    /** Makes room for the lines of the Gram matrix that are likely to be needed under a penalty, if there are any. */
    @Nullable
    Runnable prepare(ScaledPenalty penalty) {
        double[] l1 = penalty.l1();
        int count = 0;
        for (int k = 0; k < nearCount; k++) {
            int j = near[k];
            wanted[count] = j;
            count += fresh[j] & Math.abs(slopes[j]) > SOON * l1[j] ? 1 : 0;
        }
        return newton.prepareLines(wanted, count);
    }

    void accept() {
        newton.acceptLines();
    }

    /** Takes slopes of the fit before the last one for those that the last fit did not look at. */
    void learn(double[] earlier) {
        double[] own = at(slopes, near, nearCount);
        slopes = earlier.length == slopes.length ? slopes : new double[earlier.length];
        System.arraycopy(earlier, 0, slopes, 0, earlier.length);
        for (int k = 0; k < nearCount; k++) {
            int j = near[k];
            slopes[j] = fresh[j] ? own[k] : slopes[j];
        }
    }

    /**
     * Goes to the minimum over the columns that are near.
     *
     * @param older the loss's slopes at a solution before the last one, if there is one to go by
     * @param share how much farther than from there to the last solution the next is
     * @return steps taken
     */
    int minimise(
            ScaledPenalty penalty,
            double @Nullable [] older,
            double share,
            double tolerance,
            int mostSteps,
            Runnable accept) {
        choose(penalty);
        int[] set = set(penalty);
        measure(set, set.length);
        double[] begin = at(slopes, set);
        double[] expected = older == null ? null : expected(set, older, share);
        int steps = 0;
        for (int round = 0; round < MOST_ROUNDS && steps < mostSteps; round++) {
            double size = Math.max(Math.abs(newton.rows().mean() + penalty.value(parameters, set)), scale.loss());
            if (newton.missingLines(set) > 0) {
                accept.run();
            }
            int taken = newton.minimise(
                    parameters, set, begin, expected, penalty, WorkingSet.SHARE * tolerance * size, mostSteps - steps);
            expected = null;
            steps += taken;
            newton.refresh(parameters);
            look();
            double gap = GapWithinReach.of(penalty, parameters, slopes, near, nearCount, scale.unit());
            if (gap <= tolerance * size || taken == 0) {
                break;
            }
            set = set(penalty);
            begin = at(slopes, set);
        }
        return steps;
    }

    private void choose(ScaledPenalty penalty) {
        double[] l1 = penalty.l1();
        int count = 0;
        for (int j = 0; j < slopes.length; j++) {
            // Without a branch: which they are nothing could foresee.
            near[count] = j;
            count += parameters[j] != 0 | !(Math.abs(slopes[j]) <= NEAR * l1[j]) ? 1 : 0;
        }
        nearCount = count;
    }

    private int[] set(ScaledPenalty penalty) {
        double[] l1 = penalty.l1();
        int[] set = new int[nearCount + 1];
        int size = 0;
        for (int k = 0; k < nearCount; k++) {
            int j = near[k];
            set[size] = j;
            size += parameters[j] != 0 | l1[j] == 0 | Math.abs(slopes[j]) > l1[j] ? 1 : 0;
        }
        return Arrays.copyOf(set, size);
    }

    /** Works out what is known of the columns that are near at the rows as they are now. */
    private void look() {
        Arrays.fill(fresh, false);
        int[] known = newton.knownColumns();
        double[] theirs = newton.knownSlopes();
        for (int a = 0; a < known.length; a++) {
            slopes[known[a]] = theirs[a];
            fresh[known[a]] = true;
        }
        measure(near, nearCount);
    }

    private void measure(int[] some, int count) {
        int size = 0;
        for (int k = 0; k < count; k++) {
            wanted[size] = some[k];
            size += fresh[some[k]] ? 0 : 1;
        }
        columns.products(wanted, size, newton.rows().gradient, products, workers);
        for (int k = 0; k < size; k++) {
            slopes[wanted[k]] = products[k];
            fresh[wanted[k]] = true;
        }
    }

    private double[] expected(int[] set, double[] older, double share) {
        double[] result = new double[set.length];
        for (int a = 0; a < set.length; a++) {
            double now = slopes[set[a]];
            result[a] = now + share * (now - older[set[a]]);
        }
        return result;
    }

    private static double[] at(double[] values, int[] places) {
        return at(values, places, places.length);
    }

    private static double[] at(double[] values, int[] places, int count) {
        double[] result = new double[count];
        for (int a = 0; a < count; a++) {
            result[a] = values[places[a]];
        }
        return result;
    }
}
