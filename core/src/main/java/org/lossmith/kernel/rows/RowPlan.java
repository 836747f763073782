package org.lossmith.kernel.rows;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lossmith.formula.Expr;
import org.lossmith.kernel.program.Program;

/**
 * How expressions of several scores per row are computed: sums and maxima over vectors one after the other as they need each
 * other, then the results. All steps work on a block of rows that stays in the cache; each is a straight-line {@link Program}
 * with lanes across rows, whatever the length of the vectors.
 *
 * @param cells all of them, by number
 * @param inputs the cells of the signature's scores, targets and vector parameters
 * @param outputs the cells of the results, in the order in which they were asked for
 * @param parameters the names of the programs' parameters: those of the formula, then widths, then indices
 */
record RowPlan(
        List<Cell> cells,
        Map<Expr.Variable, Cell> inputs,
        List<RowStep> steps,
        List<Cell> outputs,
        List<String> parameters) {

    RowPlan {
        cells = List.copyOf(cells);
        inputs = Map.copyOf(inputs);
        steps = List.copyOf(steps);
        outputs = List.copyOf(outputs);
        parameters = List.copyOf(parameters);
    }

    /**
     * A result that is asked for.
     *
     * @param dimension the dimension of a vector, null for one number a row
     */
    record Output(Expr expr, @Nullable String dimension) {}
}
