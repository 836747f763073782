package org.lossmith.kernel.loop;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lossmith.kernel.program.Element;

/** Runs the stages of a program over blocks of rows that stay in the first-level cache. */
public final class Blocks {
    /** Rows of a block: two or four kilobytes an array. */
    public static final int ROWS = 512;

    /**
     * The same where rows come from memory: the first stage waits for them and the second computes, so that with larger blocks the processor does
     * the one and then the other. Of 256, 512 and 1,024 rows bce takes 0.96, 1.04 and 1.13 times the time of a loop by hand.
     */
    private static final int ROWS_FROM_MEMORY = 256;

    /** Rows whose values are added up lane by lane; a single stage, which hands nothing on, does them at a time. */
    private static final int ROWS_OF_SUM = 8192;

    /** The same for floats, whose sums lose nothing by it: each begin of a loop costs as much as 80 to 150 rows. */
    private static final int ROWS_OF_FLOAT_SUM = 65_536;

    private final List<Stage> stages;
    private final @Nullable Object[] arrays;
    private final int[] offsets;
    private final LoopForm form;
    private final double[] invariants;
    private final double[] sums;
    private final int page;
    private final int added;
    private final int block;

    /**
     * @param form of the stages
     * @param offsets of the first row; moved on by the rows that are run, but for that of the scratch memory
     * @param sums left with the lanes' sums of the last rows: of all if there are few
     * @param rows of the call, of which these may be the rest
     */
    Blocks(
            List<Stage> stages,
            @Nullable Object[] arrays,
            int[] offsets,
            LoopForm form,
            double[] invariants,
            double[] sums,
            int rows) {
        this.stages = stages;
        this.arrays = arrays;
        this.offsets = offsets;
        this.form = form;
        this.invariants = invariants;
        this.sums = sums;
        this.page = Pages.rows(form.element(), rows);
        this.added = form.arithmetic() == Element.FLOAT ? ROWS_OF_FLOAT_SUM : ROWS_OF_SUM;
        this.block = stages.size() == 1 ? added : rows < Pages.FROM_MEMORY ? ROWS : ROWS_FROM_MEMORY;
    }

    /**
     * The sum of the values of the next rows. They are halved until their values are added up lane by lane: sums of many rows lose least so,
     * and a method that calls itself is soon compiled. A loop here would be interpreted for the first 60,000 blocks, at about a microsecond
     * each, where a block of floats takes 20.
     */
    double run(int count) {
        if (count > added) {
            int half = (count + added - 1) / added / 2 * added;
            return run(half) + run(count - half);
        }
        Arrays.fill(sums, 0);
        for (int done = 0; done < count; done += block) {
            block(Math.min(block, count - done));
        }
        if (arrays[form.scratch()] instanceof float[] scratch) {
            FloatSums.move(scratch, sums);
        }
        return total(sums);
    }

    private void block(int rows) {
        for (Stage stage : stages) {
            stage.run(arrays, offsets, invariants, sums, rows, page);
        }
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] += i == form.scratch() ? 0 : rows;
        }
    }

    private static double total(double[] sums) {
        double total = 0;
        for (double lane : sums) {
            total += lane;
        }
        return total;
    }
}
