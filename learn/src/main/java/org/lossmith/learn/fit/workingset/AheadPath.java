package org.lossmith.learn.fit.workingset;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.fit.design.DesignColumns;
import org.lossmith.learn.fit.design.Workers;
import org.lossmith.learn.fit.objective.ElementLoss;
import org.lossmith.learn.fit.objective.ScaledPenalty;
import org.lossmith.learn.fit.objective.ScoredRows;
import org.lossmith.learn.fit.problem.Problem;
import org.lossmith.learn.fit.problem.Solution;

/**
 * A path of a loss that is quadratic, where each solution is certified while the next one is worked out. A fit goes by the columns
 * that are near ({@link NearFit}), so it hardly ever misses one; where it did, the next one is dropped, and the path goes back with
 * the slopes by all columns. All is done in the same order with one thread, so threads do not change a bit.
 */
public final class AheadPath {
    /** A penalty whose solution is wrong more often is left to working sets, with all that follow. */
    private static final int MOST_MISSES = 3;

    private final List<ScaledPenalty> penalties;
    private final double tolerance;
    private final int mostSteps;
    private final WorkingSet.Stop stop;
    private final Follower follower;
    private final NearFit fit;
    private final Certifier certifier;
    private final Helper helper;
    private @Nullable Solution checked;
    /** The solution two before the next, if it was certified at once. */
    private @Nullable Solution certified;

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
        RestrictedNewton newton = new RestrictedNewton(columns, rows, loss, problem.scale(), alone);
        this.fit = new NearFit(columns, newton, start, problem.scale(), alone);
        this.certifier = new Certifier(columns, rows.weight(), problem.scale(), alone);
    }

    /** Returns how many penalties are done: fewer than all if the path ended, or if the others are to be left to working sets. */
    public int run() {
        Solution start = certifier.check(fit.claim(penalties.get(0), 0), tolerance);
        fit.learn(start.at().gradient());
        int misses = 0;
        int steps = 0;
        int next = 0;
        while (true) {
            Certifier.Claim claim = next < penalties.size() ? claim(next, steps) : null;
            Solution before = awaited();
            if (before != null && !before.converged()) {
                next--;
                misses++;
                steps = before.iterations();
                if (misses == MOST_MISSES || steps >= mostSteps || stopped(next, before)) {
                    return next;
                }
                certified = null;
                fit.backTo(before.at().parameters(), before.at().gradient());
                continue;
            }
            if (before != null) {
                misses = 0;
                certified = before;
                fit.learn(before.at().gradient());
                if (follower.over(next - 1, before)) {
                    return next;
                }
            }
            if (claim == null) {
                return next;
            }
            steps = 0;
            next++;
            offer(claim, next + 1);
        }
    }

    /** Has a claim checked, and lines of the Gram matrix made ready for a penalty further on. */
    private void offer(Certifier.Claim claim, int further) {
        Runnable lines = further < penalties.size() ? fit.prepare(penalties.get(further)) : null;
        helper.offer(() -> {
            if (lines != null) {
                lines.run();
            }
            checked = certifier.check(claim, tolerance);
        });
    }

    /** Works out a penalty by what is known of the two before. */
    private Certifier.Claim claim(int index, int stepsBefore) {
        ScaledPenalty penalty = penalties.get(index);
        Solution older = certified;
        double @Nullable [] slopes = null;
        double share = 0;
        if (older != null) {
            ScaledPenalty last = penalties.get(index - 1);
            double ratio = WorkingSet.ratio(penalties.get(index - 2), last);
            share = (1 - 1 / WorkingSet.ratio(last, penalty)) / (ratio - 1);
            slopes = ratio > 1 ? older.at().gradient() : null;
        }
        int steps = fit.minimise(penalty, slopes, share, tolerance, mostSteps, this::accept);
        return fit.claim(penalty, stepsBefore + steps);
    }

    private void accept() {
        helper.await();
        fit.accept();
    }

    private @Nullable Solution awaited() {
        accept();
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
