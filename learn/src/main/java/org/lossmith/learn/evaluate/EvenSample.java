package org.lossmith.learn.evaluate;

/** A sample of rows without chance: evenly spread from the first on. */
public final class EvenSample {
    private EvenSample() {}

    /** At most {@code most} of the numbers from 0 to n - 1, increasing. */
    public static int[] of(int n, int most) {
        int[] chosen = new int[Math.min(n, most)];
        for (int i = 0; i < chosen.length; i++) {
            chosen[i] = (int) ((long) i * n / chosen.length);
        }
        return chosen;
    }
}
