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

/** Looks at all columns at points that others have found, and certifies those points by the duality gap. */
final class Certifier {
    private final FitScale scale;
    private final ColumnSlopes slopes;
    private final int[] everyColumn;

    Certifier(DesignColumns columns, double[] weight, FitScale scale, Workers workers) {
        this.scale = scale;
        this.slopes = new ColumnSlopes(columns, new ColumnNorms(columns, weight), weight, workers);
        this.everyColumn = new int[columns.count()];
        Arrays.setAll(everyColumn, j -> j);
    }

    /**
     * A point that may be the minimum.
     *
     * @param known columns whose slopes are known, all in use among them
     * @param theirs those slopes
     * @param rows each row's share of the mean loss's derivative by its score
     */
    record Claim(
            ScaledPenalty penalty,
            double[] parameters,
            int[] known,
            double[] theirs,
            double[] rows,
            double mean,
            int iterations) {}

    /** The point with its duality gap: converged, or not. */
    Solution check(Claim claim, double tolerance) {
        double[] parameters = claim.parameters;
        ScaledPenalty penalty = claim.penalty;
        slopes.look(claim.rows, claim.known, claim.theirs, everyColumn, everyColumn.length, penalty, parameters);
        double value = claim.mean + penalty.value(parameters, claim.known);
        double gap = GapWithinReach.of(
                penalty, parameters, slopes.all(), slopes.lookedAt(), slopes.lookedAtCount(), scale.unit());
        double relative = gap == 0 ? 0 : gap / Math.max(Math.abs(value), scale.loss());
        Evaluation at = new Evaluation(
                parameters, claim.mean, slopes.all().clone(), new double[0], ScoredRows.push(claim.rows), 0);
        return new Solution(
                at,
                claim.iterations,
                relative,
                relative <= tolerance ? Solution.Outcome.CONVERGED : Solution.Outcome.STALLED);
    }
}
