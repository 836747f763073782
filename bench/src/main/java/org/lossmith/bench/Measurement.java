package org.lossmith.bench;

import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/**
 * What was measured of a case.
 *
 * @param nanoseconds per row, in the fastest iteration: what else runs on a machine can only add to it
 * @param spread per row: by how much the median iteration was slower
 * @param wall nanoseconds per row of the wall, the mean of those timed before and after it
 */
record Measurement(Case timed, double nanoseconds, double spread, double wall) {
    static Measurement of(Case timed, RunResult result) {
        Statistics iterations = result.getPrimaryResult().getStatistics();
        return new Measurement(
                timed,
                iterations.getMin() / timed.rows(),
                (iterations.getPercentile(50) - iterations.getMin()) / timed.rows(),
                Double.NaN);
    }

    Measurement beside(Measurement before, Measurement after) {
        return new Measurement(timed, nanoseconds, spread, (before.nanoseconds + after.nanoseconds) / 2);
    }

    double wallRatio() {
        return nanoseconds / wall;
    }
}
