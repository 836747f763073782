package org.lossmith.learn.fit.design;

/** Works out the lines of one {@link WeightedGram}, and may keep what serves for the lines that are added to it later. */
interface GramLines {
    /**
     * For each {@code a} in {@code from..size-1} writes the weighted products of column {@code set[a]} with the columns
     * {@code set[0..a]} into {@code lines[a]}.
     *
     * @param from 0, or where the last call ended; the columns before it are then the same
     */
    void write(int[] set, int from, int size, double[] weight, double[][] lines, Workers workers);
}
