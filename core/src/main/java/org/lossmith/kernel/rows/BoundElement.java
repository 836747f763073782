package org.lossmith.kernel.rows;

import java.util.ArrayList;
import java.util.List;
import org.lossmith.kernel.loop.CompiledBlock;

/**
 * A compiled step for some elements of its vectors.
 *
 * @param shifts for each array, the row that is first in it, if it is one of the caller's; else -1
 */
record BoundElement(CompiledBlock compiled, Object[] arrays, int[] offsets, int[] shifts, double[] invariants) {

    /** @param first the first element of the group */
    static BoundElement of(CompiledStep.Loop loop, RowPlaces places, int first, double[] invariants) {
        CompiledBlock compiled = loop.block();
        List<ElementGroup.Place> cells = new ArrayList<>(loop.group().inputs());
        cells.addAll(loop.group().outputs());
        int[] starts = new int[cells.size() + 1];
        starts[cells.size()] = places.memory().scratch();
        Object[] arrays = compiled.arrays(places.memory().numbers());
        int[] shifts = new int[cells.size()];
        for (int i = 0; i < shifts.length; i++) {
            Cell cell = cells.get(i).cell();
            int element = cell.dimension() == null ? 0 : first + cells.get(i).element();
            boolean outside = places.isOutside(cell);
            arrays[i] = places.array(cell, element);
            shifts[i] = outside ? places.shift(cell) : -1;
            starts[i] = outside ? 0 : places.offset(cell, element, 0);
        }
        return new BoundElement(compiled, arrays, compiled.offsets(starts), shifts, invariants);
    }

    /** Computes the block that begins with row {@code start}. */
    void run(int start, int rows) {
        for (int i = 0; i < shifts.length; i++) {
            if (shifts[i] >= 0) {
                offsets[i] = start - shifts[i];
            }
        }
        compiled.run(arrays, offsets, invariants, rows);
    }
}
