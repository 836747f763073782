package org.lossmith.kernel;

import java.util.Arrays;
import java.util.List;

/**
 * A {@link BlockLoop} with what is needed to run it.
 *
 * @param program the program after lowering, for computing its invariants
 * @param scratch how many doubles of memory the loop needs to itself while it runs, 0 for most programs
 */
record CompiledBlock(BlockLoop loop, Program program, int scratch, List<Stage> stages, LoopForm form) {
    private static final double[] NO_SUMS = {};

    static CompiledBlock of(List<Stage> stages, LoopForm form, Program program, int slots) {
        List<Stage> fixed = List.copyOf(stages);
        BlockLoop loop = (memory, offsets, invariants, count) -> {
            Object[] arrays = new Object[form.arrays()];
            Arrays.fill(arrays, memory);
            int[] moving = Arrays.copyOf(offsets, form.arrays());
            Blocks.run(fixed, arrays, moving, form.scratch(), invariants, new double[0], count);
        };
        return new CompiledBlock(loop, program, slots * Blocks.ROWS, fixed, form);
    }

    /** The arrays for {@link #run}: the same memory for all. */
    Object[] arrays(double[] memory) {
        Object[] arrays = new Object[form.arrays()];
        Arrays.fill(arrays, memory);
        return arrays;
    }

    /**
     * The same as {@link #loop} with less around it, for at most {@link Blocks#ROWS} rows.
     *
     * @param arrays from {@link #arrays}
     * @param offsets as for the loop, and as long as {@code arrays}
     */
    void run(Object[] arrays, int[] offsets, double[] invariants, int count) {
        for (Stage stage : stages) {
            stage.run(arrays, offsets, invariants, NO_SUMS, count);
        }
    }
}
