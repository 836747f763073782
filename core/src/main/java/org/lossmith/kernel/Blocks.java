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

    /** The same for floats, whose sums lose nothing by it: each begin of a loop costs as much as 80 to 150 rows. */
    private static final int ROWS_OF_FLOAT_SUM = 65_536;

    private Blocks() {}

    /**
     * @param form of the stages
     * @param offsets of the first row; moved on by {@code count}, but for that of the scratch memory
     * @param sums left with the lanes' sums of the last rows: of all if there are few
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
        boolean floats = form.arithmetic() == Element.FLOAT;
        int added = floats ? ROWS_OF_FLOAT_SUM : ROWS_OF_SUM;
        int page = Pages.rows(form.element(), count);
        int block = stages.size() == 1 ? added : ROWS;
        double sum = 0;
        Arrays.fill(sums, 0);
        for (int start = 0; start < count; start += added) {
            int end = Math.min(count, start + added);
            for (int done = start; done < end; done += block) {
                int rows = Math.min(block, end - done);
                for (Stage stage : stages) {
                    stage.run(arrays, offsets, invariants, sums, rows, page);
                }
                for (int i = 0; i < offsets.length; i++) {
                    offsets[i] += i == form.scratch() ? 0 : rows;
                }
            }
            if (arrays[form.scratch()] instanceof float[] scratch) {
                FloatSums.move(scratch, sums);
            } else if (end < count) {
                sum += total(sums);
                Arrays.fill(sums, 0);
            }
        }
        return sum + total(sums);
    }

    private static double total(double[] sums) {
        double total = 0;
        for (double lane : sums) {
            total += lane;
        }
        return total;
    }
}
