package org.lossmith.bench;

import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** How long a case is warmed up and timed, in milliseconds an iteration. */
record Timing(int warmups, int warmup, int iterations, int iteration) {
    /** For arrays that fit into a cache, where a pass takes microseconds. */
    static final Timing SMALL = new Timing(6, 100, 10, 50);
    /** For arrays in main memory, where a pass takes tens of milliseconds; the first is long, to compile it. */
    static final Timing LARGE = new Timing(2, 300, 10, 120);

    /** For PyTorch in main memory: nothing to compile, and up to a second a pass. */
    static final Timing LARGE_PYTORCH = new Timing(1, 400, 5, 200);

    static Timing of(Case timed) {
        boolean small = timed.rows() * timed.scores() < 1_000_000;
        if (timed.path() == Case.Path.PYTORCH && !small) {
            return LARGE_PYTORCH;
        }
        return small ? SMALL : LARGE;
    }

    ChainedOptionsBuilder applyTo(ChainedOptionsBuilder options) {
        return options.warmupIterations(warmups)
                .warmupTime(TimeValue.milliseconds(warmup))
                .measurementIterations(iterations)
                .measurementTime(TimeValue.milliseconds(iteration));
    }
}
