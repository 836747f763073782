package org.lossmith.learn.fit.workingset;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Takes one small task at a time off its owner, by a second thread that waits for it awake: waking a thread takes as long as such a
 * task. Whoever comes first does the task, the second thread or the owner when it needs the result; so nothing depends on
 * whether there is a second thread, and whether it has time.
 */
public final class Helper {
    /** After so long without a task the second thread looks for one now and then only. */
    private static final long AWAKE_NANOS = 200_000;

    private static final long NAP_NANOS = 50_000;

    private volatile @Nullable Offer offer;
    private volatile boolean closed;

    private static final class Offer {
        private static final int OPEN = 0;
        private static final int TAKEN = 1;
        private static final int DONE = 2;

        private final Runnable task;
        private final AtomicInteger state = new AtomicInteger(OPEN);
        private volatile @Nullable Throwable failure;

        Offer(Runnable task) {
            this.task = task;
        }

        boolean take() {
            return state.get() == OPEN && state.compareAndSet(OPEN, TAKEN);
        }

        void run() {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                failure = e;
            } finally {
                state.set(DONE);
            }
        }
    }

    /** The owner offers a task; that before must have been awaited. */
    void offer(Runnable task) {
        offer = new Offer(task);
    }

    /** Returns when the task is done, and fails if it did. The owner does it if nobody else has begun. */
    void await() {
        Offer last = offer;
        if (last == null) {
            return;
        }
        if (last.take()) {
            last.run();
        }
        long since = System.nanoTime();
        while (last.state.get() != Offer.DONE) {
            rest(since);
        }
        offer = null;
        Throwable failure = last.failure;
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        if (failure instanceof Error error) {
            throw error;
        }
    }

    /** The second thread does what is offered, until there will be nothing more. */
    public void serve() {
        long since = System.nanoTime();
        while (!closed) {
            Offer next = offer;
            if (next != null && next.take()) {
                next.run();
                since = System.nanoTime();
            } else {
                rest(since);
            }
        }
    }

    private static void rest(long since) {
        if (System.nanoTime() - since < AWAKE_NANOS) {
            Thread.onSpinWait();
        } else {
            LockSupport.parkNanos(NAP_NANOS);
        }
    }

    /** There will be no more tasks. */
    public void close() {
        closed = true;
    }
}
