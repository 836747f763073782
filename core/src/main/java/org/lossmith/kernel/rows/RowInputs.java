package org.lossmith.kernel.rows;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lossmith.Columns;

/**
 * What a {@link RowKernel} reads.
 *
 * @param weights of the rows, null for 1; a row of weight 0 counts as absent
 * @param parameters values, in the order of the kernel's names
 * @param vectors values of the parameters that are vectors, in the order of the signature
 * @param widths the length of the vectors of each dimension
 * @param classes if the target is a class, how many there are: a row whose target is none of 0, 1, ... has the value NaN; else 0
 */
public record RowInputs(
        Columns scores,
        Columns targets,
        double @Nullable [] weights,
        double[] parameters,
        double[][] vectors,
        Map<String, Integer> widths,
        int classes) {

    /** The same rows, each counted once. */
    RowInputs unweighted() {
        return new RowInputs(scores, targets, null, parameters, vectors, widths, classes);
    }

    int rows() {
        int rows = Math.min(scores.rows(), targets.rows());
        return weights == null ? rows : Math.min(rows, weights.length);
    }
}
