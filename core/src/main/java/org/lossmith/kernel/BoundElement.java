package org.lossmith.kernel;

import java.util.ArrayList;
import java.util.List;

/**
 * A compiled step for one element of its vectors.
 *
 * @param shifts for each array, the row that is first in it, if it is one of the caller's; else -1
 */
record BoundElement(CompiledBlock compiled, Object[] arrays, int[] offsets, int[] shifts, double[] invariants) {

    static BoundElement of(
            RowStep.Compute step, CompiledBlock compiled, RowPlaces places, int place, double[] invariants) {
        List<Cell> cells = new ArrayList<>(step.inputs());
        cells.addAll(step.outputs());
        int[] starts = new int[cells.size() + 1];
        starts[cells.size()] = places.memory().scratch();
        Object[] arrays = compiled.arrays(places.memory().numbers());
        int[] shifts = new int[cells.size()];
        for (int i = 0; i < shifts.length; i++) {
            Cell cell = cells.get(i);
            int element = cell.dimension() == null ? 0 : place;
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
