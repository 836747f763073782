package org.lossmith.kernel;

import org.jspecify.annotations.Nullable;

/** One short loop of a {@link StagedLoop}, over a block of rows. */
interface Stage {
    /**
     * @param invariants results of the instructions that depend on neither score nor target
     * @param scratch results handed from stage to stage, {@link StagedLoop#BLOCK} for each slot
     * @param sums receives the weighted values added up lane by lane, from the stage that has them
     * @param offset first row of the block in the input and output arrays
     * @param count rows, a multiple of the number of lanes
     */
    void run(
            double[] score,
            double[] target,
            double @Nullable [] weight,
            double[] invariants,
            double[] scratch,
            double @Nullable [] value,
            double @Nullable [] gradient,
            double @Nullable [] hessian,
            double[] sums,
            int offset,
            int count);
}
