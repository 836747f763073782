package org.lossmith.kernel.rows;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where the numbers of a plan's cells are while it runs: in the memory of a block of rows, or, where that spares copying them, in
 * the caller's own arrays.
 */
final class RowPlaces {
    /**
     * A cell in the caller's arrays.
     *
     * @param arrays one for each element
     * @param shift the row that is first in them
     */
    record Outside(double[][] arrays, int shift) {}

    private final RowMemory memory;
    private final Map<Cell, Outside> outside;

    /** @param outside the cells that are not in memory */
    RowPlaces(RowMemory memory, Map<Cell, Outside> outside) {
        this.memory = memory;
        this.outside = new HashMap<>(outside);
    }

    RowMemory memory() {
        return memory;
    }

    boolean isOutside(@Nullable Cell cell) {
        return outside.containsKey(cell);
    }

    double[] array(@Nullable Cell cell, int element) {
        Outside found = outside.get(cell);
        return found == null ? memory.numbers() : found.arrays()[element];
    }

    /** The place in the array where a block of rows that begins with row {@code start} begins. */
    int offset(@Nullable Cell cell, int element, int start) {
        return isOutside(cell) ? start - shift(cell) : memory.offset(cell) + element * memory.stride();
    }

    int shift(@Nullable Cell cell) {
        return Objects.requireNonNull(outside.get(cell)).shift();
    }
}
