package org.lossmith.kernel;

/** A compiled program over rows of arrays that all lie in one piece of memory. Safe for use by many threads. */
interface BlockLoop {
    /**
     * Runs the rows {@code 0 <= r < count}. Row r of every output may lie where row r of an input does, so that an input can be
     * an accumulator; else outputs overlap with nothing.
     *
     * @param offsets where each input starts, by number; then where each output of the program starts; then, if the loop needs
     *     scratch memory, where that starts
     * @param invariants what {@link Invariants} gives for the {@link CompiledBlock}'s program
     * @param count rows; for a vector loop a multiple of {@link VectorModule#lanes()}
     */
    void run(double[] memory, int[] offsets, double[] invariants, int count);
}
