package org.lossmith.learn.evaluate;

/** Knuth's MMIX generator, the same in the scripts that computed the expected numbers. */
public final class SeededRandom {
    private long state;

    public SeededRandom(long seed) {
        state = seed;
    }

    /** From 0 (included) to 1. */
    public double next() {
        state = state * 6364136223846793005L + 1442695040888963407L;
        return (state >>> 11) / 9007199254740992.0;
    }

    /** A standard normal number (Box and Muller 1958). */
    public double normal() {
        return Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
    }
}
