package org.lossmith.kernel.rows;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lossmith.kernel.loop.Blocks;

/** The memory of one run of a {@link RowPlan}: every cell's place, and the numbers of a block of rows. */
final class RowMemory {
    /** 128 kB of cells, to stay in the second-level cache. Chosen, not measured. */
    private static final int LARGEST = 1 << 14;

    private static final int FEWEST_ROWS = 16;

    /** A cache line between columns: at a distance of 4,096 bytes they would all fall into the same few lines of the cache. */
    private static final int GAP = 8;

    private final int rows;
    private final int[] offsets;
    private final Map<String, Integer> widths;
    private final int scratch;
    private final double[] numbers;

    /** @param outside cells that take no memory */
    RowMemory(
            RowPlan plan,
            List<@Nullable CompiledStep> steps,
            Map<String, Integer> widths,
            int lanes,
            Set<Cell> outside) {
        this.widths = widths;
        List<Cell> inside =
                plan.cells().stream().filter(cell -> !outside.contains(cell)).toList();
        int columns = 1;
        for (Cell cell : inside) {
            columns += width(cell);
        }
        int fitting = LARGEST / columns / FEWEST_ROWS * FEWEST_ROWS;
        this.rows = Math.max(Math.max(FEWEST_ROWS, lanes), Math.min(Blocks.ROWS, fitting));
        this.offsets = new int[plan.cells().size()];
        int at = 0;
        for (Cell cell : inside) {
            offsets[cell.number()] = at;
            at += width(cell) * stride();
        }
        this.scratch = at;
        int largest = 0;
        for (CompiledStep step : steps) {
            List<CompiledStep.Loop> loops = step == null ? List.of() : step.loops(width(step.dimension()));
            for (CompiledStep.Loop loop : loops) {
                largest = Math.max(largest, loop.block().scratch());
            }
        }
        this.numbers = new double[at + largest];
    }

    /** Rows of a block. */
    int rows() {
        return rows;
    }

    /** Elements of a cell: 1 if it is one number a row. */
    int width(@Nullable Cell cell) {
        return width(Objects.requireNonNull(cell).dimension());
    }

    int width(@Nullable String dimension) {
        return dimension == null ? 1 : Objects.requireNonNull(widths.get(dimension));
    }

    /** From an element of a vector to the next. */
    int stride() {
        return rows + GAP;
    }

    /** Where the first row of the first element is; the next element follows after {@link #stride()} numbers. */
    int offset(@Nullable Cell cell) {
        return offsets[Objects.requireNonNull(cell).number()];
    }

    int scratch() {
        return scratch;
    }

    double[] numbers() {
        return numbers;
    }
}
