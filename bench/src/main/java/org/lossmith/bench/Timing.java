package org.lossmith.bench;

import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** How long a case is warmed up and timed, in milliseconds an iteration. */
record Timing(int warmups, int warmup, int iterations, int iteration) {
    /** For arrays that fit into a cache, where a pass takes microseconds. */
    static final Timing SMALL = new Timing(6, 100, 7, 50);
    /** For arrays in main memory, where a pass takes tens of milliseconds; the first is long, to compile it. */
    static final Timing LARGE = new Timing(2, 400, 7, 150);

    static Timing of(Case timed) {
        return timed.rows() * timed.scores() < 1_000_000 ? SMALL : LARGE;
    }

    ChainedOptionsBuilder applyTo(ChainedOptionsBuilder options) {
        return options.warmupIterations(warmups)
                .warmupTime(TimeValue.milliseconds(warmup))
                .measurementIterations(iterations)
                .measurementTime(TimeValue.milliseconds(iteration));
    }
}
