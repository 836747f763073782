package org.lossmith.bench;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs over rows on the calling thread or, in two contiguous halves, on the calling thread and one of a pool. */
final class Halves implements AutoCloseable {
    /** Computes rows {@code from <= i < to} and returns the sum of their values. */
    interface Part {
        double sum(int from, int to);
    }

    /** Rows in a cache line of floats: no line is written by both threads. */
    private static final int LINE = 16;

    private final int threads;
    private final ExecutorService pool;

    Halves(int threads) {
        if (threads != 1 && threads != 2) {
            throw new IllegalArgumentException("threads must be 1 or 2, got " + threads);
        }
        this.threads = threads;
        this.pool = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "second half");
            thread.setDaemon(true);
            return thread;
        });
    }

    double sum(Part part, int rows) {
        if (threads == 1) {
            return part.sum(0, rows);
        }
        int middle = rows / 2 / LINE * LINE;
        Future<Double> upper = pool.submit(() -> part.sum(middle, rows));
        double lower = part.sum(0, middle);
        try {
            return lower + upper.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted between two halves", interrupted);
        } catch (ExecutionException failed) {
            throw new IllegalStateException("the second half failed", failed.getCause());
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
