package org.lossmith.app.train;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.lossmith.app.console.Console;

/**
 * Ctrl-C while something long is going on that has a result worth keeping at any time. The JVM's own reaction, to end, is held up
 * until the command has noticed, written what it has and closed this; the exit code is then the usual one of an interrupted
 * program, 130. One that does not notice in time is ended all the same.
 */
final class Interruption implements AutoCloseable {
    /** A step over the rows under way is completed first; on a slow disk it takes a while. */
    private static final long MOST_SECONDS = 120;

    private final Console console;
    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook = new Thread(this::interrupt, "lossmith-interrupted");
    private volatile boolean awaited;
    private volatile boolean asked;

    Interruption(Console console) {
        this.console = console;
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) {
            // Ctrl-C has come already: the program is ending.
            asked = true;
        }
    }

    /** From here on Ctrl-C is held up; before, it ends the program at once. May be called again. */
    void await() {
        awaited = true;
    }

    /** Whether the user wants to wait no longer. */
    boolean asked() {
        return asked;
    }

    /** What the hook does; it runs in a thread of its own while the others go on. */
    void interrupt() {
        asked = true;
        if (finished.getCount() == 0) {
            return;
        }
        if (!awaited) {
            console.err().line("\nlossmith: interrupted before the first step was done; nothing was kept");
            console.err().flushQuietly();
            return;
        }
        console.err().line("\nlossmith: interrupted; the step under way is completed and the model so far is kept");
        console.err().flushQuietly();
        try {
            if (!finished.await(MOST_SECONDS, TimeUnit.SECONDS)) {
                console.err().line("lossmith: the step took longer than " + MOST_SECONDS + " s; nothing is kept");
                console.err().flushQuietly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The result is written, or there is none. */
    @Override
    public void close() {
        finished.countDown();
        if (!asked) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // Ctrl-C came at this very moment: the hook finds that all is finished.
                return;
            }
        }
    }
}
