package org.lossmith.kernel;

import org.lossmith.loss.Losses;

/** What {@link BackEndLogTest} starts in a JVM of its own. */
final class FirstKernel {
    private FirstKernel() {}

    public static void main(String[] arguments) {
        double[] row = {1};
        Losses.parse("bce").forRows(Long.MAX_VALUE).sum(row, row, null, 0, 1);
        Losses.parse("huber").forRows(Long.MAX_VALUE).sum(row, row, null, 0, 1);
    }
}
