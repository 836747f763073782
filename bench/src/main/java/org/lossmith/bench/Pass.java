package org.lossmith.bench;

/** One pass over all the rows of a case: what a benchmark times. */
interface Pass extends AutoCloseable {
    /** The sum of the values. */
    double run();

    @Override
    default void close() {}
}
