package org.lossmith.learn.fit.design;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * A few threads that share numbered tasks. Which thread takes which task is left open: results must not depend on it.
 */
public final class Workers implements AutoCloseable {
    /** One numbered task; {@code worker} numbers the thread, so that each can keep its own buffers. */
    public interface Task {
        void run(int task, int worker);
    }

    private final int threads;
    private final ExecutorService executor;

    public Workers(int threads) {
        this.threads = threads;
        this.executor = Executors.newFixedThreadPool(threads, runnable -> {
            Thread thread = new Thread(runnable, "lossmith-fit");
            thread.setDaemon(true);
            return thread;
        });
    }

    public int threads() {
        return threads;
    }

    /** Runs tasks 0 to count - 1 and returns when all are done; the caller is worker 0. */
    public void run(int count, Task task) {
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> others = new ArrayList<>();
        for (int worker = 1; worker < Math.min(threads, count); worker++) {
            int number = worker;
            others.add(executor.submit(() -> drain(next, count, task, number)));
        }
        try {
            drain(next, count, task, 0);
        } finally {
            others.forEach(Workers::await);
        }
    }

    /** The same in this thread alone where the work is not worth waking the others for. */
    void runIf(boolean worthwhile, int count, Task task) {
        if (worthwhile) {
            run(count, task);
            return;
        }
        for (int number = 0; number < count; number++) {
            task.run(number, 0);
        }
    }

    /** One result of each task, in their order. */
    public <T> List<T> list(int count, IntFunction<T> task) {
        AtomicReferenceArray<T> results = new AtomicReferenceArray<>(count);
        run(count, (number, worker) -> results.set(number, task.apply(number)));
        return IntStream.range(0, count).mapToObj(results::get).toList();
    }

    /** Has another thread work something out, if there is one, until it is asked for. */
    public <T> Supplier<T> beside(Supplier<T> task) {
        if (threads == 1) {
            T result = task.get();
            return () -> result;
        }
        Future<T> future = executor.submit(task::get);
        return () -> await(future);
    }

    private static void drain(AtomicInteger next, int count, Task task, int worker) {
        for (int number = next.getAndIncrement(); number < count; number = next.getAndIncrement()) {
            task.run(number, worker);
        }
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while fitting", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
