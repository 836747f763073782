package org.lossmith.kernel.loop;

import java.util.Arrays;
import java.util.List;
import org.lossmith.kernel.lowering.Invariants;
import org.lossmith.kernel.program.Program;

/**
 * A compiled program over rows of arrays that all lie in one piece of memory. Safe for use by many threads.
 *
 * @param program the program after lowering, for computing its invariants
 * @param scratch how many doubles of memory the stages need to themselves while they run, 0 for most programs
 */
public record CompiledBlock(List<Stage> stages, LoopForm form, Program program, int scratch) {
    private static final double[] NO_SUMS = {};

    public CompiledBlock {
        stages = List.copyOf(stages);
    }

    static CompiledBlock of(List<Stage> stages, LoopForm form, Program program, int slots) {
        return new CompiledBlock(stages, form, program, slots * Blocks.ROWS);
    }

    /** The arrays for {@link #run}: the same memory for all. */
    public Object[] arrays(double[] memory) {
        Object[] arrays = new Object[form.arrays()];
        Arrays.fill(arrays, memory);
        return arrays;
    }

    /**
     * The offsets for {@link #run}.
     *
     * @param starts where each input starts, by number; then where each output of the program starts; then, if there is scratch
     *     memory, where that starts
     */
    public int[] offsets(int... starts) {
        return Arrays.copyOf(starts, form.arrays());
    }

    /**
     * Runs the rows {@code 0 <= r < count}. Row r of every output may lie where row r of an input does, so that an input can be
     * an accumulator; else outputs overlap with nothing.
     *
     * @param arrays from {@link #arrays}
     * @param offsets from {@link #offsets}
     * @param invariants what {@link Invariants} gives for {@link #program}
     * @param count at most {@link Blocks#ROWS} rows; by vectors a multiple of {@link VectorModule#lanes()}
     */
    public void run(Object[] arrays, int[] offsets, double[] invariants, int count) {
        for (Stage stage : stages) {
            stage.run(arrays, offsets, invariants, NO_SUMS, count, Pages.NONE);
        }
    }
}
