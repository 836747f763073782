package org.lossmith.bench;

import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** How often and how long a case is timed, in milliseconds an iteration; {@link PassBenchmark} has warmed it up before. */
record Timing(int iterations, int iteration) {
    /** For arrays that fit into a cache, where a pass takes microseconds. */
    static final Timing SMALL = new Timing(10, 50);
    /** For arrays in main memory, where a pass takes tens of milliseconds. */
    static final Timing LARGE = new Timing(10, 120);
    /** For PyTorch in main memory: up to a second a pass. */
    static final Timing LARGE_PYTORCH = new Timing(5, 200);

    static Timing of(Case timed) {
        boolean small = timed.rows() * timed.scores() < 1_000_000;
        if (timed.path() == Case.Path.PYTORCH && !small) {
            return LARGE_PYTORCH;
        }
        return small ? SMALL : LARGE;
    }

    ChainedOptionsBuilder applyTo(ChainedOptionsBuilder options) {
        return options.warmupIterations(1)
                .warmupTime(TimeValue.milliseconds(iteration))
                .measurementIterations(iterations)
                .measurementTime(TimeValue.milliseconds(iteration));
    }
}
