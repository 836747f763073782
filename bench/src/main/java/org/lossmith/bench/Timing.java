package org.lossmith.bench;

import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * How often and how long a case is timed once it is compiled.
 *
 * @param iteration milliseconds of an iteration
 * @param wall milliseconds of the wall before each
 */
record Timing(int iterations, int iteration, int wall) {
    /** For arrays that fit into a cache, where a pass takes microseconds: short, to fit between what else a machine does. */
    static final Timing SMALL = new Timing(30, 15, 8);
    /** For arrays in main memory, where a pass takes tens of milliseconds. */
    static final Timing LARGE = new Timing(10, 120, 40);
    /** For PyTorch in main memory: up to a second a pass. */
    static final Timing LARGE_PYTORCH = new Timing(5, 200, 40);

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
