package org.lossmith.app;

import org.lossmith.learn.fit.FitWatch;

/** Shows on a terminal how a fit comes along, and lets Ctrl-C end it once there is something to keep. */
final class TrainWatch implements FitWatch, AutoCloseable {
    private final ProgressLine progress;
    private final Interruption interruption;
    private long lastTime;
    private double lastOptimality = Double.NaN;

    TrainWatch(Console console, ProgressLine progress) {
        this.progress = progress;
        this.interruption = new Interruption(console);
    }

    @Override
    public boolean stopped() {
        return interruption.asked();
    }

    @Override
    public void step(Step step) {
        interruption.await();
        long now = System.nanoTime();
        double seconds = (now - lastTime) / 1e9;
        progress.step(0, 0, label(step, lastTime == 0 ? Double.NaN : left(step, lastOptimality, seconds)));
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
