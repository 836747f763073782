package org.lossmith.learn.fit.workingset;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lossmith.learn.fit.design.DesignColumns;
import org.lossmith.learn.fit.design.Workers;
import org.lossmith.learn.fit.objective.ScaledPenalty;
import org.lossmith.learn.fit.problem.Problem;
import org.lossmith.learn.fit.problem.Solution;

/**
 * A path of lambdas in two parts that are fitted side by side: the beginning from the start, the end from a few loose fits on
 * the way down. Where it is cut depends on the number of lambdas and the shape of the problem alone, and with one thread the parts
 * are fitted one after the other, so the threads do not change a bit of the result. A loss that is quadratic takes one step for each
 * lambda, which a way down of its own hardly shortens: there each fit is certified beside the next one ({@link AheadPath}).
 *
 * <p>Who watches is told of the fits in their order, by one thread at a time. When the watch ends the path, both parts stop, and
 * what was fitted beyond its end is dropped.
 */
final class SplitPath {
    /** A shorter path is over before a second part has found its way down. */
    private static final int FEWEST = 40;
    /** Passes over more numbers keep all threads busy by themselves. */
    private static final long MOST_NUMBERS = 2_000_000;
    /** Where the second part begins: fits take longer towards the end. */
    private static final double CUT = 0.75;
    /** The loose fits on the way to the cut, as shares of it. */
    private static final double[] WAY = {0.3, 0.55, 0.8};

    private static final double LOOSE = 1e-2;

    private final Problem problem;
    private final DesignColumns columns;
    private final List<ScaledPenalty> penalties;
    private final double[] start;
    private final PathWatch watch;
    private final int cut;
    private final boolean ahead;
    private final int threads;
    /** What follows is guarded by this. */
    private final @Nullable Solution[] found;

    private int told;
    private boolean over;

    private SplitPath(
            Problem problem,
            DesignColumns columns,
            List<ScaledPenalty> penalties,
            double[] start,
            PathWatch watch,
            int cut,
            boolean ahead) {
        this.problem = problem;
        this.columns = columns;
        this.penalties = penalties;
        this.start = start;
        this.watch = watch;
        this.cut = cut;
        this.ahead = ahead;
        this.threads = Math.max(1, problem.objective().workers().threads() / 2);
        this.found = new Solution[penalties.size()];
    }

    /** One solution for each penalty, or fewer if the watch ended the path. */
    static List<Solution> of(
            Problem problem, DesignColumns columns, List<ScaledPenalty> penalties, double[] start, PathWatch watch) {
        int count = penalties.size();
        boolean shared = watch.alone() && count >= FEWEST && columns.entries() <= MOST_NUMBERS;
        boolean ahead = shared && problem.loss().quadratic();
        int cut = shared && !ahead ? (int) (CUT * count) : count;
        return new SplitPath(problem, columns, penalties, start, watch, cut, ahead).run();
    }

    private List<Solution> run() {
        Workers workers = problem.objective().workers();
        if (ahead) {
            ahead(workers);
        } else if (cut == penalties.size()) {
            first(workers, 0, start);
        } else {
            workers.run(2, (part, worker) -> {
                try (Workers own = new Workers(threads)) {
                    if (part == 0) {
                        first(own, 0, start);
                    } else {
                        second(own);
                    }
                }
            });
        }
        List<Solution> result = new ArrayList<>();
        for (int i = 0; i < told; i++) {
            result.add(Objects.requireNonNull(found[i]));
        }
        return result;
    }

    private void ahead(Workers workers) {
        Helper helper = new Helper();
        int[] done = new int[1];
        workers.run(2, (part, worker) -> {
            if (part == 1) {
                helper.serve();
                return;
            }
            try (Workers alone = new Workers(1)) {
                done[0] = new AheadPath(problem, columns, penalties, start, helper, this::stopped, this::overAt, alone)
                        .run();
            } finally {
                helper.close();
            }
        });
        if (done[0] < cut && !over()) {
            Solution last = done[0] == 0 ? null : found[done[0] - 1];
            first(workers, done[0], last == null ? start : last.at().parameters());
        }
    }

    private boolean overAt(int index, Solution solution) {
        add(index, solution);
        return over();
    }

    private void first(Workers workers, int from, double[] begin) {
        WorkingSet workingSet = new WorkingSet(problem, columns, begin, workers, this::stopped);
        try {
            for (int i = from; i < cut && !over(); i++) {
                add(i, workingSet.minimise(penalties.get(i), problem.tolerance(), problem.maxIterations()));
            }
        } finally {
            endUnlessDone();
        }
    }

    private void second(Workers workers) {
        WorkingSet workingSet = new WorkingSet(problem, columns, start, workers, this::stoppedAhead);
        int steps = 0;
        for (int k = 0; k < WAY.length && !over(); k++) {
            ScaledPenalty penalty = penalties.get((int) (WAY[k] * cut));
            steps += workingSet
                    .minimise(penalty, Math.max(LOOSE, problem.tolerance()), problem.maxIterations())
                    .iterations();
        }
        for (int i = cut; i < penalties.size() && !over(); i++) {
            Solution solution = workingSet.minimise(penalties.get(i), problem.tolerance(), problem.maxIterations());
            add(i, i == cut ? solution.after(steps) : solution);
            if (last(i)) {
                return;
            }
        }
    }

    private synchronized void add(int index, Solution solution) {
        found[index] = solution;
        while (!over && told < found.length) {
            Solution next = found[told];
            if (next == null) {
                return;
            }
            told++;
            over = watch.over(next);
        }
    }

    /** Whether the path is certain to end at this one of the second part or before. */
    private synchronized boolean last(int index) {
        Solution solution = Objects.requireNonNull(found[index]);
        return over
                || solution.outcome() == Solution.Outcome.STOPPED
                || watch.settled(index == cut ? null : found[index - 1], solution);
    }

    private synchronized boolean over() {
        return over;
    }

    /** After an error in the first part nobody waits for the second. */
    private synchronized void endUnlessDone() {
        over |= told < cut;
    }

    private synchronized boolean stopped(int steps, double value, double optimality, double tolerance) {
        return over || problem.objective().stopped(steps, value, optimality, tolerance);
    }

    /** Steps ahead of the fits that were told of are not shown. */
    private synchronized boolean stoppedAhead(int steps, double value, double optimality, double tolerance) {
        return told < cut ? over || problem.objective().stopped() : stopped(steps, value, optimality, tolerance);
    }
}
