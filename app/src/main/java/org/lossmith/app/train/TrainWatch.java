package org.lossmith.app.train;

import org.lossmith.app.console.Console;
import org.lossmith.app.text.Figures;
import org.lossmith.learn.compare.Progress;
import org.lossmith.learn.solver.FitWatch;

/** Shows on a terminal how a fit comes along, and lets Ctrl-C end it once there is something to keep. */
final class TrainWatch implements FitWatch, AutoCloseable {
    private final Progress progress;
    private final Interruption interruption;
    private String stage = "";
    private int done;
    private int of;
    private long lastTime;
    private double lastOptimality = Double.NaN;

    TrainWatch(Console console, Progress progress) {
        this.progress = progress;
        this.interruption = new Interruption(console);
    }

    @Override
    public boolean stopped() {
        return interruption.asked();
    }

    /** Something begins. */
    void stage(String label) {
        stage = label;
        progress.step(shownDone(), shownOf(), label);
    }

    @Override
    public void fitted(int finished, int ofAll) {
        interruption.await();
        done = finished;
        of = ofAll;
        lastTime = 0;
        progress.step(shownDone(), shownOf(), stage);
    }

    /** Once all fits that were to be counted are done, what comes after is not counted with them. */
    private boolean counting() {
        return done < of;
    }

    private int shownDone() {
        return counting() ? done : 0;
    }

    private int shownOf() {
        return counting() ? of : 0;
    }

    @Override
    public void step(Step step) {
        interruption.await();
        long now = System.nanoTime();
        double seconds = (now - lastTime) / 1e9;
        // Among many fits the time that one of them has left says nothing; their pace does.
        String label = counting()
                ? stage + ", step " + (step.number() + 1)
                : label(step, lastTime == 0 ? Double.NaN : left(step, lastOptimality, seconds));
        progress.step(shownDone(), shownOf(), label);
        lastTime = now;
        lastOptimality = step.optimality();
    }

    /**
     * Seconds that are left if each step shrinks the optimality measure by the same factor, and takes as long, as the last one;
     * NaN if it did not shrink.
     */
    static double left(Step step, double before, double seconds) {
        double shrunk = Math.log(before / step.optimality());
        double wanted = Math.log(step.optimality() / step.tolerance());
        return shrunk > 0 ? seconds * Math.max(1, Math.ceil(wanted / shrunk)) : Double.NaN;
    }

    /** @param left seconds, or NaN if nobody knows */
    static String label(Step step, double left) {
        String label = "step " + (step.number() + 1) + ", objective " + Figures.significant(step.objective(), 6);
        if (Double.isFinite(step.optimality())) {
            label += ", " + Figures.significant(step.optimality(), 2) + " (goal "
                    + Figures.significant(step.tolerance(), 2) + ")";
        }
        return left >= 1 ? label + ", about " + Figures.seconds(Math.ceil(left)) + " left" : label;
    }

    /** Everything worth keeping is written. */
    @Override
    public void close() {
        interruption.close();
    }
}
