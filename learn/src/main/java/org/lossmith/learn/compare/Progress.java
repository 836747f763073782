package org.lossmith.learn.compare;

/** Told of every step before it starts, so that a terminal can show what is going on and about how much is left. */
@FunctionalInterface
public interface Progress {
    /**
     * A step starts.
     *
     * @param done steps finished
     * @param of all steps, as far as known; each takes very roughly as long as another
     * @param label what starts now, a few words
     */
    void step(int done, int of, String label);

    /** Says nothing. */
    static Progress none() {
        return (done, of, label) -> {};
    }
}
