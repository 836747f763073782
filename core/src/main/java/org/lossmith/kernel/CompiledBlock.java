package org.lossmith.kernel;

import java.util.Arrays;
import java.util.List;

/**
 * A {@link BlockLoop} with what is needed to run it.
 *
 * @param program the program after lowering, for computing its invariants
 * @param scratch how many doubles of memory the loop needs to itself while it runs, 0 for most programs
 */
record CompiledBlock(BlockLoop loop, Program program, int scratch) {

    static CompiledBlock of(List<Stage> stages, LoopForm form, Program program, int slots) {
        List<Stage> fixed = List.copyOf(stages);
        BlockLoop loop = (memory, offsets, invariants, count) -> {
            Object[] arrays = new Object[form.arrays()];
            Arrays.fill(arrays, memory);
            int[] moving = Arrays.copyOf(offsets, form.arrays());
            Blocks.run(fixed, arrays, moving, form.scratch(), invariants, new double[0], count);
        };
        return new CompiledBlock(loop, program, slots * Blocks.ROWS);
    }
}
