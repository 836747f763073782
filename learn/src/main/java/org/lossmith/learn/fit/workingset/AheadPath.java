package org.lossmith.learn.fit.workingset;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.fit.design.DesignColumns;
import org.lossmith.learn.fit.design.Workers;
import org.lossmith.learn.fit.objective.ElementLoss;
import org.lossmith.learn.fit.objective.ScaledPenalty;
import org.lossmith.learn.fit.objective.ScoredRows;
import org.lossmith.learn.fit.problem.Problem;
import org.lossmith.learn.fit.problem.Solution;

/**
 * A path of a loss that is quadratic, where each solution is certified while the next one is worked out. A fit goes by the Gram matrix
 * of the columns that it is likely to need ({@link GramFit}), so it hardly ever misses one; where it did, the next one is dropped, and
 * the path goes back with the slopes by all columns. All is done in the same order with one thread, so threads do not change a bit.
 */
public final class AheadPath {
    /** A penalty whose solution is wrong more often is left to working sets, with all that follow. */
    private static final int MOST_MISSES = 3;

    private final List<ScaledPenalty> penalties;
    private final double tolerance;
    private final int mostSteps;
    private final WorkingSet.Stop stop;
    private final Follower follower;
    private final GramFit fit;
    private final Certifier certifier;
    private final Helper helper;
    private final double[] start;
    private @Nullable Solution checked;
    /** How many fits have followed each other since the path began or went back. */
    private int following;

    /** Is told of each solution; returns whether the path ends there. */
    public interface Follower {
        boolean over(int index, Solution solution);
    }

    /**
     * @param helper certifies if it has a thread of its own
     * @param alone one thread
     */
    public AheadPath(
            Problem problem,
            DesignColumns columns,
            List<ScaledPenalty> penalties,
            double[] start,
            Helper helper,
            WorkingSet.Stop stop,
            Follower follower,
            Workers alone) {
        this.penalties = penalties;
        this.tolerance = problem.tolerance();
        this.mostSteps = problem.maxIterations();
        this.stop = stop;
        this.follower = follower;
        this.helper = helper;
        ElementLoss loss = (ElementLoss) problem.loss();
        ScoredRows rows = ScoredRows.of(loss, problem.objective().design());
        this.certifier = new Certifier(columns, rows, problem.scale(), alone);
        this.start = start.clone();
        rows.evaluate();
        this.fit = new GramFit(columns, rows.curvature.clone(), problem.scale(), alone);
    }

    /** Returns how many penalties are done: fewer than all if the path ended, or if the others are to be left to working sets. */
    public int run() {
        int[] used = IntStream.range(0, start.length).filter(j -> start[j] != 0).toArray();
        Certifier.Claim beginning = new Certifier.Claim(penalties.get(0), start, used, 0);
        if (!backTo(0, certifier.check(beginning, tolerance))) {
            return 0;
        }
        int misses = 0;
        int steps = 0;
        int next = 0;
        while (true) {
            int taken = next < penalties.size() ? minimise(next) : 0;
            Solution before = awaited();
            if (before != null && !before.converged()) {
                next--;
                misses++;
                steps = before.iterations();
                if (misses == MOST_MISSES || steps >= mostSteps || stopped(next, before) || !backTo(next, before)) {
                    return next;
                }
                continue;
            }
            if (before != null) {
                misses = 0;
                taken += learn(before, next, taken);
                if (follower.over(next - 1, before)) {
                    return next;
                }
            }
            if (next == penalties.size()) {
                return next;
            }
            offer(next, steps + taken);
            steps = 0;
            next++;
            following++;
        }
    }

    /** Starts anew from a point, with room for what this penalty and the next may need. */
    private boolean backTo(int next, Solution point) {
        following = 0;
        return fit.backTo(point, penalties.get(Math.min(next + 1, penalties.size() - 1)));
    }

    /** Works out a penalty by what is known of the two before. */
    private int minimise(int index) {
        double share = following < 2 ? 0 : share(index - 1, index);
        return fit.minimise(penalties.get(index), share, tolerance, mostSteps);
    }

    /** Goes by a certified solution from here on; returns what more steps that takes for the penalty after it. */
    private int learn(Solution before, int next, int taken) {
        if (next == penalties.size() || !fit.learn(before, penalties.get(next))) {
            return 0;
        }
        return fit.resume(penalties.get(next), tolerance, mostSteps - taken);
    }

    /** How much farther than from the penalty before one to that a later one is; 0 if not known. */
    private double share(int from, int to) {
        double ratio = WorkingSet.ratio(penalties.get(from - 1), penalties.get(from));
        double rest = 1 - 1 / WorkingSet.ratio(penalties.get(from), penalties.get(to));
        return ratio > 1 ? rest / (ratio - 1) : 0;
    }

    /** Has what was found checked, and lines of the Gram matrix made ready for the penalty after the next. */
    private void offer(int index, int steps) {
        Runnable lines = index + 2 < penalties.size() ? prepare(index) : () -> {};
        Certifier.Claim claim =
                new Certifier.Claim(penalties.get(index), fit.parameters().clone(), fit.columns(), steps);
        helper.offer(() -> {
            lines.run();
            checked = certifier.check(claim, tolerance);
        });
    }

    private Runnable prepare(int index) {
        double share = following < 2 ? 0 : share(index - 1, index + 2);
        return fit.prepare(penalties.get(index + 2), share);
    }

    private @Nullable Solution awaited() {
        helper.await();
        fit.accept();
        Solution result = checked;
        checked = null;
        return result;
    }

    private boolean stopped(int index, Solution missed) {
        double value =
                missed.at().loss() + penalties.get(index).value(missed.at().parameters());
        boolean stopped = stop.stopped(missed.iterations(), value, missed.optimality(), tolerance);
        if (stopped) {
            follower.over(
                    index,
                    new Solution(missed.at(), missed.iterations(), missed.optimality(), Solution.Outcome.STOPPED));
        }
        return stopped;
    }
}
