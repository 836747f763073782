package org.lossmith.learn.fit.workingset;

import java.util.Arrays;
import org.lossmith.learn.fit.design.DesignColumns;
import org.lossmith.learn.fit.design.Workers;
import org.lossmith.learn.fit.objective.Evaluation;
import org.lossmith.learn.fit.objective.FitScale;
import org.lossmith.learn.fit.objective.GapWithinReach;
import org.lossmith.learn.fit.objective.ScaledPenalty;
import org.lossmith.learn.fit.objective.ScoredRows;
import org.lossmith.learn.fit.problem.Solution;

/** Scores all rows and looks at all columns at points that others have found, and certifies those points by the duality gap. */
final class Certifier {
    private final DesignColumns columns;
    private final ScoredRows rows;
    private final FitScale scale;
    private final Workers workers;
    private final ColumnSlopes slopes;
    private final int[] everyColumn;

    Certifier(DesignColumns columns, ScoredRows rows, FitScale scale, Workers workers) {
        this.columns = columns;
        this.rows = rows;
        this.scale = scale;
        this.workers = workers;
        this.slopes = new ColumnSlopes(columns, new ColumnNorms(columns, rows.weight()), rows.weight(), workers);
        this.everyColumn = new int[columns.count()];
        Arrays.setAll(everyColumn, j -> j);
    }

    /**
     * A point that may be the minimum.
     *
     * @param exactly columns whose slopes are wanted even where a bound would do, all in use among them
     */
    record Claim(ScaledPenalty penalty, double[] parameters, int[] exactly, int iterations) {}

    /** The point with its duality gap: converged, or not. */
    Solution check(Claim claim, double tolerance) {
        double[] parameters = claim.parameters;
        ScaledPenalty penalty = claim.penalty;
        int[] exactly = claim.exactly;
        double[] theirs = new double[exactly.length];
        for (int k = 0; k < exactly.length; k++) {
            theirs[k] = parameters[exactly[k]];
        }
        Arrays.fill(rows.score, 0);
        columns.add(exactly, exactly.length, theirs, rows.score);
        rows.evaluate();
        columns.products(exactly, exactly.length, rows.gradient, theirs, workers);
        slopes.look(rows.gradient, exactly, theirs, everyColumn, everyColumn.length, penalty, parameters);
        double value = rows.mean() + penalty.value(parameters, exactly);
        double gap = GapWithinReach.of(
                penalty, parameters, slopes.all(), slopes.lookedAt(), slopes.lookedAtCount(), scale.unit());
        double relative = gap == 0 ? 0 : gap / Math.max(Math.abs(value), scale.loss());
        Evaluation at = new Evaluation(parameters, rows.mean(), slopes.all().clone(), new double[0], rows.push(), 0);
        return new Solution(
                at,
                claim.iterations,
                relative,
                relative <= tolerance ? Solution.Outcome.CONVERGED : Solution.Outcome.STALLED);
    }
}
