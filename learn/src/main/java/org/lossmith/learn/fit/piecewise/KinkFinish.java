package org.lossmith.learn.fit.piecewise;

import org.lossmith.learn.fit.newton.ProximalNewton;
import org.lossmith.learn.fit.objective.ElementLoss;
import org.lossmith.learn.fit.objective.Evaluation;
import org.lossmith.learn.fit.objective.Objective;
import org.lossmith.learn.fit.problem.Problem;
import org.lossmith.learn.fit.problem.Solution;

/**
 * From a point near the optimum of a loss of straight lines to the optimum itself, under any convex penalty: Newton on
 * {@link PricedKinks}, whose prices need not be quite right for long. Once every row is on its line or at its kink, the next
 * prices are exact where a vertex is the optimum, and nearly so where it is none.
 */
final class KinkFinish {
    private static final int MOST_ROUNDS = 30;
    private static final int MOST_STEPS_A_ROUND = 30;
    private static final int MOST_WITHOUT_GAIN = 3;
    /** A gap of this share of the objective is rounding. */
    private static final double ROUNDING = 1e-13;
    /** The next rounds are cheap for what they bring: at the usual tolerance they end at 1e-8 of the objective. */
    private static final double BELOW_TOLERANCE = 1e-4;
    /** On few rows a round costs nothing, and wide parabolas leave less rounding: they shrink only after a slow round. */
    private static final int FEW_ROWS = 5_000;
    /** A round that leaves more than this of the gap is slow. */
    private static final double SLOW = 0.1;

    private static final double NARROWER = 0.25;
    /** A round with parabolas of the same width leaves about this of the gap, and a narrower one in proportion. */
    private static final double LEFT = 0.3;
    /** Where parabolas shrink by more at once, Newton takes many steps to find the rows on them. */
    private static final double MOST_NARROWER = 0.0625;
    /** Of the relative gradient. */
    private static final double TOLERANCE = 1e-13;

    private final Problem problem;
    private final LinearPieces pieces;
    private final KinkedSolver measured;

    KinkFinish(Problem problem, LinearPieces pieces, KinkedSolver measured) {
        this.problem = problem;
        this.pieces = pieces;
        this.measured = measured;
    }

    /** @param width of the smoothing whose minimum the point is */
    Solution from(Solution near, double width) {
        Objective objective = problem.objective();
        PricedKinks model = new PricedKinks((ElementLoss) problem.loss(), pieces, objective.design(), width);
        int steps = near.iterations();
        Evaluation best = near.at();
        double lowest = gap(best);
        double share = Math.max(ROUNDING, BELOW_TOLERANCE * problem.gapTolerance());
        // With the first prices the minimum is that of the last smoothing, which is where this begins.
        Evaluation at = best;
        double gap = lowest;
        double before = Double.POSITIVE_INFINITY;
        int withoutGain = 0;
        for (int round = 0; round < MOST_ROUNDS && steps < problem.maxIterations(); round++) {
            double enough = share * measured.size(at);
            if (lowest <= enough || withoutGain >= MOST_WITHOUT_GAIN || objective.stopped()) {
                break;
            }
            Evaluation repriced = model.reprice(objective, at.parameters(), narrower(gap, before, enough));
            ProximalNewton newton = new ProximalNewton(
                    objective, objective, problem.penalty(), model, TOLERANCE, true, problem.scale());
            Solution found = newton.resume(repriced, Math.min(MOST_STEPS_A_ROUND, problem.maxIterations() - steps));
            steps += found.iterations();
            at = found.at();
            gap = gap(at);
            before = lowest;
            withoutGain = gap < lowest ? 0 : withoutGain + 1;
            if (gap < lowest) {
                best = at;
                lowest = gap;
            }
        }
        return measured.certified(best, lowest, problem.gapTolerance(), steps, Solution.Outcome.STALLED);
    }

    /** What share of their width parabolas keep. */
    private double narrower(double gap, double before, double enough) {
        if (problem.rows() <= FEW_ROWS) {
            return gap <= SLOW * before ? 1 : NARROWER;
        }
        return Math.max(MOST_NARROWER, Math.min(1, 0.5 * enough / (LEFT * gap)));
    }

    /** Neither loss nor penalty are ever below 0. */
    private double gap(Evaluation at) {
        return Math.min(measured.gap(at), at.loss() + problem.penalty().value(at.parameters()));
    }
}
