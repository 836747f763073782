package org.lossmith.kernel;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs the stages of a program over blocks of rows that stay in the first-level cache. */
final class Blocks {
    /** Rows of a block: two or four kilobytes an array. */
    static final int ROWS = 512;

    /** Rows whose values are added up lane by lane; a single stage, which hands nothing on, does them at a time. */
    private static final int ROWS_OF_SUM = 8192;

    private Blocks() {}

    /**
     * @param form of the stages
     * @param offsets of the first row; moved on by {@code count}, but for that of the scratch memory
     * @param sums left with the sums of the last block
     * @return the sum of all values
     */
    static double run(
            List<Stage> stages,
            @Nullable Object[] arrays,
            int[] offsets,
            LoopForm form,
            double[] invariants,
            double[] sums,
            int count) {
        double sum = 0;
        int block = stages.size() == 1 ? ROWS_OF_SUM : ROWS;
        for (int start = 0; start < count; start += ROWS_OF_SUM) {
            Arrays.fill(sums, 0);
            int end = Math.min(count, start + ROWS_OF_SUM);
            for (int done = start; done < end; done += block) {
                int rows = Math.min(block, end - done);
                for (Stage stage : stages) {
                    stage.run(arrays, offsets, invariants, sums, rows);
                }
                for (int i = 0; i < offsets.length; i++) {
                    offsets[i] += i == form.scratch() ? 0 : rows;
                }
            }
            if (arrays[form.scratch()] instanceof float[] scratch) {
                FloatSums.move(scratch, sums);
            }
            for (double lane : sums) {
                sum += lane;
            }
        }
        return sum;
    }
}
