package org.lossmith.kernel.rows;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lossmith.kernel.program.Program;

/** One step of a {@link RowPlan}, over a block of rows. */
sealed interface RowStep {
    /**
     * Runs a program once, or for every element of the vectors over a dimension: cells that are vectors then stand for their
     * element of that place.
     *
     * @param dimension null to run once
     * @param inputs in the order of the program's input numbers
     * @param outputs in the order of the program's outputs; one that is an input too is an accumulator
     * @param indexed whether the program uses the place of the element
     */
    record Compute(@Nullable String dimension, Program program, List<Cell> inputs, List<Cell> outputs, boolean indexed)
            implements RowStep {
        public Compute {
            inputs = List.copyOf(inputs);
            outputs = List.copyOf(outputs);
        }
    }

    /** Sets an accumulator to what it starts from. */
    record Fill(Cell cell, double value) implements RowStep {}

    /** The sparsemax threshold of a vector. */
    record Threshold(Cell vector, Cell result) implements RowStep {}
}
