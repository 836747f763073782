package org.lossmith.kernel.loop;

import org.jspecify.annotations.Nullable;

/** A compiled loop over a block of rows: a whole program, or a part of one that is too long for one loop. */
interface Stage {
    /**
     * @param arrays inputs, outputs, scratch memory and weights in the order of the {@link LoopForm}; those not used may be null.
     *     Scratch memory, {@link Blocks#ROWS} for each slot, holds results that are handed from stage to stage
     * @param offsets for each array, where its first row is
     * @param invariants results of the instructions that depend on no input
     * @param sums the values of the first output are added to it, lane by lane; by a loop over floats to {@link FloatSums} in scratch
     *     memory
     * @param count rows, a multiple of the number of lanes
     * @param page rows after which a loop over vectors reads ahead, see {@link Pages}
     */
    void run(@Nullable Object[] arrays, int[] offsets, double[] invariants, double[] sums, int count, int page);
}
