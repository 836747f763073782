package org.lossmith.kernel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs the stages of a program over blocks of rows that stay in the first-level cache. */
final class Blocks {
    /** Rows of a block of doubles: four kilobytes an array. */
    static final int ROWS = 512;

    /** Rows that a single stage does at a time: it hands nothing on. */
    private static final int ROWS_OF_ONE = 8192;

    private Blocks() {}

    /** Rows of a block whose scratch memory holds such numbers. */
    static int rows(Element arithmetic) {
        return arithmetic == Element.FLOAT ? ROWS * (Double.SIZE / Float.SIZE) : ROWS;
    }

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
        int block = stages.size() == 1 ? ROWS_OF_ONE : rows(form.arithmetic());
        for (int done = 0; done < count; done += block) {
            int rows = Math.min(block, count - done);
            java.util.Arrays.fill(sums, 0);
            for (Stage stage : stages) {
                stage.run(arrays, offsets, invariants, sums, rows);
            }
            for (double lane : sums) {
                sum += lane;
            }
            for (int i = 0; i < offsets.length; i++) {
                offsets[i] += i == form.scratch() ? 0 : rows;
            }
        }
        return sum;
    }
}
