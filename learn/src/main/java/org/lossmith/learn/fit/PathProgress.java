package org.lossmith.learn.fit;

import org.lossmith.learn.solver.FitWatch;

/**
 * Counts the fits of several paths of the same length together. Some may be under way at the same time; who looks on is told by
 * one thread at a time.
 */
final class PathProgress {
    private final FitWatch watch;
    private final int paths;
    private int done;

    PathProgress(FitWatch watch, int paths) {
        this.watch = watch;
        this.paths = paths;
    }

    /** For a path that runs alone, so that its steps mean something too. */
    FitWatch alone() {
        return new Part(true);
    }

    /** For one of several paths that run at the same time. */
    FitWatch amongOthers() {
        return new Part(false);
    }

    private synchronized void fitted(int each) {
        done++;
        watch.fitted(done, each * paths);
    }

    private final class Part implements FitWatch {
        private final boolean steps;

        private Part(boolean steps) {
            this.steps = steps;
        }

        @Override
        public boolean stopped() {
            return watch.stopped();
        }

        @Override
        public void step(Step step) {
            if (steps) {
                watch.step(step);
            }
        }

        @Override
        public void fitted(int finished, int of) {
            PathProgress.this.fitted(of);
        }
    }
}
