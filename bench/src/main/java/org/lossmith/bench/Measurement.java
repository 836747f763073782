package org.lossmith.bench;

import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/**
 * What was measured of a case.
 *
 * @param nanoseconds per row: the median over the iterations
 * @param spread per row: half of what lies between the fastest and the slowest iteration
 * @param wall nanoseconds per row of the wall, the mean of those timed before and after it
 */
record Measurement(Case timed, double nanoseconds, double spread, double wall) {
    static Measurement of(Case timed, RunResult result) {
        Statistics iterations = result.getPrimaryResult().getStatistics();
        return new Measurement(
                timed,
                iterations.getPercentile(50) / timed.rows(),
                (iterations.getMax() - iterations.getMin()) / 2 / timed.rows(),
                Double.NaN);
    }

    Measurement beside(Measurement before, Measurement after) {
        return new Measurement(timed, nanoseconds, spread, (before.nanoseconds + after.nanoseconds) / 2);
    }

    double wallRatio() {
        return nanoseconds / wall;
    }
}
