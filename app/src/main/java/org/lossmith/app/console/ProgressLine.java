package org.lossmith.app.console;

import org.lossmith.app.text.Figures;
import org.lossmith.app.text.Wrap;
import org.lossmith.learn.compare.Progress;

/** One line on a terminal that says what is going on and about how long it will go on. */
public final class ProgressLine implements Progress, AutoCloseable {
    private static final long NANOS_BETWEEN = 100_000_000L;

    private final Output err;
    private final boolean shown;
    private long last = System.nanoTime() - NANOS_BETWEEN;
    private int firstDone = -1;
    private long firstTime;
    private boolean onScreen;

    public ProgressLine(Console console, boolean quiet) {
        err = console.err();
        shown = console.errIsTerminal() && !quiet;
    }

    @Override
    public synchronized void step(int done, int of, String label) {
        long now = System.nanoTime();
        // What comes before the first counted step (reading) and that step itself say nothing about how fast the others
        // are.
        if (firstDone < 0 && done > 0) {
            firstDone = done;
            firstTime = now;
        }
        if (!shown || now - last < NANOS_BETWEEN) {
            return;
        }
        last = now;
        double pace = done > firstDone && firstDone > 0 ? (now - firstTime) / 1e9 / (done - firstDone) : Double.NaN;
        err.print("\r" + line(done, of, label, pace) + "\u001b[K").flush();
        onScreen = true;
    }

    /** @param pace seconds a step takes, or NaN while nobody knows */
    public static String line(int done, int of, String label, double pace) {
        String line = of > 0 ? "[" + done + "/" + of + "] " + label : label;
        double left = pace * (of - done);
        if (left >= 1) {
            line += ", about " + Figures.seconds(Math.ceil(left)) + " left";
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
