package org.lossmith.learn.fit.workingset;

import java.util.Locale;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.fit.problem.Solution;
import org.lossmith.learn.solver.FitWatch;

/**
 * Follows the fits of a path as they are done: tells who looks on, and says when the path is over before its last penalty, because
 * it was interrupted or because weaker penalties change nothing any more.
 */
public final class PathWatch {
    /** The three are those of glmnet.control in glmnet 4.1: fdev, devmax and mnlam. */
    private static final double LEAST_CHANGE = 1e-5;

    private static final double MOST_EXPLAINED = 0.999;
    private static final int FEWEST = 5;

    private final FitWatch watch;
    private final int of;
    private final @Nullable DoubleSupplier floor;
    private int done;
    private final boolean alone;
    private double first = Double.NaN;
    private double before = Double.NaN;
    private boolean interrupted;
    private @Nullable String reason;

    private PathWatch(FitWatch watch, int of, boolean alone, @Nullable DoubleSupplier floor) {
        this.watch = watch;
        this.of = of;
        this.alone = alone;
        this.floor = floor;
    }

    /** Ends a path only where it is interrupted. */
    public static PathWatch ofAll(FitWatch watch, int of) {
        return new PathWatch(watch, of, true, null);
    }

    /** The same for one of several paths that share the threads. */
    public static PathWatch amongOthers(FitWatch watch, int of) {
        return new PathWatch(watch, of, false, null);
    }

    /**
     * Ends a path also where the mean loss does not change any more. That takes a smooth convex loss and a convex penalty whose
     * strength is the same for every column: with others the loss may stand still for a while and then go on falling.
     *
     * @param floor a mean loss below which no scores get, or NaN where none is known
     */
    public static PathWatch ofChanges(FitWatch watch, int of, DoubleSupplier floor) {
        return new PathWatch(watch, of, true, floor);
    }

    /** Whether the threads have nothing else to do. */
    boolean alone() {
        return alone;
    }

    /** Takes note of a fit; whether it is the last one. */
    public boolean over(Solution solution) {
        double loss = solution.at().loss();
        done++;
        watch.fitted(done, of);
        interrupted = solution.outcome() == Solution.Outcome.STOPPED;
        if (done == 1) {
            first = loss;
        }
        if (interrupted || (done < of && watch.stopped())) {
            reason = "interrupted by the user";
        } else if (floor != null && done >= FEWEST && done < of) {
            reason = settled(loss, floor);
        }
        before = loss;
        return reason != null;
    }

    /**
     * Whether the path will have ended at the later of two neighbours or before, going by what is known of its first fit.
     *
     * @param earlier null if only the later one is known
     */
    boolean settled(@Nullable Solution earlier, Solution later) {
        double loss = later.at().loss();
        return done > 0
                && floor != null
                && ((earlier != null && standsStill(earlier.at().loss(), loss)) || explained(loss, floor));
    }

    private boolean standsStill(double earlier, double loss) {
        return (earlier - loss) / (first - loss) < LEAST_CHANGE;
    }

    private boolean explained(double loss, DoubleSupplier lowest) {
        return (first - loss) / (first - lowest.getAsDouble()) > MOST_EXPLAINED;
    }

    private @Nullable String settled(double loss, DoubleSupplier lowest) {
        if (standsStill(before, loss)) {
            return "the last step lowered the loss by less than 1/100,000 of all that it had fallen";
        }
        return explained(loss, lowest)
                ? String.format(Locale.ROOT, "the inputs explain more than %.1f%% of the loss", 100 * MOST_EXPLAINED)
                : null;
    }

    /** Whether the last fit was not finished. */
    public boolean interrupted() {
        return interrupted;
    }

    /** Why the path ended before its last penalty, or null if it did not. */
    @Nullable
    public String reason() {
        return reason;
    }
}
