package org.lossmith.bench;

/** One pass over all the rows of a case. */
interface Pass extends AutoCloseable {
    /** The sum of the values. */
    double run();

    @Override
    default void close() {}
}
