package org.lossmith.kernel;

/** The sums of a loop over floats, as a {@link Stage} gives them. */
final class FloatSums {
    private FloatSums() {}

    /**
     * @param sums of each lane
     * @param lost what rounding left off them; NaN where a sum is infinite or NaN, and does not count there
     */
    static void store(float[] sums, float[] lost, double[] into) {
        for (int i = 0; i < sums.length; i++) {
            into[i] = Float.isNaN(lost[i]) ? sums[i] : (double) sums[i] + lost[i];
        }
    }
}
