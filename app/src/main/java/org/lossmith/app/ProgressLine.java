package org.lossmith.app;

import org.lossmith.learn.compare.Progress;

/** One line on a terminal that says what is going on and about how long it will go on. */
final class ProgressLine implements Progress, AutoCloseable {
    private static final long NANOS_BETWEEN = 100_000_000L;

    private final Output err;
    private final boolean shown;
    private final long start = System.nanoTime();
    private long last = start - NANOS_BETWEEN;
    private boolean onScreen;

    ProgressLine(Console console, boolean quiet) {
        err = console.err();
        shown = console.errIsTerminal() && !quiet;
    }

    @Override
    public synchronized void step(int done, int of, String label) {
        long now = System.nanoTime();
        if (!shown || now - last < NANOS_BETWEEN) {
            return;
        }
        last = now;
        String line = line(done, of, label, (now - start) / 1e9);
        err.print("\r" + line + "\u001b[K").flush();
        onScreen = true;
    }

    static String line(int done, int of, String label, double elapsed) {
        String line = "[" + done + "/" + of + "] " + label;
        if (done > 0 && of > done && elapsed > 1) {
            line += ", about " + Figures.seconds(Math.ceil(elapsed / done * (of - done))) + " left";
        }
        return line.length() < Wrap.WIDTH ? line : line.substring(0, Wrap.WIDTH - 1);
    }

    @Override
    public synchronized void close() {
        if (onScreen) {
            err.print("\r\u001b[K").flush();
            onScreen = false;
        }
    }
}
